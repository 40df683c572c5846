import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve, cardAt, commandOn, holdsFocus, pressInCard } from "./steps/approval.ts";
import { answersOf, ask, callsOf, composerOf, expectTurnOver } from "./steps/chat.ts";
import { expectOnScreen, expectReady, screenOf } from "./steps/terminal.ts";

const paneIn = (page: Page) => page.getByRole("region", { name: /^Terminal on / });

/** The figures of the root file system as `df` printed them into the pane. */
const rootFigures = /^\S+ +(?<size>\S+) +(?<used>\S+) +(?<free>\S+) +(?<percent>\d+)% +\/$/m;

test("first run: practice, a question, one click, and an answer that quotes what df printed", async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole("button", { name: "Practice, no language model" }).click();
  const pane = paneIn(page);
  await expectReady(pane);
  await expect(composerOf(page)).toBeFocused();

  await ask(page, "How much disk is free?");
  await expect(commandOn(cardAt(pane))).toHaveText("df -hP");
  expect(await screenOf(pane)).not.toContain("Filesystem");
  await approve(pane);

  await expectOnScreen(pane, rootFigures);
  await expectTurnOver(page);
  await expect(callsOf(page).last()).toHaveAccessibleName(/^run on .*: exit 0$/);
  const figures = rootFigures.exec(await screenOf(pane))?.groups ?? {};
  await expect(answersOf(page).last()).toContainText(
    `${figures["free"]} free of ${figures["size"]} (${figures["percent"]} % used)`,
  );
});

test("first run by keyboard alone", async ({ openApp }) => {
  const { page } = await openApp();
  const practice = page.getByRole("button", { name: "Practice, no language model" });
  await expect(practice).toBeVisible();
  await tabTo(page, practice);
  await page.keyboard.press("Enter");
  const pane = paneIn(page);
  await expectReady(pane);
  await expect(composerOf(page)).toBeFocused();

  await page.keyboard.type("How much disk is free?");
  await page.keyboard.press("Enter");
  const card = cardAt(pane);
  await expect(card).toBeVisible();
  // The card has not taken the focus: what is typed still goes to the message.
  await expect(composerOf(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Shift+Enter");
  await expect.poll(() => holdsFocus(card)).toBe(true);
  // Esc answers nothing and gives the focus back.
  await page.keyboard.press("Escape");
  await expect(composerOf(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Shift+Enter");
  await expect.poll(() => holdsFocus(card)).toBe(true);
  await page.keyboard.press("Enter");
  await expect(card).toBeVisible();
  await pressInCard(card, "a");

  await expectOnScreen(pane, rootFigures);
  await expectTurnOver(page);
  const figures = rootFigures.exec(await screenOf(pane))?.groups ?? {};
  await expect(answersOf(page).last()).toContainText(
    `${figures["free"]} free of ${figures["size"]}`,
  );
  await expect(composerOf(page)).toBeFocused();
});

/** Presses Tab until the control has the focus, as often as a page has controls at most. */
async function tabTo(page: Page, control: ReturnType<Page["getByRole"]>): Promise<void> {
  for (let presses = 0; presses < 50; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(control).toBeFocused();
}
