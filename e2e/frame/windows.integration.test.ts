import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

/** A page with the list of windows before it. */
async function windowsPage(theme: "dark" | "light" = "dark") {
  const view = await world.page({ theme });
  const { page } = view;
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Windows" }).click();
  const panel = page.getByRole("tabpanel", { name: "Windows" });
  const rows = panel.getByRole("listitem");
  return { ...view, panel, rows };
}

test("each window says which browser, from where, since when, and whether it is there", async () => {
  await using view = await windowsPage();
  await view.rows.first().waitFor();
  expect(await view.rows.allInnerTexts()).toEqual([
    expect.stringMatching(
      /^Chrome or Chromium 156 on Linux — this window\s+Revoke\s+from 127\.0\.0\.1 \(this computer, or a tunnel to it\), opened 5 min ago, ● connected$/,
    ),
    expect.stringMatching(
      /^Safari 26 on iOS\s+Revoke\s+from 192\.0\.2\.7, opened 5 min ago, ● connected$/,
    ),
    expect.stringMatching(
      /^An unknown browser\s+Revoke\s+from 127\.0\.0\.1 .*, ○ not connected, last seen 3 h ago$/,
    ),
  ]);
});

test("another window is revoked at once; this one only after asking", async () => {
  await using view = await windowsPage();
  const { page, panel, rows, problems } = view;
  await panel.getByRole("button", { name: "Revoke Safari 26 on iOS, 192.0.2.7" }).click();
  await panel.getByText("Safari 26 on iOS").waitFor({ state: "detached" });
  await panel.getByRole("button", { name: "Revoke An unknown browser, 127.0.0.1" }).click();
  await panel.getByText("No other window has been opened.").waitFor();
  await panel.getByRole("button", { name: "Revoke this window" }).click();
  const question = page.getByRole("alertdialog", { name: "Revoke this window?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await question.waitFor({ state: "detached" });
  expect({
    left: await rows.count(),
    calls: (await logOf(page)).calls.filter((call) => call.startsWith("revoke")),
    problems,
  }).toEqual({ left: 1, calls: ["revoke phone", "revoke old"], problems: [] });
});

test("a window that comes is seen without asking; a list that cannot be had is said and tried again", async () => {
  await using view = await windowsPage();
  const { page, panel, rows } = view;
  await rows.first().waitFor();
  await page.evaluate(() => {
    const [first] = fake.scene.windows ?? [];
    if (first !== undefined) fake.scene.windows?.push({ ...first, id: "new", current: false });
  });
  await expect.poll(() => rows.count()).toBe(4);
  const kept = await page.evaluate(() => {
    const windows = fake.scene.windows;
    fake.scene.windows = null;
    return windows;
  });
  const alert = panel.getByRole("alert");
  await alert.getByText("The windows could not be listed.").waitFor();
  await page.evaluate((windows) => {
    fake.scene.windows = windows;
  }, kept);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => rows.count()).toBe(4);
  await alert.waitFor({ state: "detached" });
});

test("a window that could not be revoked is said", async () => {
  await using view = await windowsPage();
  const { page, panel, rows } = view;
  await rows.first().waitFor();
  await page.evaluate(() => {
    fake.sessions.revoke = async () => false;
  });
  await panel.getByRole("button", { name: /^Revoke Safari/ }).click();
  await panel.getByRole("alert").getByText("could not be revoked").waitFor();
});
