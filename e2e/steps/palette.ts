import { expect, type Page } from "@playwright/test";

/** Opens the command palette, finds the action by these words, and does it with Enter. */
export async function fromPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  // Typed without a look: the palette has the keyboard from the chord on.
  await page.keyboard.type(words);
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await expect(palette.getByRole("combobox")).toHaveValue(words);
  await expect(palette.getByRole("option", { selected: true })).toContainText(words);
  await page.keyboard.press("Enter");
}
