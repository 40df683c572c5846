import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeKey } from "../../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../../e2e/world/ssh-services.ts";
import { Sshd, type SshdOptions } from "../../../e2e/world/sshd.ts";
import { SshTarget } from "../ssh-target.ts";
import type { TargetFiles } from "./target-files.ts";

const never = new AbortController().signal;
const sftp = { lines: ["Subsystem sftp internal-sftp"] };

async function world(options: SshdOptions) {
  await using owned = new AsyncDisposableStack();
  const sshd = owned.use(await Sshd.start(options));
  sshd.authorize(makeKey(sshd.directory, "id"));
  const host = hostOf(sshd);
  const target = owned.use(new SshTarget(() => host, sshServices(sshd.home)));
  const parts = owned.move();
  return { sshd, target, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

async function filesOf(target: SshTarget): Promise<TargetFiles> {
  const opened = await target.openFiles(never);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

test("an account that has SFTP and nothing else: files are changed, and what could not be seen is said", async () => {
  await using there = await world({ ...sftp, forceCommand: "internal-sftp" });
  using files = await filesOf(there.target);
  expect(files.way).toBe("sftp");
  const path = join(there.sshd.home, "conf");
  writeFileSync(path, "old");
  chmodSync(path, 0o600);
  const looked = await files.look([path], never);
  const before = looked.ok ? (looked.value[0] ?? null) : null;
  const done = await files.replace({ path, bytes: Buffer.from("new"), before }, never);
  expect(done).toEqual({
    ok: true,
    value: {
      notes: [expect.stringContaining("further names"), expect.stringContaining("access lists")],
    },
  });
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["new", 0o600]);
});

test("a host that answers the SFTP request with something else ends in a failure, not in waiting", async () => {
  await using there = await world({ ...sftp, forceCommand: "echo no files here" });
  using files = await filesOf(there.target);
  expect(await files.look(["/etc"], never)).toMatchObject({ ok: false });
  expect(await files.read("/etc/hosts", 0, () => true, never)).toMatchObject({ ok: false });
});

for (const options of [sftp, {}]) {
  const way = "lines" in options ? "sftp" : "shell";
  test(`${way}: when the connection breaks, what is under way fails; opened again it works`, async () => {
    await using there = await world(options);
    using files = await filesOf(there.target);
    expect(files.way).toBe(way);
    there.sshd.killSessions();
    expect(await files.look(["/etc"], never)).toMatchObject({ error: { code: "connection-lost" } });
    using again = await filesOf(there.target);
    expect(await again.look(["/etc"], never)).toMatchObject({ value: [{ kind: "folder" }] });
  });

  test(`${way}: an abort ends what waits for a host that does not answer`, async () => {
    await using there = await world(options);
    using files = await filesOf(there.target);
    there.sshd.pause();
    const stop = new AbortController();
    const looking = files.look(["/etc"], stop.signal);
    stop.abort();
    expect(await looking).toMatchObject({ error: { code: "aborted" } });
    there.sshd.resume();
  });
}
