import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { acceptHostKey, addHost, connectionOf, hostKeyQuestion } from "./steps/hosts.ts";
import { scripted } from "./steps/models.ts";
import { expectReady, paneOf } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";
import { RemoteHost } from "./world/remote-host.ts";
import { makeKey } from "./world/ssh-keys.ts";

test("a changed host key is refused, both fingerprints are shown, nothing is sent", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  await using remote = await RemoteHost.start();
  const key = makeKey(world.home, "deploy-key");
  remote.sshd.authorize(key);
  const known = remote.sshd.hostKey().fingerprint;
  const { page } = await openApp(scripted(model));
  await addHost(page, {
    name: "db-1",
    endpoint: remote.endpoint,
    login: "Private key",
    keyPath: "~/deploy-key",
  });
  await acceptHostKey(page, "db-1", known);
  const pane = paneOf(page, "db-1");
  await expectReady(pane);

  remote.sshd.changeHostKeys();
  await remote.sshd.restart();
  const shown = remote.sshd.hostKey().fingerprint;
  const linesBefore = remote.sshd.log().split("\n").length;

  await expect(pane).toHaveAttribute("data-state", "not-attached");
  await expect(connectionOf(page, "db-1")).toContainText("The host key is not the one on record");
  await expect(pane).toContainText(known);
  await expect(pane).toContainText(shown);
  const before = remote.sshd.log().length;
  await pane.getByRole("button", { name: "Reconnect" }).click();
  // It was tried once more, and is over.
  await expect.poll(() => remote.sshd.log().slice(before)).toMatch(/^Connection from /m);
  await expect.poll(() => remote.sshd.connections()).toBe(0);
  await expect(pane).toHaveAttribute("data-state", "not-attached");
  await expect(hostKeyQuestion(page, "db-1")).toBeHidden();
  // The server has heard of no user and no key: the login never began.
  const heard = remote.sshd.log().split("\n").slice(linesBefore).join("\n");
  expect(heard).not.toMatch(/Accepted|Failed|Postponed|publickey|session/);
});
