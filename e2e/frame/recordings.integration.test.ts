import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtInThemes } from "../../src-renderer/terminals/terminal-themes.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

async function open(page: Page) {
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("recordings: replay");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Recordings" });
  await dialog.waitFor();
  return dialog;
}

for (const theme of ["dark", "light"] as const) {
  test(`a recording is replayed, and what happened leads to its place (${theme})`, async () => {
    await using view = await world.page({ theme });
    const { page, problems } = view;
    const dialog = await open(page);
    await dialog.getByRole("button", { name: /^web-1\s*1 h ago/ }).click();
    const player = dialog.locator(".ap-player");
    await player.waitFor();
    const points = dialog.getByRole("region", { name: "What happened" }).getByRole("listitem");
    expect(await points.allInnerTexts()).toEqual([
      expect.stringMatching(/^2 s\s+you\s+uptime$/),
      expect.stringMatching(/^6 s\s+mark\s+asked: systemctl reload nginx$/),
      expect.stringMatching(/^9 s\s+mark\s+approve by window/),
      expect.stringMatching(/^9\.1 s\s+agent\s+systemctl reload nginx$/),
      expect.stringMatching(/^9\.1 s\s+mark\s+agent runs/),
      expect.stringMatching(/^14 s\s+secret\s+typed, value left out$/),
      expect.stringMatching(/^15 s\s+mark\s+exit 0/),
    ]);
    // In the colours of the terminals beside it.
    const ground = builtInThemes.find(({ kind }) => kind === theme)?.colours.background;
    expect(
      await player.evaluate((element) =>
        getComputedStyle(element).getPropertyValue("--term-color-background"),
      ),
    ).toBe(ground);
    const shown = () => player.locator(".ap-term").textContent();
    await points.filter({ hasText: "exit 0" }).getByRole("button").click();
    await expect.poll(shown).toContain("reloaded");
    await points.filter({ hasText: "asked" }).getByRole("button").click();
    await expect.poll(shown).not.toContain("reloaded");
    await expect.poll(shown).toContain("load average");
    // The player's own drawing is not ours.
    expect((await clipped(page)).filter((found) => !found.startsWith("ap-"))).toEqual([]);
    expect((await violations(page)).filter((found) => !found.includes("ap-"))).toEqual([]);
    expect(problems).toEqual([]);
  });
}

test("recordings are searched, saved, ended and removed", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await open(page);
  await dialog.getByLabel("Search in all recordings").fill("reload");
  const list = dialog.getByRole("navigation", { name: "Recordings" });
  await list.getByRole("button", { name: /agent runs: systemctl reload nginx/ }).click();
  await dialog.getByRole("heading", { name: "admin@web-1" }).waitFor();
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as .cast" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^web-1-\d{4}-\d\d-\d\dT[\d-]+\.cast$/);
  expect(readFileSync(await saved.path(), "utf8")).toContain('"w","secret"');
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await dialog.getByLabel("Search in all recordings").fill("");
  await expect.poll(() => dialog.locator(".list-row").count()).toBe(1);
  await dialog.getByRole("button", { name: "End recording" }).click();
  await expect.poll(async () => (await logOf(page)).calls).toContain("stop recording term-1");
});

test("without recordings the dialog leads to where they are chosen", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await open(page);
  await page.evaluate(() => {
    fake.scene.recordings.list = [];
    fake.sayAll();
  });
  await dialog.getByRole("button", { name: "Choose what is recorded" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("switch", { name: "web-1", exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => fake.scene.settings.recording.hosts))
    .toEqual(["host-web-1"]);
  expect(await clipped(page)).toEqual([]);
});
