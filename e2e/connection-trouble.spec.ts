import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve } from "./steps/approval.ts";
import { answersOf, ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { acceptHostKey, addHost, connectionOf, giveSecret, openHost } from "./steps/hosts.ts";
import { scripted } from "./steps/models.ts";
import { expectOnScreen, expectReady, paneOf, typeLine, valueInShell } from "./steps/terminal.ts";
import { freePort, loopbackAddress } from "./world/loopback.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";
import { RemoteHost } from "./world/remote-host.ts";
import { makeKey } from "./world/ssh-keys.ts";

/** The app still works: a shell on this machine opens and answers. */
async function expectUsable(page: Page): Promise<void> {
  const row = page.getByRole("button", { name: /, local shell$/ });
  const name = (await row.getAttribute("aria-label")) ?? "";
  await row.dblclick();
  const local = paneOf(page, name.replace(/, local shell$/, ""));
  await expectReady(local);
  expect(await valueInShell(local, "$((6*7))")).toBe("42");
}

test("a wrong password is asked for again; cancelled, it is said, and the app goes on", async ({
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  await using remote = await RemoteHost.start({ name: "kim", password: "true-Passw0rd" });
  const { page } = await openApp(scripted(model));
  await addHost(page, { name: "mail-1", endpoint: remote.endpoint, login: "Password" });
  await acceptHostKey(page, "mail-1", remote.sshd.hostKey().fingerprint);
  await giveSecret(page, /^Password/, "wrong-Passw0rd");
  const question = page.getByRole("dialog", { name: /^Password/ });
  await expect(question).toContainText("That one was not accepted. Try again.");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();

  const pane = paneOf(page, "mail-1");
  await expect(pane).toHaveAttribute("data-detached", "true");
  await expect(pane).toContainText("The login was cancelled.");
  await expect(connectionOf(page, "mail-1")).toContainText("The login was cancelled.");

  // The right one, by the button that stands there.
  await pane.getByRole("button", { name: "Reconnect" }).click();
  await giveSecret(page, /^Password/, "true-Passw0rd");
  await expectReady(pane);
  expect(await valueInShell(pane, "$(whoami)")).toBe("kim");
  await expect(connectionOf(page, "mail-1")).toContainText("connected");
  await expectUsable(page);
});

test("a dead port and an unknown name are told apart, and the app goes on", async ({ openApp }) => {
  await using model = await ScriptedModel.start();
  const address = loopbackAddress();
  const port = await freePort(address);
  const { page } = await openApp(scripted(model));
  for (const [name, endpoint, said] of [
    ["dead-1", `root@${address}:${port}`, "The host refused the connection."],
    ["ghost-1", "root@ghost.invalid", "The name of the host could not be resolved."],
  ] as const) {
    await addHost(page, { name, endpoint, login: "Password" });
    const pane = paneOf(page, name);
    await expect(pane).toHaveAttribute("data-detached", "true");
    await expect(pane).toContainText(said);
    await expect(connectionOf(page, name)).toContainText(said);
  }
  await expectUsable(page);
});

test("sshd dies in the middle of a command: without tmux the shell is lost, and the turn says so", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  await using remote = await RemoteHost.start();
  remote.sshd.authorize(makeKey(world.home, "deploy-key"));
  model.script(runs("echo begun; sleep 1000", "to wait"), says("I do not know how far it came."));
  const { page } = await openApp({ ...scripted(model), FAIRLEAD_SSH_TMUX: "false" });
  const login = { login: "Private key", keyPath: "~/deploy-key" } as const;
  await addHost(page, { name: "web-1", endpoint: remote.endpoint, ...login });
  await acceptHostKey(page, "web-1", remote.sshd.hostKey().fingerprint);
  const pane = paneOf(page, "web-1");
  await expectReady(pane);
  await ask(page, "Wait for it");
  await approve(pane);
  await expectOnScreen(pane, /^begun$/m);
  await remote.sshd.stop();

  await expectTurnOver(page);
  await expect(callsOf(page).last()).toHaveAccessibleName(/: unknown whether it ran$/);
  expect(model.toolResults.at(-1)).toMatch(/state: (lost|unknown)/);
  await expect(answersOf(page).last()).toContainText("I do not know how far it came.");
  await expect(pane).toHaveAttribute("data-state", "lost");
  await expect(connectionOf(page, "web-1")).toContainText(/connection lost|failed/);
  await expectUsable(page);

  // The host is back: a new terminal there, and the lost one stays what it is.
  await remote.sshd.restart();
  const fresh = await openHost(page, "web-1");
  await expectReady(fresh);
  expect(await valueInShell(fresh, "$((6*7))")).toBe("42");
});

test("sshd dies in the middle of a command: with tmux the command goes on, and its end reaches the turn", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  await using remote = await RemoteHost.start();
  remote.sshd.authorize(makeKey(world.home, "deploy-key"));
  const wait = "echo begun; until [ -e go ]; do sleep 0.1; done; echo ended";
  model.script(runs(wait, "to wait"), says("It has ended."));
  const { page } = await openApp(scripted(model));
  const login = { login: "Private key", keyPath: "~/deploy-key" } as const;
  await addHost(page, { name: "web-1", endpoint: remote.endpoint, ...login });
  await acceptHostKey(page, "web-1", remote.sshd.hostKey().fingerprint);
  const pane = paneOf(page, "web-1");
  await expectReady(pane);
  await ask(page, "Wait for it");
  await approve(pane);
  await expectOnScreen(pane, /^begun$/m);
  await remote.sshd.stop();

  await expect(pane).not.toHaveAttribute("data-state", "ready");
  await expect(connectionOf(page, "web-1")).not.toContainText(/^.?connected/);
  await expectUsable(page);
  await remote.sshd.restart();
  await hostTab(page, "web-1").click();
  // It comes back by itself; who clicks may be faster, or find the button gone.
  const reconnect = pane.getByRole("button", { name: /^(Now|Reconnect)$/ });
  await expect(async () => {
    if (await reconnect.isVisible()) await reconnect.click({ timeout: 1_000 });
    await expect(pane).toHaveAttribute("data-state", "ready", { timeout: 5_000 });
  }).toPass();
  await expectOnScreen(pane, /^begun$/m);
  remote.write("go", "");
  await expectTurnOver(page);
  await expectOnScreen(pane, /^ended$/m);
  await expect(callsOf(page).last()).toHaveAccessibleName("run on web-1: exit 0");
  expect(model.toolResults.at(-1)).toMatch(/state: finished\nexit code: 0/);
  await typeLine(pane, "echo still here");
  await expectOnScreen(pane, /^still here$/m);
});

const hostTab = (page: Page, name: string) => page.getByRole("tab").filter({ hasText: name });
