import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve, cardAt } from "./steps/approval.ts";
import { ask, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { openLocalShell } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";

/** Fails with every rule that is broken and the elements that break it. An open dialog is all there is to look at. */
async function expectAccessible(page: Page): Promise<void> {
  // There are no frames of others here, so that one run in the page itself tells all.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const dialog = await page.getByRole("dialog").count();
  const { violations, passes } = await (dialog > 0
    ? axe.include("[role='dialog']")
    : axe
  ).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
  expect(found).toEqual([]);
  // It has really looked at something.
  expect(passes.length).toBeGreaterThan(5);
}

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing on the welcome page, ${colorScheme}`, async ({ openApp }) => {
    const { page } = await openApp();
    await page.emulateMedia({ colorScheme });
    await expect(page.getByRole("button", { name: "Set up an endpoint" })).toBeVisible();
    await page.getByRole("button", { name: "Set up an endpoint" }).click();
    await expectAccessible(page);
  });

  test(`axe finds nothing in the main window and its dialogs, ${colorScheme}`, async ({
    openApp,
  }) => {
    await using model = await ScriptedModel.start();
    model.script(
      runs("ls -l /", "to look around"),
      runs("uptime", "to see the load"),
      says("**Fine**, see `uptime`:\n\n| host | load |\n|---|---|\n| here | low |\n"),
    );
    const { page } = await openApp(scripted(model));
    await page.emulateMedia({ colorScheme });
    const pane = await openLocalShell(page);
    await ask(page, "How is it going?");
    await approve(pane);
    await expect(cardAt(pane)).toContainText("uptime");
    await expectAccessible(page);
    await approve(pane);
    await expectTurnOver(page);
    await expectAccessible(page);

    await page.getByRole("button", { name: "Add host" }).click();
    await expect(page.getByRole("dialog", { name: "Add a host" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Settings" }).click();
    const settings = page.getByRole("dialog", { name: "Settings" });
    await expect(settings.getByRole("tab", { selected: true })).toBeVisible();
    for (const tab of await settings.getByRole("tab").all()) {
      await tab.click();
      await expect(tab).toHaveAttribute("aria-selected", "true");
      await expectAccessible(page);
    }
  });
}
