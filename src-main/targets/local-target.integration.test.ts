import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRunning } from "../../e2e/world/shells.ts";
import { LocalTarget } from "./local-target.ts";
import type { ByteChannel, ChannelEnd } from "./target.ts";

const size = { columns: 80, rows: 24 };
const never = new AbortController().signal;
let folder = "";
let target: LocalTarget;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-local-"));
  target = new LocalTarget({
    PATH: "/repo/node_modules/.bin:/usr/bin:/bin",
    HOME: folder,
    FAIRLEAD_HOME: folder,
    FAIRLEAD_API_KEY: "secret",
    npm_config_cache: "x",
    TMUX: "/tmp/x",
    NODE_OPTIONS: "--x",
    KEPT: "yes",
  });
});
afterAll(async () => {
  await target[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Reads to the end; `onChunk` may hold the source up. */
function readAll(
  channel: ByteChannel,
  onChunk: (count: number) => void = () => undefined,
): Promise<{ bytes: Buffer; end: ChannelEnd }> {
  return new Promise((resolve) => {
    const pieces: Uint8Array[] = [];
    channel.onData((bytes) => {
      pieces.push(bytes);
      onChunk(pieces.length);
    });
    channel.onEnd((end) => resolve({ bytes: Buffer.concat(pieces), end }));
  });
}

async function openPty(script: string) {
  const opened = await target.openPty(script, size, never);
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value;
}

test("says who it is", async () => {
  expect(await target.connect(never)).toEqual({
    ok: true,
    value: { hostId: "host-local", kind: "local", user: userInfo().username, key: "local" },
  });
});

test("the environment is the person's, with nothing of Fairlead's or its launcher's", async () => {
  const { bytes } = await readAll(await openPty("env | sort"));
  const names = bytes.toString().split("\r\n").filter(Boolean);
  expect(names.filter((line) => !/^(PWD|OLDPWD|_|SHLVL)=/.test(line))).toEqual([
    "COLORTERM=truecolor",
    `HOME=${folder}`,
    "KEPT=yes",
    "PATH=/usr/bin:/bin",
    "TERM=xterm-256color",
  ]);
});

test("a terminal has its size, its directory and its exit code", async () => {
  const { bytes, end } = await readAll(await openPty("stty size; pwd; exit 37"));
  expect(bytes.toString()).toEqual(`24 80\r\n${folder}\r\n`);
  expect(end).toEqual({ exitCode: 37, standardError: "", lost: false });
});

test("a program that a signal ends has the shell's code for it", async () => {
  const { end } = await readAll(await openPty("kill -9 $$"));
  expect(end.exitCode).toEqual(137);
});

test("the last byte arrives, also when the reader is held up at the end", async () => {
  const file = join(folder, "big");
  writeFileSync(file, "0123456789abcde\n".repeat(100_000));
  for (const heldMs of [0, 400]) {
    const channel = await openPty(`stty raw; cat ${file}; exit 3`);
    const { bytes, end } = await readAll(channel, (count) => {
      if (heldMs === 0 || count % 40 !== 0) return;
      channel.pause();
      setTimeout(() => channel.resume(), count > 300 ? heldMs : 5);
    });
    expect([bytes.length, end.exitCode]).toEqual([1_600_000, 3]);
  }
});

test("disposing hangs up: what runs there ends", async () => {
  const channel = await openPty("echo $$; sleep 60");
  const pid = await new Promise<number>((resolve) => {
    channel.onData((bytes) => resolve(Number(Buffer.from(bytes).toString())));
  });
  channel[Symbol.dispose]();
  await expect.poll(() => isRunning(pid)).toEqual(false);
});

test("exec is binary-safe and tells standard error and the exit code", async () => {
  const script = "printf '\\000\\377\\n\\r'; echo oops >&2; exit 4";
  const result = await target.exec(script, never);
  expect(result).toMatchObject({ ok: true, value: { exitCode: 4, standardError: "oops\n" } });
  expect(result.ok && [...result.value.standardOutput]).toEqual([0, 255, 10, 13]);
});

test("exec gives what is written to it, and ends at the end of input", async () => {
  const opened = await target.openExec("cat", never);
  if (!opened.ok) throw new Error(opened.error.sentence);
  const all = readAll(opened.value);
  opened.value.write(Buffer.from("in"));
  opened.value.endInput();
  expect((await all).bytes.toString()).toEqual("in");
});

test("an exec that is stopped ends its whole process group", async () => {
  const stop = new AbortController();
  const result = target.exec(
    `(sleep 60 & echo $! > ${folder}/pid; touch ${folder}/pid.done; wait)`,
    stop.signal,
  );
  await expect.poll(() => existsSync(join(folder, "pid.done"))).toEqual(true);
  const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  stop.abort();
  expect(await result).toMatchObject({ ok: false, error: { code: "aborted" } });
  await expect.poll(() => isRunning(pid)).toEqual(false);
});

test("a home folder that is not there is no obstacle", async () => {
  await using lost = new LocalTarget({ HOME: join(folder, "no-such-folder") });
  expect(await lost.exec("pwd", never)).toMatchObject({ ok: true, value: { exitCode: 0 } });
});
