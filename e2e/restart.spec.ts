import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { approve, cardAt } from "./steps/approval.ts";
import { answersOf, ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { acceptHostKey, addHost, hostRow } from "./steps/hosts.ts";
import { scripted } from "./steps/models.ts";
import { expectOnScreen, expectReady, paneOf, valueInShell } from "./steps/terminal.ts";
import { auditOf, fairlead } from "./world/command-line.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";
import { RemoteHost } from "./world/remote-host.ts";
import { makeKey } from "./world/ssh-keys.ts";

for (const [end, signal] of [
  ["is closed", "SIGTERM"],
  ["crashes", "SIGKILL"],
] as const) {
  test(`an SSH host by key; the app ${end} and starts again: host, chat and the very shell are back`, async ({
    world,
    openApp,
  }) => {
    await using model = await ScriptedModel.start();
    await using remote = await RemoteHost.start();
    const key = makeKey(world.home, "deploy-key");
    remote.sshd.authorize(key);
    model.script(
      runs("mkdir -p deep/er && cd deep/er && export MARK=kept-$((6*7))", "to have a state"),
      says("You are in deep/er now."),
    );

    const first = await openApp(scripted(model));
    await addHost(first.page, {
      name: "web-1",
      endpoint: remote.endpoint,
      login: "Private key",
      keyPath: "~/deploy-key",
    });
    await acceptHostKey(first.page, "web-1", remote.sshd.hostKey().fingerprint);
    const pane = paneOf(first.page, "web-1");
    await expectReady(pane);
    await ask(first.page, "Go to deep/er");
    await expect(cardAt(pane)).toContainText(`${remote.sshd.user}@web-1`);
    await approve(pane);
    await expectTurnOver(first.page);
    await expect(callsOf(first.page).last()).toHaveAccessibleName("run on web-1: exit 0");
    await expect(pane.getByText("deep/er", { exact: false }).first()).toBeVisible();
    const shell = await valueInShell(pane, "$$ $MARK $PWD");
    expect(shell).toBe(`${shell.split(" ")[0]} kept-42 ${remote.path("deep/er")}`);
    await first.close(signal);

    const second = await openApp(scripted(model));
    await expect(hostRow(second.page, "web-1")).toBeVisible();
    await expect(answersOf(second.page).last()).toContainText("You are in deep/er now.");
    await expect(callsOf(second.page).last()).toHaveAccessibleName("run on web-1: exit 0");
    const again = paneOf(second.page, "web-1");
    await expectReady(again);
    await expectOnScreen(again, shell);
    expect(await valueInShell(again, "$$ $MARK $PWD")).toBe(shell);
    expect(await remote.tmux("list-panes", "-a", "-F", "#{pane_pid}")).toEqual([
      shell.split(" ")[0],
    ]);

    // The conversation goes on where it was.
    model.script(runs("echo $MARK", "to look"), says("It says kept-42."));
    await ask(second.page, "What does MARK say?");
    await approve(again);
    await expectTurnOver(second.page);
    await expect(answersOf(second.page).last()).toContainText("It says kept-42.");
    expect(model.toolResults.at(-1)).toContain("kept-42");
    expect(await fairlead(world, "audit", "verify")).toMatchObject({ code: 0 });
    expect(auditOf(world).filter(({ kind }) => kind === "start")).toHaveLength(2);
    expect(join(world.home, "deep")).not.toBe(remote.path("deep"));
  });
}
