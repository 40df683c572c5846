import { expect, type Locator } from "@playwright/test";

/** More stops than any part of the window has. */
const mostStops = 60;

/** Presses Tab until this has the focus, as a person without a mouse does. */
export async function tabTo(wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const page = wanted.page();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(wanted).toBeFocused();
}
