import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  findShell,
  isRunning,
  type KnownShell,
  MemoryStores,
  OpenShell,
} from "../../e2e/world/shells.ts";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { ok } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import { SshTarget } from "../targets/ssh-target.ts";
import { Terminals } from "./terminals.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const shells = ["bash", "zsh", "fish", "dash", "ash"] as const;
/** What each account has in the files that only a login shell reads, and in those that every shell reads. */
const files: Record<KnownShell, Record<string, string>> = {
  bash: { ".profile": "FROM_LOGIN=yes\n. ~/.bashrc\n", ".bashrc": "FROM_RC=yes\n" },
  zsh: { ".zprofile": "FROM_LOGIN=yes\n", ".zshrc": "PS1='%# '\nFROM_RC=yes\n" },
  fish: {
    ".config/fish/config.fish":
      "set -g fish_greeting\nset FROM_RC yes\nif status is-login\n set FROM_LOGIN yes\nend\n",
  },
  dash: { ".profile": "FROM_LOGIN=yes\nENV=$HOME/.shrc\n", ".shrc": "FROM_RC=yes\n" },
  ash: { ".profile": "FROM_LOGIN=yes\nENV=$HOME/.shrc\n", ".shrc": "FROM_RC=yes\n" },
};

const folder = mkdtempSync(join(tmpdir(), "fairlead-ash-"));
let sshd: Sshd;

beforeAll(async () => {
  const accounts = shells.map((shell) => ({
    name: `fl${shell}`,
    shell: shell === "ash" ? join(folder, "ash") : findShell(shell),
  }));
  symlinkSync(findShell("ash"), join(folder, "ash")); // busybox is ash when it is called so.
  chmodSync(folder, 0o755);
  sshd = await Sshd.start({ accounts });
  sshd.authorize(makeKey(sshd.directory, "id"));
});
afterAll(async () => {
  await sshd[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** A process id as a shell or tmux prints it. */
const pid = (text: string) => Number(/\d+/.exec(text)?.[0]);

/** Terminals on one account of the sshd, with or without tmux. */
function terminalsOf(shell: KnownShell, tmux: boolean, kept = new MemoryStores()) {
  const host: Host = { ...hostOf(sshd), user: `fl${shell}` };
  const target = new SshTarget(() => host, sshServices(sshd.home));
  const terminals = new Terminals({
    targets: { get: () => ok(target) },
    inventory: { get: () => host },
    runs: kept.runs,
    records: kept.terminals,
    useTmux: () => tmux,
    installation: `${sshd.directory} ${shell}`,
    redact: (text) => text,
    learnSecret: () => undefined,
  });
  const open = async () => {
    const opened = await terminals.open(host.id, { columns: 100, rows: 30 });
    if (!opened.ok) throw new Error(opened.error.sentence);
    const terminal = terminals.get(opened.value.id);
    if (terminal === undefined) throw new Error("gone");
    const shellOpen = new OpenShell(terminal);
    await shellOpen.until(() => terminal.shell.place === "prompt", "a prompt", 20_000);
    return shellOpen;
  };
  const end = async () => {
    for (const { id } of terminals.list()) await terminals.close(id);
    await terminals[Symbol.asyncDispose]();
    await target[Symbol.asyncDispose]();
  };
  return { terminals, open, end };
}

describe.runIf(canMakeAccounts)("over ssh", () => {
  for (const shell of shells) {
    for (const tmux of [false, true]) {
      test(`${shell} as login shell, ${tmux ? "in tmux" : "on a PTY"}`, async () => {
        const home = join(sshd.directory, "home", `fl${shell}`);
        for (const [path, text] of Object.entries(files[shell])) {
          mkdirSync(dirname(join(home, path)), { recursive: true });
          writeFileSync(join(home, path), text);
        }
        execFileSync("chown", ["-R", `--reference=${home}`, home]);
        const { open, end, terminals } = terminalsOf(shell, tmux);
        const one = await open();
        expect(one.info).toMatchObject({
          shell,
          user: `fl${shell}`,
          integration: "marks",
          durability: tmux ? "tmux" : "plain",
          state: "ready",
        });
        expect(await one.run('echo "$FROM_LOGIN $FROM_RC $HOME"')).toMatchObject({
          state: "finished",
          exitCode: 0,
          output: `yes yes ${home}\n`,
        });
        expect(await one.run("sh -c 'exit 37'")).toMatchObject({ exitCode: 37, output: "" });
        const { output } = await one.run("env");
        expect(output).not.toMatch(/__fl_|__fairlead|^ENV=\/dev|^ZDOTDIR/im);
        expect(output).not.toContain(one.terminal.nonce);
        await one.enter("echo typed");
        const told = shell !== "dash" && shell !== "ash";
        expect(terminals.runs(one.terminal.id)).toMatchObject({
          value: [
            ...Array.from({ length: 3 }, () => ({ origin: "agent" })),
            {
              origin: "person",
              ...(told
                ? { command: "echo typed", commandText: "known" }
                : { command: "", commandText: "untold" }),
              state: "finished",
              exitCode: 0,
              excerpt: "typed\n",
            },
          ],
        });
        await end();
      });
    }
  }

  test("a line that breaks: the shell in tmux comes back by itself, and the command's end with it", async () => {
    const { open, end, terminals } = terminalsOf("bash", true);
    const one = await open();
    const runId = newId("run");
    const sent = await one.terminal.runCommand(
      { runId, command: "sleep 1; sh -c 'exit 7'" },
      { started: async () => ok(undefined) },
      AbortSignal.timeout(20_000),
    );
    if (!sent.ok) throw new Error(sent.error.code);
    sshd.killSessions();
    await one.until(() => one.info.state !== "ready", "the break");
    expect(["not-attached", "reconnecting"]).toContain(one.info.state);
    expect(await sent.value.finished).toMatchObject({ state: "finished", exitCode: 7 });
    expect(one.info.state).toEqual("ready");
    expect(terminals.run(runId)).toMatchObject({ state: "finished", exitCode: 7 });
    expect(await one.run("echo on")).toMatchObject({ output: "on\n" });
    await end();
  });

  test("closed while the host is out of reach: gone at once, and ended when the host is back, over a restart too", async () => {
    const kept = new MemoryStores();
    const before = terminalsOf("bash", true, kept);
    const one = await before.open();
    const two = await before.open();
    const processes: number[] = [];
    for (const each of [one, two]) {
      processes.push(pid((await each.run("echo $$")).output));
    }
    const server = pid((await one.run('echo "$TMUX" | cut -d, -f2')).output);
    processes.push(server);
    await sshd.stop();
    await one.until(() => one.info.state !== "ready" && two.info.state !== "ready", "the break");
    expect(await before.terminals.close(one.info.id)).toMatchObject({ ok: true });
    expect(before.terminals.list().map(({ id }) => id)).toEqual([two.info.id]);
    expect(await before.terminals.close(two.info.id)).toMatchObject({ ok: true });
    await before.end();
    const after = terminalsOf("bash", true, kept);
    await after.terminals.restore();
    expect(after.terminals.list()).toEqual([]);
    expect(processes.filter(isRunning)).toEqual(processes);
    await sshd.restart();
    await expect.poll(() => processes.filter(isRunning)).toEqual([]);
    await expect.poll(() => kept.keptTerminals.size).toBe(0);
    await after.end();
  });

  test("closed while the host does not answer: gone soon, and ended when it answers", async () => {
    const kept = new MemoryStores();
    const { end, open, terminals } = terminalsOf("bash", true, kept);
    const one = await open();
    const shell = pid((await one.run("echo $$")).output);
    sshd.pause();
    expect(await terminals.close(one.info.id)).toMatchObject({ ok: true });
    expect(terminals.list()).toEqual([]);
    expect(isRunning(shell)).toBe(true);
    sshd.resume();
    await expect.poll(() => isRunning(shell)).toBe(false);
    await expect.poll(() => kept.keptTerminals.size).toBe(0);
    await end();
  });

  test("a line that breaks: a plain terminal is lost, says so, and its command with it", async () => {
    const { open, end } = terminalsOf("bash", false);
    const one = await open();
    const sent = await one.terminal.runCommand(
      { runId: newId("run"), command: "sleep 60" },
      { started: async () => ok(undefined) },
      AbortSignal.timeout(20_000),
    );
    if (!sent.ok) throw new Error(sent.error.code);
    sshd.killSessions();
    expect(await sent.value.finished).toMatchObject({ state: "lost", exitCode: null });
    expect(one.info).toMatchObject({ state: "lost", running: null });
    await end();
  });
});
