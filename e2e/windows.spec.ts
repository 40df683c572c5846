import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { scripted } from "./steps/models.ts";
import { serveApp } from "./world/app.ts";
import { ScriptedModel } from "./world/model.ts";

async function openWindows(page: Page) {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Windows" }).click();
  return page.getByRole("tabpanel", { name: "Windows" });
}

const newLink = { name: "Open the link that Fairlead printed" };

test("one window revokes another and then itself: each is out at once and stays out", async ({
  world,
  chromiumBrowser,
}) => {
  await using model = await ScriptedModel.start();
  const app = await serveApp(world, scripted(model));
  const browser = await chromiumBrowser();
  await using mine = await browser.newContext();
  await using theirs = await browser.newContext();
  const own = await mine.newPage();
  const other = await theirs.newPage();
  await own.goto(app.url);
  const panel = await openWindows(own);
  const rows = panel.getByRole("listitem");
  await expect(rows).toHaveText([/Chromium \d+.* — this window.*127\.0\.0\.1.*● connected/]);
  await expect(panel.getByText("No other window has been opened.")).toBeVisible();

  await other.goto(app.url);
  await other.getByRole("button", { name: "Settings" }).waitFor();
  await expect(rows).toHaveText([/this window/, /opened now, ● connected/]);
  await rows
    .nth(1)
    .getByRole("button", { name: /^Revoke / })
    .click();
  await other.getByRole("heading", newLink).waitFor();
  await other.reload();
  await other.getByRole("heading", newLink).waitFor();
  await expect(rows).toHaveText([/this window/]);

  await panel.getByRole("button", { name: "Revoke this window" }).click();
  await own.getByRole("alertdialog").getByRole("button", { name: "Revoke this window" }).click();
  await own.getByRole("heading", newLink).waitFor();
  await app.stop();
});
