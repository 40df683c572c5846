import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey, type TestKey } from "../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { SshTarget } from "./ssh-target.ts";
import type { PtyChannel } from "./target.ts";

const never = new AbortController().signal;
let sshd: Sshd;
let key: TestKey;

beforeAll(async () => {
  sshd = await Sshd.start();
  key = makeKey(sshd.directory, "id");
  sshd.authorize(key);
});
afterAll(() => sshd[Symbol.asyncDispose]());

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

test("a key opens the connection and the identity names the host key", async () => {
  const host = hostOf(sshd);
  await using target = new SshTarget(() => host, sshServices(sshd.home));
  expect(await target.connect(never)).toEqual({
    ok: true,
    value: { hostId: host.id, kind: "ssh", user: sshd.user, key: sshd.hostKey().fingerprint },
  });
});

test("exec gives output, standard error and exit code", async () => {
  const host = hostOf(sshd);
  await using target = new SshTarget(() => host, sshServices(sshd.home));
  const result = await target.exec("echo out; echo err >&2; exit 3", never);
  if (!result.ok) throw new Error(result.error.detail);
  expect({ ...result.value, standardOutput: text(result.value.standardOutput) }).toEqual({
    exitCode: 3,
    standardOutput: "out\n",
    standardError: "err\n",
  });
});

test("a PTY has its size, takes keys and tells its end after the last output", async () => {
  const host = hostOf(sshd);
  await using target = new SshTarget(() => host, sshServices(sshd.home));
  const opened = await target.openPty(
    "stty size; read x; stty size; echo got $x; exit 7",
    { columns: 91, rows: 17 },
    never,
  );
  if (!opened.ok) throw new Error(opened.error.detail);
  using pty: PtyChannel = opened.value;
  let screen = "";
  const ended = new Promise((resolve) => pty.onEnd((end) => resolve({ ...end, screen })));
  const first = Promise.withResolvers<void>();
  pty.onData((bytes) => {
    screen += text(bytes);
    if (screen.includes("17 91")) first.resolve();
  });
  await first.promise;
  pty.resize(70, 30);
  pty.write(Buffer.from("hello\r"));
  expect(await ended).toEqual({
    exitCode: 7,
    standardError: "",
    lost: false,
    screen: "17 91\r\nhello\r\n30 70\r\ngot hello\r\n",
  });
});

test("plain Node loads the modules as they are: test runners are kinder to CommonJS packages", () => {
  const modules = ["./targets.ts", "../hosts/inventory.ts", "../keychain/credentials.ts"];
  const source = modules
    .map(
      (path) => `await import(${JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))});`,
    )
    .join("\n");
  const said = execFileSync(process.execPath, [
    "--input-type=module",
    "-e",
    `${source}; console.log("loaded")`,
  ]);
  expect(said.toString()).toBe("loaded\n");
});
