import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { JumpWorld } from "../../e2e/world/jump-world.ts";
import { MemoryStores, OpenShell } from "../../e2e/world/shells.ts";
import { TestAgent } from "../../e2e/world/ssh-agent.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import { Terminals } from "./terminals.ts";

test.runIf(canMakeAccounts)(
  "behind two jump hosts: a shell in tmux comes back when the first one breaks, a plain one says it is lost",
  async () => {
    await using owned = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), "fl-jump-"));
    owned.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const agent = owned.use(await TestAgent.start(folder));
    const web = { environment: { TMUX_TMPDIR: folder } };
    const world = owned.use(await JumpWorld.start({ web, agentSocket: agent.socket }));
    await world.inventory.update(world.ids.web, { forwardAgent: true });
    const kept = new MemoryStores();
    let tmux = true;
    const terminals = new Terminals({
      targets: world.targets,
      inventory: world.inventory,
      runs: kept.runs,
      records: kept.terminals,
      useTmux: () => tmux,
      installation: world.home,
      redact: (text) => text,
      learnSecret: () => undefined,
    });
    owned.defer(async () => {
      for (const { id } of terminals.list()) await terminals.close(id);
      await terminals[Symbol.asyncDispose]();
    });
    const open = async () => {
      const opened = await terminals.open(world.ids.web, { columns: 100, rows: 30 });
      const terminal = opened.ok ? terminals.get(opened.value.id) : undefined;
      if (terminal === undefined) throw new Error("not opened");
      const shell = new OpenShell(terminal);
      await shell.until(() => terminal.shell.place === "prompt", "a prompt");
      return shell;
    };
    const inTmux = await open();
    tmux = false;
    const plain = await open();
    const place = "echo $SSH_CONNECTION; ssh-add -l";
    await inTmux.run("kept=yes");
    const [before, beside] = [await inTmux.run("echo $kept; ssh-add -l"), await plain.run(place)];
    expect([inTmux.info, plain.info]).toMatchObject([
      { durability: "tmux", agentForwarded: true, hostName: "web" },
      { durability: "plain", agentForwarded: true, hostName: "web" },
    ]);
    expect([before.output, beside.output]).toEqual([
      "yes\nThe agent has no identities.\n",
      expect.stringContaining(world.web.address),
    ]);
    world.bastion.killSessions();
    await plain.until(() => plain.info.state === "lost", "the loss");
    await inTmux.until(() => inTmux.info.state === "ready", "the way back");
    expect(await inTmux.run("echo $kept")).toMatchObject({ output: "yes\n" });
    expect(plain.info.agentForwarded).toBe(false);
    // Machines further in see a moment later that the old way is gone.
    await expect.poll(() => world.connections()).toEqual([1, 1, 1]);
  },
);
