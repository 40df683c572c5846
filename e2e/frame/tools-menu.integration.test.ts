import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { everyTool } from "../../src-renderer/test/tools-scene.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const trigger = (page: Page) => page.getByRole("button", { name: /^Tools: / });
const menu = (page: Page) => page.getByRole("dialog", { name: "Tools" });
const tool = (page: Page, name: string) => page.getByRole("switch", { name });

const switched = async (page: Page) =>
  (await logOf(page)).calls.filter((call) => call.startsWith("setTool "));

/** The policy file and the model in use each switch a tool off. */
const switchElsewhere = (page: Page) =>
  page.evaluate(() => {
    fake.scene.policy.rules = { tools: { off: ["send_keys"] } };
    for (const profile of fake.scene.profiles) profile.toolsOff = ["delete_file"];
    fake.sayAll();
  });

test("a tool is switched off and on again; the chat says how many are off, other conversations keep theirs", async () => {
  await using view = await world.page();
  const { page } = view;
  await trigger(page).click();
  await tool(page, "Run commands in a terminal").click();
  await page.getByRole("button", { name: "Tools: 1 off" }).waitFor();
  await tool(page, "Look at the clock").click();
  await page.getByRole("button", { name: "Tools: 2 off" }).waitFor();
  await tool(page, "Look at the clock").click();
  await page.getByRole("button", { name: "Tools: 1 off" }).waitFor();
  expect(await switched(page)).toEqual([
    "setTool run_shell off in conv-one",
    "setTool time off in conv-one",
    "setTool time on in conv-one",
  ]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("button", { name: "Tools: all on" }).waitFor();
});

test("what policy file and model switch off is shown as off with the reason, and cannot be switched", async () => {
  await using view = await world.page();
  const { page } = view;
  await switchElsewhere(page);
  await page.getByRole("button", { name: "Tools: 2 off" }).click();
  const keys = tool(page, "Press keys in a terminal");
  const deletion = tool(page, "Delete a file");
  await keys.click();
  await deletion.focus();
  await page.keyboard.press("Space");
  expect([
    await keys.isChecked(),
    await deletion.isChecked(),
    await keys.getAttribute("aria-readonly"),
    await menu(page).getByText("Switched off in the policy file.").count(),
    await menu(page).getByText("Switched off for gpt-5, in the settings.").count(),
    await switched(page),
  ]).toEqual([false, false, "true", 1, 1, []]);
});

test("by keyboard alone, from the palette to a switch and back", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("tools of the agent");
  await page.keyboard.press("Enter");
  await menu(page).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Tools: 1 off" }).waitFor();
  expect(await switched(page)).toEqual(["setTool capture_pane off in conv-one"]);
  await page.keyboard.press("Escape");
  await menu(page).waitFor({ state: "detached" });
});

test("in a new conversation a switch makes it first", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "New conversation" }).click();
  await trigger(page).click();
  await tool(page, "Copy a file on a host").click();
  await page.getByRole("button", { name: "Tools: 1 off" }).waitFor();
  expect(await switched(page)).toEqual([
    expect.stringMatching(/^setTool copy_file off in conv-\d+$/),
  ]);
});

test("a switch that is refused says why and stays as it was", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    fake.refuses = true;
  });
  await trigger(page).click();
  await tool(page, "Run commands in a terminal").click();
  await menu(page)
    .getByText(/The audit could not be written, so nothing was done/)
    .waitFor();
  expect(await tool(page, "Run commands in a terminal").isChecked()).toBe(true);
});

test("where the tools cannot be listed it says so, and tries again", async () => {
  await using view = await world.page();
  const { page } = view;
  // Before the page begins: it asks for the tools as soon as it is there.
  await using _script = await page.addInitScript(() => {
    let kept: FakeMain;
    Object.defineProperty(globalThis, "fake", {
      get: () => kept,
      set: (made: FakeMain) => {
        kept = made;
        kept.scene.tools = null;
      },
    });
  });
  await page.reload();
  await trigger(page).click();
  await menu(page).getByRole("button", { name: "Try again" }).waitFor();
  // The chat asks, and the list again when it is shown: what is still on its way must not bring the tools.
  const refused = async () =>
    (await logOf(page)).calls.filter((call) => call === "tools refused").length;
  await expect.poll(refused).toBe(2);
  await page.evaluate((tools) => {
    fake.scene.tools = [...tools];
  }, everyTool);
  await menu(page).getByRole("button", { name: "Try again" }).click();
  await tool(page, "Look at the clock").waitFor();
  expect(await menu(page).getByRole("switch").count()).toBe(everyTool.length);
});

test("a model's form switches tools off for this model, and keeps it when it is saved", async () => {
  await using view = await world.page();
  const { page } = view;
  const profile = () =>
    page.evaluate(() => fake.scene.profiles.find(({ id }) => id === "model-one")?.toolsOff);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Models" }).click();
  await page.getByRole("button", { name: "Edit gpt-5" }).click();
  const form = page.getByRole("form", { name: "Edit gpt-5" });
  await form.getByText("Tools with this model: all on").click();
  await tool(page, "Delete a file").click();
  await form.getByText("Tools with this model: 1 off").waitFor();
  const before = await profile();
  const found = { axe: await violations(page), clipped: await clipped(page) };
  const folder = process.env["FAIRLEAD_SCREENSHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/tools-form.png` });
  await page.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
  expect([before, await profile(), found]).toEqual([[], ["delete_file"], { axe: [], clipped: [] }]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Tools: 1 off" }).waitFor();
});

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: axe finds nothing, nothing is cut off, with tools off everywhere and in a small window`, async () => {
    await using view = await world.page({ theme, size: { width: 1024, height: 640 } });
    const { page, problems } = view;
    await switchElsewhere(page);
    await trigger(page).click();
    await tool(page, "Read a file").click();
    await page.getByRole("button", { name: "Tools: 3 off" }).waitFor();
    const found = { axe: await violations(page), clipped: await clipped(page) };
    const last = tool(page, "Run commands in a terminal");
    await last.scrollIntoViewIfNeeded();
    expect([found, problems, await last.isVisible()]).toEqual([{ axe: [], clipped: [] }, [], true]);
    const folder = process.env["FAIRLEAD_SCREENSHOTS"];
    if (folder) await page.screenshot({ path: `${folder}/tools-${theme}.png` });
  });
}
