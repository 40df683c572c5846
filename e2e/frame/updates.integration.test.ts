import { afterAll, beforeAll, expect, test } from "vitest";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

test("the desktop app opens windows, and keeps a feed only when it is sent and an https address", async () => {
  await using view = await world.page({ scene: "?desktop" });
  const { page, problems } = view;
  await page.keyboard.press("Control+Shift+N");
  await expect.poll(async () => (await logOf(page)).calls).toContain("open window");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Updates" }).click();
  const panel = page.getByRole("tabpanel", { name: "Updates" });
  await panel.getByText("Off. Nobody is asked.").waitFor();
  const feed = panel.getByRole("textbox", { name: "Feed" });
  await feed.fill("http://updates.example.org");
  await panel.getByText("The feed is an https address.").waitFor();
  expect(await panel.getByRole("button", { name: "Use this feed" }).isDisabled()).toBe(true);
  await feed.fill("https://updates.example.org/fairlead");
  expect(await page.evaluate(() => fake.scene.settings.updates.feed)).toBe("");
  await feed.press("Enter");
  await expect
    .poll(() => page.evaluate(() => fake.scene.settings.updates.feed))
    .toBe("https://updates.example.org/fairlead");
  expect(problems).toEqual([]);
});

test("a version that is there is told in the status line, fetched when that is said, and its failure is said", async () => {
  await using view = await world.page({ scene: "?desktop" });
  const { page, problems } = view;
  const say = (state: UpdateState) =>
    page.evaluate((update) => {
      fake.scene.update = update;
      fake.sayAll();
    }, state);
  await say({ kind: "available", version: "0.2.0" });
  await page.getByRole("button", { name: "Version 0.2.0 is there" }).click();
  const panel = page.getByRole("tabpanel", { name: "Updates" });
  await panel.getByText("Nothing has been fetched.").waitFor();
  await panel.getByRole("button", { name: "Fetch version 0.2.0" }).click();
  await expect.poll(async () => (await logOf(page)).calls).toContain("fetch update");
  const sentence = "The new version could not be fetched.";
  await say({
    kind: "failed",
    version: "0.2.0",
    error: { code: "update-not-fetched", sentence },
  });
  await panel.getByRole("alert").getByText(sentence).waitFor();
  await say({ kind: "ready", version: "0.2.0" });
  await panel.getByText("It is installed when you quit.").waitFor();
  expect(problems).toEqual([]);
});

test("in a browser there is no page of updates and no action for windows", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Windows" }).waitFor();
  expect(await page.getByRole("tab", { name: "Updates" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox").fill("new window");
  await page.getByText("New window", { exact: true }).waitFor({ state: "detached" });
});
