import { expect, type Locator } from "@playwright/test";

/** The question that stands at this pane. */
export const cardAt = (pane: Locator): Locator =>
  pane.getByRole("group", { name: /^The agent wants to/ });

/** The exact command that the card shows. */
export const commandOn = (card: Locator): Locator => card.getByRole("region", { name: "Command" });

/**
 * Clicks a button of the card until the card takes it: what is clicked before a person could have read it does not count.
 * Waits until `done` holds.
 */
async function clickUntil(button: Locator, done: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    if (await done()) return;
    await button.click({ timeout: 1_000 });
    expect(await done()).toBe(true);
  }).toPass({ intervals: [50] });
}

/** One click on Approve, as soon as the card takes clicks; resolves when the question is gone. */
export async function approve(pane: Locator): Promise<void> {
  const card = await thisCard(pane);
  await clickUntil(card.getByRole("button", { name: /^Approve/ }), () => answered(card));
  await expect(card).toBeHidden();
}

/** Denies, with a comment for the agent. */
export async function deny(pane: Locator, comment: string): Promise<void> {
  const card = await thisCard(pane);
  const field = card.getByLabel(/^Comment for the agent/);
  await clickUntil(card.getByRole("button", { name: /^Deny…/ }), () => field.isVisible());
  await field.fill(comment);
  await card.getByRole("button", { name: "Deny", exact: true }).click();
  await expect(card).toBeHidden();
}

/** Changes the command and approves what it has become. */
export async function approveEdited(pane: Locator, command: string): Promise<void> {
  const card = await thisCard(pane);
  const field = card.getByLabel("Edit the command");
  await clickUntil(card.getByRole("button", { name: /^Edit/ }), () => field.isVisible());
  await field.fill(command);
  await card.getByRole("button", { name: "Approve edited" }).click();
  await expect(card).toBeHidden();
}

/** Presses a key in the card that has the focus until the card takes it. */
export async function pressInCard(card: Locator, key: string): Promise<void> {
  await expect(async () => {
    if (await answered(card)) return;
    if (await holdsFocus(card)) await card.page().keyboard.press(key);
    expect(await answered(card)).toBe(true);
  }).toPass({ intervals: [50] });
}

/** Whether the focus is in the card; not where there is no card, which is not waited for. */
export const holdsFocus = (card: Locator): Promise<boolean> =>
  card.evaluateAll((cards) => cards.some((each) => each.contains(document.activeElement)));

/** The card that stands there now, and no later one. */
async function thisCard(pane: Locator): Promise<Locator> {
  await expect(cardAt(pane)).toBeVisible();
  const id = await cardAt(pane).getAttribute("data-approval");
  return pane.locator(`[data-approval="${id}"]`);
}

/** Whether the answer is given: the card is gone, or waits to be. */
function answered(card: Locator): Promise<boolean> {
  return card.evaluateAll((cards) => cards.every((each) => each.ariaBusy === "true"));
}
