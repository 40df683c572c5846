import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

async function open(page: Page) {
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("changed files");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Changed files" });
  await dialog.waitFor();
  return dialog;
}

test("a change is shown with what restoring would do, and restored against what was seen", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await open(page);
  await dialog.getByText("The file is as this change left it.").waitFor();
  const rows = dialog.locator(".file-diff tr:is(.added, .removed)");
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringMatching(/3\s+−\s*removed\s+ {2}server app-2:8080;/),
    expect.stringMatching(/3\s+\+\s*added\s+ {2}server app-2\.old:8080;/),
  ]);
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await dialog.getByText("Restored. What was there is kept").waitFor();
  expect((await logOf(page)).calls).toContain("restore back-3 over after");
  await dialog.getByText("The file is as it was before this change.").waitFor();
  expect(await dialog.getByRole("button", { name: "Restore", exact: true }).count()).toBe(0);
});

test("what restoring deletes is said, hidden characters are seen, a host that is away is told", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await open(page);
  await dialog.getByRole("button", { name: "/etc/motd" }).click();
  await dialog.getByText("restoring deletes it").waitFor();
  await dialog.getByText("changed again since").waitFor();
  expect(await dialog.locator(".file-diff .sign").first().getAttribute("title")).toContain(
    "U+202E",
  );
  await dialog.getByLabel("Host or path").fill("db-1");
  await dialog.getByRole("button", { name: "/var/lib/postgresql/old.sql" }).click();
  await dialog.getByRole("alert").getByText("The host refused the connection").waitFor();
  expect(await dialog.getByRole("button", { name: "Restore", exact: true }).count()).toBe(0);
});

test("without changes the dialog says what will be kept here, and leads to the agent", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await open(page);
  await page.evaluate(() => {
    fake.scene.backups = [];
    fake.sayAll();
  });
  await dialog.getByText("Nothing has been changed yet.").waitFor();
  await dialog.getByRole("button", { name: "Ask the agent for a change" }).click();
  await dialog.waitFor({ state: "detached" });
  const composer = page.getByLabel("Message to the agent");
  await expect.poll(() => composer.inputValue()).toBe("Change the file ");
  await composer.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("/etc/motd");
  await expect.poll(() => composer.inputValue()).toBe("Change the file /etc/motd");
});
