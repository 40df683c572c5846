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

const trigger = (page: Page) => page.getByRole("button", { name: /^Approval mode/ });
const menu = (page: Page) => page.getByRole("dialog", { name: "Approval mode" });
const mode = (page: Page, name: RegExp) => menu(page).getByRole("button", { name });
const pane = (page: Page, host: string) =>
  page.getByRole("region", { name: `Terminal on ${host}` });

/** The modes that were set, without the times at which they end. */
const modesSet = async (page: Page) =>
  (await logOf(page)).calls
    .filter((call) => call.startsWith("setMode "))
    .map((call) => JSON.parse(call.slice("setMode ".length)))
    .map(({ scope, mode: set, until }) => [scope.kind, set, until === null]);

/** Shows the pane that is not on production. */
async function goToLocal(page: Page) {
  await page.locator(".dv-tab").filter({ hasText: "This computer" }).click();
  await pane(page, "This computer").waitFor();
  await page.getByText("Acts in: ada@This computer").waitFor();
}

async function choose(page: Page, label: string, option: string) {
  await menu(page).getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

test("one click sets none; the chat and every pane say so; taken back it is ask again", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "Set the mode to none" }).click();
  await page.getByRole("button", { name: "Approval mode: none, in this conversation" }).waitFor();
  await pane(page, "web-1").getByText("mode: none").waitFor();
  await trigger(page).click();
  await menu(page).getByRole("button", { name: "Take back" }).click();
  await page.getByRole("button", { name: "Approval mode: ask, everywhere" }).waitFor();
  expect(await modesSet(page)).toEqual([["conversation", "none", true]]);
});

test("a mode for a host and a while shows where it holds and what is left of it", async () => {
  await using view = await world.page();
  const { page } = view;
  await goToLocal(page);
  expect(
    await pane(page, "This computer")
      .getByText(/^mode:/)
      .count(),
  ).toBe(0);
  await trigger(page).click();
  await choose(page, "Where", "on This computer");
  await choose(page, "How long", "for 1 h");
  await mode(page, /read-only/).click();
  await page
    .getByRole("button", {
      name: /^Approval mode: read-only, on This computer, (1 h|60 min) left$/,
    })
    .waitFor();
  await pane(page, "This computer")
    .getByText(/^mode: read-only · /)
    .waitFor();
  await menu(page).waitFor({ state: "detached" });
  expect(await modesSet(page)).toEqual([["host", "read-only", false]]);
});

test("all is set only for a while, after a warning, and is not offered on production", async () => {
  await using view = await world.page();
  const { page } = view;
  await trigger(page).click();
  await mode(page, /patterns/).waitFor();
  const onProduction = await mode(page, /all…/).count();
  await page.keyboard.press("Escape");
  await menu(page).waitFor({ state: "detached" });
  await goToLocal(page);
  await trigger(page).click();
  await mode(page, /all…/).click();
  await menu(page)
    .getByText(/Everything that is not denied then runs without being asked/)
    .waitFor();
  const before = await modesSet(page);
  await menu(page).getByRole("combobox", { name: "How long" }).click();
  const longest = page.getByRole("option", { name: "for 8 h" });
  await longest.waitFor();
  const durations = await page.getByRole("option").allInnerTexts();
  await longest.click();
  await menu(page).getByRole("button", { name: "Set all for 8 h" }).click();
  await page
    .getByRole("button", { name: /^Approval mode: all, in this conversation, 8 h left$/ })
    .waitFor();
  expect([onProduction, before, durations, await modesSet(page)]).toEqual([
    0,
    [],
    ["for 15 min", "for 1 h", "for 8 h"],
    [["conversation", "all", false]],
  ]);
});

test("a mode ends on the screen when its time is over", async () => {
  await using view = await world.page({ alone: true });
  const { page } = view;
  await goToLocal(page);
  await page.clock.install();
  await page.evaluate(() => {
    const scope = { kind: "host", hostId: "host-local" } as const;
    fake.scene.policy.overrides = [{ scope, mode: "patterns", until: Date.now() + 600_000 }];
    fake.sayAll();
  });
  await page
    .getByRole("button", { name: /^Approval mode: patterns, on This computer, / })
    .waitFor();
  const said = pane(page, "This computer").getByText(/^mode:/);
  await said.waitFor();
  await page.clock.fastForward(601_000);
  await page.getByRole("button", { name: "Approval mode: ask, everywhere" }).waitFor();
  await said.waitFor({ state: "detached" });
});

test("production says so in the pane, and that other modes ask there", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    fake.scene.policy.mode = "patterns";
    fake.sayAll();
  });
  const there = pane(page, "web-1");
  await there.getByText("mode: patterns, asks here").waitFor();
  expect([
    await there.locator(".pane-header").getByText("PRODUCTION").count(),
    await there.getAttribute("data-production"),
  ]).toEqual([1, "true"]);
});

test("by keyboard alone: from the palette to the menu, a mode, and back; or at once", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("choose the approval mode");
  await page.keyboard.press("Enter");
  await menu(page).waitFor();
  await mode(page, /read-only/).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => modesSet(page)).toEqual([["conversation", "read-only", true]]);
  await menu(page).waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("mode none everywhere");
  await page.keyboard.press("Enter");
  await expect.poll(() => modesSet(page)).toHaveLength(2);
  expect((await modesSet(page))[1]).toEqual(["everywhere", "none", true]);
});

test("what main refuses is said in the menu", async () => {
  await using view = await world.page();
  const { page } = view;
  await goToLocal(page);
  await page.evaluate(() => {
    fake.refuses = true;
  });
  await trigger(page).click();
  await mode(page, /patterns/).click();
  await menu(page).getByText("This mode is not allowed there, or needs an end.").waitFor();
});
