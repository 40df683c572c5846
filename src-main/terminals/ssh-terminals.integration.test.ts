import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRunning, type KnownShell, MemoryStores } from "../../e2e/world/shells.ts";
import { SshShells } from "../../e2e/world/ssh-shells.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import { ok } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";

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

let host: SshShells;

beforeAll(async () => {
  host = await SshShells.start(
    Object.fromEntries(shells.map((shell) => [`fl${shell}`, shell] as const)),
  );
});
afterAll(() => host[Symbol.asyncDispose]());

/** A process id as a shell or tmux prints it. */
const pid = (text: string) => Number(/\d+/.exec(text)?.[0]);

describe.runIf(canMakeAccounts)("over ssh", () => {
  for (const shell of shells) {
    for (const tmux of [false, true]) {
      test(`${shell} as login shell, ${tmux ? "in tmux" : "on a PTY"}`, async () => {
        const account = `fl${shell}`;
        const home = host.home(account);
        for (const [path, text] of Object.entries(files[shell])) host.write(account, path, text);
        await using world = host.terminals(account, tmux);
        const one = await world.open();
        expect(one.info).toMatchObject({
          shell,
          user: account,
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
        expect(world.terminals.runs(one.terminal.id)).toMatchObject({
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
      });
    }
  }

  test("a line that breaks: the shell in tmux comes back by itself, and the command's end with it", async () => {
    await using world = host.terminals("flbash", true);
    const one = await world.open();
    const runId = newId("run");
    const sent = await one.terminal.runCommand(
      { runId, command: "sleep 1; sh -c 'exit 7'" },
      { started: async () => ok(undefined) },
      AbortSignal.timeout(60_000),
    );
    if (!sent.ok) throw new Error(sent.error.code);
    host.sshd.killSessions();
    await one.until(() => one.info.state !== "ready", "the break");
    expect(["not-attached", "reconnecting"]).toContain(one.info.state);
    expect(await sent.value.finished).toMatchObject({ state: "finished", exitCode: 7 });
    await one.until(() => one.info.state === "ready", "the way back");
    expect(world.terminals.run(runId)).toMatchObject({ state: "finished", exitCode: 7 });
    expect(await one.run("echo on")).toMatchObject({ output: "on\n" });
  });

  test("closed while the host is out of reach: gone at once, and ended when the host is back, over a restart too", async () => {
    const kept = new MemoryStores();
    const before = host.terminals("flbash", true, kept);
    const one = await before.open();
    const two = await before.open();
    const processes: number[] = [];
    for (const each of [one, two]) {
      processes.push(pid((await each.run("echo $$")).output));
    }
    const server = pid((await one.run('echo "$TMUX" | cut -d, -f2')).output);
    processes.push(server);
    await host.sshd.stop();
    await one.until(() => one.info.state !== "ready" && two.info.state !== "ready", "the break");
    expect(await before.terminals.close(one.info.id)).toMatchObject({ ok: true });
    expect(before.terminals.list().map(({ id }) => id)).toEqual([two.info.id]);
    expect(await before.terminals.close(two.info.id)).toMatchObject({ ok: true });
    await before[Symbol.asyncDispose]();
    await using after = host.terminals("flbash", true, kept);
    await after.terminals.restore();
    expect(after.terminals.list()).toEqual([]);
    expect(processes.filter(isRunning)).toEqual(processes);
    await host.sshd.restart();
    await expect.poll(() => processes.filter(isRunning)).toEqual([]);
    await expect.poll(() => kept.keptTerminals.size).toBe(0);
  });

  test("closed while the host does not answer: gone soon, and ended when it answers", async () => {
    const kept = new MemoryStores();
    await using world = host.terminals("flbash", true, kept);
    const one = await world.open();
    const shell = pid((await one.run("echo $$")).output);
    host.sshd.pause();
    expect(await world.terminals.close(one.info.id)).toMatchObject({ ok: true });
    expect(world.terminals.list()).toEqual([]);
    expect(isRunning(shell)).toBe(true);
    host.sshd.resume();
    await expect.poll(() => isRunning(shell)).toBe(false);
    await expect.poll(() => kept.keptTerminals.size).toBe(0);
  });

  test("a line that breaks: a plain terminal is lost, says so, and its command with it", async () => {
    await using world = host.terminals("flbash", false);
    const one = await world.open();
    const sent = await one.terminal.runCommand(
      { runId: newId("run"), command: "sleep 60" },
      { started: async () => ok(undefined) },
      AbortSignal.timeout(60_000),
    );
    if (!sent.ok) throw new Error(sent.error.code);
    host.sshd.killSessions();
    expect(await sent.value.finished).toMatchObject({ state: "lost", exitCode: null });
    expect(one.info).toMatchObject({ state: "lost", running: null });
  });
});
