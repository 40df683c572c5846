import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve } from "./steps/approval.ts";
import { answersOf, ask, expectTurnOver } from "./steps/chat.ts";
import { acceptHostKey, addHost, giveSecret, openHost } from "./steps/hosts.ts";
import { setUpEndpoint } from "./steps/models.ts";
import { expectOnScreen, expectReady, paneOf, valueInShell } from "./steps/terminal.ts";
import { fairlead } from "./world/command-line.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";
import { RemoteHost } from "./world/remote-host.ts";
import { filesHolding, filesIn, formsOf } from "./world/search-files.ts";
import { makeKey } from "./world/ssh-keys.ts";

const secrets = {
  password: 'kim"s Passw0rd \\ 9tR2x',
  passphrase: "a passphrase, 4 wörds long",
  modelKey: "sk-journey-7f3a9c5e1b",
  vault: "vault opener 51-Qz",
};

test("password, passphrase, model key and vault in use: no file holds any of them, and no request", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start({ key: secrets.modelKey });
  await using byPassword = await RemoteHost.start({ name: "kim", password: secrets.password });
  await using byKey = await RemoteHost.start();
  byKey.sshd.authorize(makeKey(world.home, "locked-key", "ed25519", secrets.passphrase));

  const { page, close } = await openApp();
  model.script(says("yes"));
  await setUpEndpoint(page, model.baseUrl, secrets.modelKey);
  await page.getByRole("button", { name: "Use this model" }).click();
  await createVault(page);

  await addHost(page, { name: "mail-1", endpoint: byPassword.endpoint, login: "Password" });
  await acceptHostKey(page, "mail-1", byPassword.sshd.hostKey().fingerprint);
  await giveSecret(page, /^Password/, secrets.password, { remember: true });
  const mail = paneOf(page, "mail-1");
  await expectReady(mail);
  await addHost(page, {
    ...{ name: "web-1", endpoint: byKey.endpoint },
    ...{ login: "Private key", keyPath: "~/locked-key" },
  });
  await acceptHostKey(page, "web-1", byKey.sshd.hostKey().fingerprint);
  await giveSecret(page, /^Passphrase/, secrets.passphrase, { remember: true });
  const web = paneOf(page, "web-1");
  await expectReady(web);

  // A file on the host holds them all, the agent reads it, and the person quotes one in the chat.
  const note = Object.values(secrets).join("\n");
  byKey.write("note", `${note}\n`);
  model.script(runs("cat note", "to read the note"), says("I have read it."));
  await ask(page, `Read the note; the password is ${secrets.password}`);
  await approve(web);
  await expectTurnOver(page);
  await expect(answersOf(page).last()).toContainText("I have read it.");
  await expectOnScreen(web, secrets.vault);

  const sent = Buffer.from(JSON.stringify(model.requests.map(({ body }) => body)));
  for (const [name, secret] of Object.entries(secrets)) {
    const forms = Object.entries(formsOf(secret)).filter(([, form]) => sent.includes(form));
    expect(
      forms.map(([form]) => form),
      `${name} was sent to the model`,
    ).toEqual([]);
    expect(filesHolding(world.folder, secret), `${name}, while running`).toEqual([]);
  }
  await close();
  for (const [name, secret] of Object.entries(secrets)) {
    expect(filesHolding(world.folder, secret), `${name}, afterwards`).toEqual([]);
  }
  // What was said and printed is kept, only without them.
  const kept = filesIn(world.dataFolder).map((path) => readFileSync(path));
  expect(kept.some((bytes) => bytes.includes("the password is [redacted]"))).toBe(true);
  const names = filesIn(world.dataFolder).map((path) => path.split("/").at(-1));
  expect(names).toEqual(expect.arrayContaining(["vault.json", "audit.jsonl", "fairlead.db"]));
  expect(await fairlead(world, "audit", "verify")).toMatchObject({ code: 0 });

  // They are really in the vault: opened from a file, both hosts let the app in without a question.
  const opener = join(byKey.sshd.directory, "opener");
  writeFileSync(opener, `${secrets.vault}\n`, { mode: 0o600 });
  const again = await openApp({ FAIRLEAD_VAULT_PASSPHRASE_FILE: opener });
  await expectReady(paneOf(again.page, "web-1"));
  const opened = await openHost(again.page, "mail-1");
  await expectReady(opened);
  expect(await valueInShell(opened, "$(whoami)")).toBe("kim");
  model.script(says("Still here."));
  await ask(again.page, "Are you there?");
  await expect(answersOf(again.page).last()).toContainText("Still here.");
});

async function createVault(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("tab", { name: "Credentials" }).click();
  await settings.getByRole("button", { name: "Create a vault…" }).click();
  const vault = page.getByRole("dialog", { name: "Create a vault" });
  await vault.getByLabel("Passphrase", { exact: true }).fill(secrets.vault);
  await vault.getByLabel("Passphrase again").fill(secrets.vault);
  await vault.getByRole("button", { name: "Create" }).click();
  await expect(vault).toBeHidden();
  await expect(settings).toContainText("A vault file under a passphrase");
  await page.keyboard.press("Escape");
  await expect(settings).toBeHidden();
}
