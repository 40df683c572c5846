import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve, cardAt, commandOn, holdsFocus, pressInCard } from "./steps/approval.ts";
import { answersOf, ask, callsOf, composerOf, expectTurnOver } from "./steps/chat.ts";
import { tabTo } from "./steps/keyboard.ts";
import { expectReady, screenOf } from "./steps/terminal.ts";

const paneIn = (page: Page) => page.getByRole("region", { name: /^Terminal on / });

/** The figures of the root file system as `df` printed them into the pane. */
const rootFigures = /^\S+ +(?<size>\S+) +(?<used>\S+) +(?<free>\S+) +(?<percent>\d+)% +\/$/m;

/** Those figures, once they are on the screen: it is drawn anew when the question has gone. */
async function figuresOn(pane: Locator): Promise<Record<string, string>> {
  let figures: Record<string, string> | undefined;
  await expect(async () => {
    figures = rootFigures.exec(await screenOf(pane))?.groups;
    expect(figures).toBeDefined();
  }).toPass();
  return figures ?? {};
}

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

  await expectTurnOver(page);
  await expect(callsOf(page).last()).toHaveAccessibleName(/^run on .*: exit 0$/);
  const { free, size, percent } = await figuresOn(pane);
  await expect(answersOf(page).last()).toContainText(`${free} free of ${size} (${percent} % used)`);
});

test("first run by keyboard alone", async ({ openApp }) => {
  const { page } = await openApp();
  const practice = page.getByRole("button", { name: "Practice, no language model" });
  await expect(practice).toBeVisible();
  await tabTo(practice);
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

  await expectTurnOver(page);
  const { free, size } = await figuresOn(pane);
  await expect(answersOf(page).last()).toContainText(`${free} free of ${size}`);
  await expect(composerOf(page)).toBeFocused();
});
