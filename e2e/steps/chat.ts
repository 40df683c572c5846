import { expect, type Locator, type Page } from "@playwright/test";

export const composerOf = (page: Page): Locator => page.getByLabel("Message to the agent");

/** Writes a message and sends it with Enter. */
export async function ask(page: Page, text: string): Promise<void> {
  await composerOf(page).fill(text);
  await composerOf(page).press("Enter");
}

/** What the agent has written, oldest first. */
export const answersOf = (page: Page): Locator => page.getByRole("article", { name: "Agent" });

/** The acts of the agent in the chat, oldest first. Their names say what and how it ended: "run on web-1: exit 0". */
export const callsOf = (page: Page): Locator =>
  page.getByRole("log", { name: "Conversation" }).getByRole("article", { name: /: / });

/** Waits until the turn is over: the button of the composer sends again. */
export async function expectTurnOver(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
}
