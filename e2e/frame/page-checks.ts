import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Texts that are cut off where nothing says that they go on. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const allowed =
      ".cut, .cut *, .xterm, .xterm *, .visually-hidden, .visually-hidden *, .host-side, [data-tab] *, [cmdk-label]";
    return [...document.querySelectorAll<HTMLElement>("button, h1, h2, h3, p, label, span, dt, dd")]
      .filter((element) => element.checkVisibility() && !element.matches(allowed))
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .map((element) => `${element.className}: ${element.textContent?.slice(0, 60)}`);
  });
}

/**
 * What axe finds, the terminals' own drawing left out. While a dialog is open only it is looked at: what is behind it is
 * out of reach, and a test of its own.
 */
export async function violations(page: Page): Promise<string[]> {
  // There are no frames of others here, so one run in the page itself tells all, and only of what is wrong.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .exclude(".xterm");
  if (await page.locator(dialogs).count()) axe.include(dialogs);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const dialogs = '[role="dialog"], [role="alertdialog"]';
