import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import { SshTarget } from "./ssh-target.ts";
import type { ByteChannel, ChannelEnd } from "./target.ts";

const never = new AbortController().signal;
const megabyte = 1024 * 1024;
let sshd: Sshd;
let target: SshTarget;

beforeAll(async () => {
  sshd = await Sshd.start();
  sshd.authorize(makeKey(sshd.directory, "id"));
  const host = hostOf(sshd);
  target = new SshTarget(() => host, sshServices(sshd.home));
});
afterAll(async () => {
  await target[Symbol.asyncDispose]();
  await sshd[Symbol.asyncDispose]();
});

async function exec(script: string): Promise<ByteChannel> {
  const opened = await target.openExec(script, never);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** Everything that comes, and the end. */
function collected(channel: ByteChannel): Promise<{ bytes: Buffer; end: ChannelEnd }> {
  const pieces: Uint8Array[] = [];
  channel.onData((bytes) => pieces.push(bytes));
  return new Promise((resolve) =>
    channel.onEnd((end) => resolve({ bytes: Buffer.concat(pieces), end })),
  );
}

const sum = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const clean = { exitCode: 0, standardError: "", lost: false };

test("20 MB of any bytes go there and come back the same", async () => {
  const sent = randomBytes(20 * megabyte);
  using channel = await exec("cat");
  const all = collected(channel);
  for (let at = 0; at < sent.length; at += 300_001) channel.write(sent.subarray(at, at + 300_001));
  channel.endInput();
  const { bytes, end } = await all;
  expect([bytes.length, sum(bytes), end]).toEqual([sent.length, sum(sent), clean]);
});

test("where the keys are exchanged anew in the middle every byte comes", async () => {
  await using other = await Sshd.start({ lines: ["RekeyLimit 2M"] });
  other.authorize(makeKey(other.directory, "id"));
  const host = hostOf(other);
  await using rekeyed = new SshTarget(() => host, sshServices(other.home));
  const opened = await rekeyed.openExec("yes 0123456789 | head -c 9000000", never);
  if (!opened.ok) throw new Error(opened.error.detail);
  using channel = opened.value;
  const { bytes, end } = await collected(channel);
  const expected = "0123456789\n".repeat(9_000_000 / 11 + 1).slice(0, 9_000_000);
  expect([sum(bytes), end]).toEqual([sum(Buffer.from(expected)), clean]);
});

test("a paused channel holds the host back, others go on, and nothing is lost", async () => {
  using channel = await exec(
    "head -c 20971520 /dev/zero | tee /dev/fd/3 3>&1 >/dev/null | cat; echo done >&2",
  );
  let received = 0;
  const first = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<ChannelEnd>();
  channel.onEnd(ended.resolve);
  channel.onData((bytes) => {
    received += bytes.length;
    first.resolve();
  });
  await first.promise;
  channel.pause();
  const atPause = received;
  // Twenty round trips on the same connection: by then whatever the window allows has long arrived.
  for (let index = 0; index < 20; index += 1) {
    expect((await target.exec("true", never)).ok).toBe(true);
  }
  expect(received).toBe(atPause);
  channel.resume();
  expect([await ended.promise, received]).toEqual([
    { ...clean, standardError: "done\n" },
    20 * megabyte,
  ]);
});

test("while paused the host itself is stopped: it has written only what window and buffers take", async () => {
  using channel = await exec(
    'n=0; while [ $n -lt 400 ]; do head -c 65536 /dev/zero; n=$((n+1)); echo $n > "$HOME/progress"; done',
  );
  const started = Promise.withResolvers<void>();
  channel.onData(() => started.resolve());
  await started.promise;
  channel.pause();
  const progress = async () => {
    const read = await target.exec('cat "$HOME/progress"', never);
    return read.ok ? Number(Buffer.from(read.value.standardOutput).toString()) : -1;
  };
  let before = await progress();
  for (let same = 0; same < 10; ) {
    const now = await progress();
    same = now === before ? same + 1 : 0;
    before = now;
  }
  // 25 MB in all; at rest far less than half of it has been written.
  expect(before).toBeLessThan(200);
  const rest = new Promise<ChannelEnd>((resolve) => channel.onEnd(resolve));
  channel.resume();
  expect(await rest).toEqual(clean);
});

test("what came before anybody listened is kept, end included", async () => {
  using channel = await exec("echo early; echo trouble >&2; exit 4");
  expect((await target.exec("true", never)).ok).toBe(true);
  const { bytes, end } = await collected(channel);
  expect([bytes.toString(), end]).toEqual([
    "early\n",
    { exitCode: 4, standardError: "trouble\n", lost: false },
  ]);
});

test("paused before anybody listened: nothing flows until resume, then all does", async () => {
  using channel = await exec("echo early");
  channel.pause();
  const all = collected(channel);
  expect((await target.exec("true", never)).ok).toBe(true);
  channel.resume();
  expect((await all).bytes.toString()).toBe("early\n");
});

test("of standard error the last 4,096 bytes are kept", async () => {
  const result = await target.exec(
    "head -c 100000 /dev/zero | tr '\\0' x >&2; printf end >&2",
    never,
  );
  if (!result.ok) throw new Error(result.error.code);
  expect([result.value.standardError.length, result.value.standardError.endsWith("xend")]).toEqual([
    4_096,
    true,
  ]);
});

test("a program that a signal ended has no exit code and is not lost", async () => {
  using channel = await exec("kill -TERM $$");
  expect((await collected(channel)).end).toEqual({
    exitCode: null,
    standardError: "",
    lost: false,
  });
});

test("writing after the end is harmless", async () => {
  using channel = await exec("true");
  await collected(channel);
  channel.write(Buffer.from("late"));
  channel.endInput();
  channel.endInput();
  channel.pause();
  channel.resume();
  expect((await target.exec("true", never)).ok).toBe(true);
});

test("disposing a PTY hangs up on what runs there", async () => {
  const opened = await target.openPty(
    'trap "echo hup > $HOME/hung-up; exit" HUP; echo ready; while :; do sleep 0.05; done',
    { columns: 80, rows: 24 },
    never,
  );
  if (!opened.ok) throw new Error(opened.error.code);
  const ready = Promise.withResolvers<void>();
  opened.value.onData(() => ready.resolve());
  await ready.promise;
  opened.value[Symbol.dispose]();
  const seen = await target.exec(
    'until [ -s "$HOME/hung-up" ]; do sleep 0.02; done; cat "$HOME/hung-up"',
    never,
  );
  expect(seen.ok && Buffer.from(seen.value.standardOutput).toString()).toBe("hup\n");
});

test("several terminals and programs live on one connection", async () => {
  const channels = await Promise.all([1, 2, 3, 4, 5].map((number) => exec(`cat; echo ${number}`)));
  for (const channel of channels) channel.endInput();
  const texts = await Promise.all(
    channels.map(async (channel) => (await collected(channel)).bytes.toString()),
  );
  expect(texts).toEqual(["1\n", "2\n", "3\n", "4\n", "5\n"]);
  await expect.poll(() => sshd.connections()).toBe(1);
});

test("the host's forced command is what runs", async () => {
  await using bastion = await Sshd.start({ forceCommand: "echo menu; cat" });
  bastion.authorize(makeKey(bastion.directory, "id"));
  const host = hostOf(bastion);
  await using menu = new SshTarget(() => host, sshServices(bastion.home));
  const result = await menu.exec("echo mine", never);
  expect(result.ok && Buffer.from(result.value.standardOutput).toString()).toBe("menu\n");
});

test.runIf(canMakeAccounts)("scripts run under /bin/sh whatever the login shell is", async () => {
  const shells = ["/bin/bash", "/usr/bin/zsh", "/usr/bin/fish", "/bin/dash"];
  await using many = await Sshd.start({
    accounts: shells.map((shell, index) => ({ name: `user${index}`, shell })),
  });
  many.authorize(makeKey(many.directory, "id"));
  const script = "x='a  b\"$y'; [ 1 -eq 1 ] && printf '%s|%s\\n' \"$x\" 'it''s \\! é'";
  const said = [];
  for (const [index] of shells.entries()) {
    const host = { ...hostOf(many), user: `user${index}` };
    await using each = new SshTarget(() => host, sshServices(many.home));
    const result = await each.exec(script, never);
    said.push(result.ok ? Buffer.from(result.value.standardOutput).toString() : result.error.code);
  }
  expect(said).toEqual(shells.map(() => 'a  b"$y|its \\! é\n'));
});
