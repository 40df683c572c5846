import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { scripted } from "./steps/models.ts";
import { expectReady, openedBy, openLocalShell, valueInShell } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";

const named = (page: Page, name: string) =>
  page.getByRole("region", { name: new RegExp(`^Terminal on .*, ${name}$`) });

async function rename(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+Shift+F2");
  await page.getByRole("textbox", { name: "Name of the terminal" }).fill(name);
  await page.keyboard.press("Enter");
  await expectReady(named(page, name));
}

/** Left edge, top, width and height of what is on the screen, in pixels. */
async function places(page: Page, names: readonly string[]) {
  return await Promise.all(
    names.map(async (name) => {
      const box = await named(page, name).boundingBox();
      return box && [box.x, box.y, box.width, box.height].map(Math.round);
    }),
  );
}

test("names, groups, sizes, the tab on top and the zoom are back after a crash, and the shells are the same", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  const first = await openApp(scripted(model));
  const { page } = first;
  await openLocalShell(page);
  await rename(page, "build");
  await openedBy(page, () => page.keyboard.press("Control+Shift+E"));
  await rename(page, "logs");
  await openedBy(page, () => page.keyboard.press("Control+Shift+T"));
  await rename(page, "notes");
  await page.locator(".terminal-tab", { hasText: "logs" }).click();
  const sash = page.locator(".dv-sash.dv-enabled").first();
  const edge = await sash.boundingBox();
  await sash.hover();
  await page.mouse.down();
  const letGo = (edge?.x ?? 0) - 90;
  await page.mouse.move(letGo, (edge?.y ?? 0) + 200, { steps: 4 });
  await page.mouse.up();
  await page.locator(".terminal-tab", { hasText: "logs" }).click();
  // Both are drawn as far as where it was let go.
  const fromThere = async () => {
    const [build, logs] = await places(page, ["build", "logs"]);
    const [left = 0, , width = 0] = build ?? [];
    return [left + width, logs?.[0] ?? 0].map((x) => Math.round((x - letGo) / 10));
  };
  await expect.poll(fromThere).toEqual([0, 0]);
  const before = await places(page, ["build", "logs"]);
  const shells = [
    await valueInShell(named(page, "build"), "$$"),
    await valueInShell(named(page, "logs"), "$$"),
  ];
  await page.keyboard.press("Control+Shift+Z");
  const kept = () => readFileSync(join(world.dataFolder, "settings.json"), "utf8");
  await expect.poll(kept).toContain("maximizedNode");
  await first.close("SIGKILL");

  const second = await openApp(scripted(model));
  const again = second.page;
  await expectReady(named(again, "logs"));
  expect(await valueInShell(named(again, "logs"), "$$")).toBe(shells[1]);
  await expect(named(again, "build")).not.toBeInViewport();
  await again.keyboard.press("Control+Shift+Z");
  await expect.poll(() => places(again, ["build", "logs"])).toEqual(before);
  expect(await valueInShell(named(again, "build"), "$$")).toBe(shells[0]);
  await expect(again.locator(".terminal-tab")).toHaveText(["build", "logs", "notes"]);
});
