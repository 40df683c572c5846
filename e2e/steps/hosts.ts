import { expect, type Locator, type Page } from "@playwright/test";
import { openedBy } from "./terminal.ts";

type Login = "ssh-agent" | "Private key" | "Password" | "Keyboard-interactive";

export type HostToAdd = {
  name: string;
  /** As a person types it: user@address:port. */
  endpoint: string;
  login: Login;
  keyPath?: string;
  group?: string;
};

/** The host's row in the list. */
export const hostRow = (page: Page, name: string): Locator =>
  page.getByRole("navigation", { name: "Hosts" }).getByRole("button", { name: `${name}, ` });

/** Adds a host through the dialog and opens a terminal on it, or only saves it. */
export async function addHost(
  page: Page,
  host: HostToAdd,
  end: "Save" | "Save and open" = "Save and open",
): Promise<void> {
  await page.getByRole("button", { name: "Add host" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a host" });
  await dialog.getByLabel("Address").fill(host.endpoint);
  await dialog.getByLabel("Name", { exact: true }).fill(host.name);
  await dialog.getByRole("combobox", { name: "Login" }).click();
  await page.getByRole("option", { name: new RegExp(`^${host.login}`) }).click();
  if (host.keyPath !== undefined) await dialog.getByLabel("Key path").fill(host.keyPath);
  if (host.group !== undefined) await dialog.getByLabel("Group").fill(host.group);
  await dialog.getByRole("button", { name: end, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Opens one more terminal with a double click on the host's row; resolves with its pane when that has the keyboard. */
export const openHost = (page: Page, name: string): Promise<Locator> =>
  openedBy(page, () => hostRow(page, name).dblclick());

/** The question about a host's key; accepting it is the person's business. */
export const hostKeyQuestion = (page: Page, name: string): Locator =>
  page.getByRole("dialog", { name: `Unknown host key: ${name}` });

/** Compares the fingerprint that is shown with the true one, and accepts the key. */
export async function acceptHostKey(page: Page, name: string, fingerprint: string): Promise<void> {
  const question = hostKeyQuestion(page, name);
  await expect(question.getByRole("definition").filter({ hasText: "SHA256:" })).toContainText(
    fingerprint,
  );
  await question.getByRole("button", { name: "Accept and connect" }).click();
  await expect(question).toBeHidden();
}

/** Answers a question for a password or a passphrase. */
export async function giveSecret(
  page: Page,
  title: RegExp,
  secret: string,
  { remember = false } = {},
): Promise<void> {
  const question = page.getByRole("dialog", { name: title });
  await question.getByLabel(/^(Password|Passphrase)$/).fill(secret);
  if (remember) await question.getByRole("checkbox").check();
  await question.getByRole("button", { name: "Log in" }).click();
}

/** The state of the host's connection as the list says it. */
export const connectionOf = (page: Page, name: string): Locator =>
  hostRow(page, name).locator(".connection-mark");
