import { afterAll, beforeAll, expect, test } from "vitest";
import { RemoteHost } from "../../../e2e/world/remote-host.ts";
import { isRunning, MemoryStores, OpenShell } from "../../../e2e/world/shells.ts";
import { makeKey } from "../../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../../e2e/world/ssh-services.ts";
import { ok } from "../../../shared/result.ts";
import { newId } from "../../base/new-id.ts";
import { SshTarget } from "../../targets/ssh-target.ts";
import { Terminals } from "../terminals.ts";
import { RunProcesses } from "./run-processes.ts";

let remote: RemoteHost;
beforeAll(async () => {
  remote = await RemoteHost.start();
  remote.sshd.authorize(makeKey(remote.sshd.directory, "id"));
});
afterAll(() => remote[Symbol.asyncDispose]());

for (const tmux of [false, true]) {
  test(`over ssh (tmux: ${tmux}) also what has cut every descriptor is found, by the name that sshd or tmux gave its terminal`, async () => {
    const host = hostOf(remote.sshd);
    const target = new SshTarget(() => host, sshServices(remote.sshd.home));
    const terminals = new Terminals({
      targets: { get: () => ok(target) },
      inventory: { get: () => host },
      ...{ runs: new MemoryStores().runs, records: new MemoryStores().terminals },
      useTmux: () => tmux,
      installation: `${remote.sshd.directory} processes ${tmux}`,
      redact: (text) => text,
      learnSecret: () => undefined,
    });
    const opened = await terminals.open(host.id, { columns: 100, rows: 30 });
    const terminal = opened.ok ? terminals.get(opened.value.id) : undefined;
    if (terminal === undefined) throw new Error("no terminal");
    const shell = new OpenShell(terminal);
    await shell.until(() => terminal.shell.place === "prompt", "a prompt");
    const runId = newId("run");
    const command = `sh -c 'trap "" INT; (setsid sleep 431 >/dev/null 2>&1 </dev/null &); sleep 432'`;
    const hooks = { started: async () => ok(undefined) };
    const signal = AbortSignal.timeout(60_000);
    await terminal.runCommand({ runId, command }, hooks, signal);
    const processes = new RunProcesses({ targets: { get: () => ok(target) }, terminals });
    const of = async () => {
      const found = await processes.of(runId, signal);
      return found.ok ? found.value : [];
    };
    await expect
      .poll(async () => (await of()).map(({ command, place }) => `${place}: ${command}`).sort())
      .toEqual([
        "detached: sleep 431",
        expect.stringMatching(/^foreground: sh -c trap/),
        "foreground: sleep 432",
      ]);
    const all = await of();
    const sent = await processes.signal(runId, "KILL", all, signal);
    expect(sent).toMatchObject({ ok: true, value: { gone: [], kept: [] } });
    await expect.poll(() => all.filter(({ pid }) => isRunning(pid))).toEqual([]);
    await terminals.close(terminal.id);
    await terminals[Symbol.asyncDispose]();
    await target[Symbol.asyncDispose]();
  });
}
