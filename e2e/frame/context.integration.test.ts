import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const meter = (page: Page) => page.getByRole("button", { name: /^Context: / });
const details = (page: Page) => page.getByRole("dialog", { name: "Context", exact: true });
const shot = async (page: Page, name: string) => {
  const folder = process.env["FAIRLEAD_SCREENSHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

const fold: ChatItem = {
  kind: "fold",
  id: "item-fold",
  turnId: "turn-2",
  at: 0,
  because: "room",
  from: 84,
  referredBefore: 90,
  by: "agent",
  summary: "Task: find out why 502s are up.\nDone so far: app-2 on web-1 is down since 09:12.",
  messages: 84,
  outputs: 3,
  tokensBefore: 61_000,
  tokensAfter: 2_100,
  sources: ["output of `journalctl -u nginx` on web-1"],
  usage: null,
};

/** The turn under way is over. */
const endTurn = (page: Page) =>
  page.evaluate(() => fake.sayChat("conv-one", { type: "turn-ended", turnId: "turn-2" }));

const sayFold = (page: Page) =>
  page.evaluate((item) => {
    fake.scene.items["conv-one"]?.push(item);
    fake.sayChat("conv-one", { type: "item-changed", item });
  }, fold);

test("the meter says how full and what it cost; its details say of what, and sum up", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "Context: 24% of 128 k · 31 k tokens · $0.42" }).click();
  await details(page).getByRole("row", { name: "Output of commands and tools 22 k" }).waitFor();
  await details(page).getByRole("row", { name: "Cost $0.31 of $5.00 $0.42, no limit" }).waitFor();
  await details(page)
    .getByText("While the agent is at work it sums up by itself where it must.")
    .waitFor();
  await endTurn(page);
  await details(page).getByRole("button", { name: "Sum up now" }).click();
  await expect.poll(async () => (await logOf(page)).calls).toContain("compact conv-one");
  await page.evaluate(() =>
    fake.sayContext({
      ...fake.scene.context,
      window: { tokens: 32_768, from: "unknown" },
      tokens: 27_000,
      compactsAt: 27_800,
      nanoDollars: null,
      canCompact: false,
    }),
  );
  await details(page)
    .getByText(/a careful guess\. Set it in the model's profile/)
    .waitFor();
  await details(page)
    .getByText(/No price is known for this model/)
    .waitFor();
  expect(await details(page).getByRole("button", { name: "Sum up now" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: /82% of 33 k · 27 k tokens · nearly full/ }).waitFor();
});

test("by keyboard: from the palette to the details, and to everything the agent is told", async () => {
  await using view = await world.page();
  const { page } = view;
  await meter(page).waitFor();
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("agent's context");
  await page.keyboard.press("Enter");
  await details(page).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const told = page.getByRole("dialog", { name: "What the agent is told" });
  await told.getByText(/You are the agent in Fairlead/).waitFor();
  await page.keyboard.press("Escape");
  await told.waitFor({ state: "detached" });
});

test("a model's form takes its context, its price and instructions, and gives them back", async () => {
  await using view = await world.page();
  const { page } = view;
  const profile = () =>
    page.evaluate(() => {
      const found = fake.scene.profiles.find(({ id }) => id === "model-one");
      return [found?.contextWindow, found?.price, found?.instructions];
    });
  const open = async () => {
    await page.getByRole("button", { name: "Edit gpt-5" }).click();
    await page.getByText("Context, price and instructions").click();
  };
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Models" }).click();
  await open();
  await page.getByLabel("Context in tokens").fill("64000");
  await page.getByLabel("Dollars per million sent").fill("1.25");
  expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await page.getByLabel("Received").fill("10");
  await page.getByLabel("Instructions with this model").fill("Answer in Danish.");
  const found = { axe: await violations(page), clipped: await clipped(page) };
  await shot(page, "context-form");
  await page.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(profile)
    .toEqual([64_000, { input: 1.25, output: 10, cached: null }, "Answer in Danish."]);
  // The keyboard is where it was before the form.
  await page.locator(":focus[aria-label='Edit gpt-5']").waitFor();
  await open();
  await page.getByLabel("Context in tokens").fill("");
  await page.getByLabel("Dollars per million sent").fill("");
  await page.getByLabel("Received").fill("");
  await page.getByLabel("Instructions with this model").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(profile).toEqual([undefined, undefined, undefined]);
  expect(found).toEqual({ axe: [], clipped: [] });
});

test("at a limit it says which, and one click goes on", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    fake.sayChat("conv-one", { type: "turn-ended", turnId: "turn-2" });
    fake.sayChat("conv-one", {
      type: "item-changed",
      item: {
        kind: "end",
        id: "item-end",
        turnId: "turn-2",
        at: 0,
        reason: "limit",
        error: {
          code: "turn-limit",
          sentence: "The turn reached its limit and was stopped.",
          detail: "20 requests to the model; the limit is 20 requests to the model",
        },
        usage: null,
        durationMs: 1,
      },
    });
  });
  await page.getByRole("button", { name: "Go on, as much again" }).click();
  await expect.poll(async () => (await logOf(page)).calls).toContain("retry conv-one");
});

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: a fold opens to its summary; axe finds nothing, nothing is cut off`, async () => {
    await using view = await world.page({ theme });
    const { page, problems } = view;
    await meter(page).waitFor();
    await sayFold(page);
    const closed = page.getByText(
      /Earlier messages were summed up \(84\): about 61 k → 2\.1 k tokens/,
    );
    await closed.click();
    await page.getByText(/app-2 on web-1 is down since 09:12/).waitFor();
    await page.getByText(/3 long outputs are sent as a reference/).waitFor();
    await page.getByText(/It counts as data, so changes are asked/).scrollIntoViewIfNeeded();
    await shot(page, `context-fold-${theme}`);
    const folded = { axe: await violations(page), clipped: await clipped(page) };
    await meter(page).click();
    await details(page).waitFor();
    await shot(page, `context-${theme}`);
    const open = { axe: await violations(page), clipped: await clipped(page) };
    await details(page).getByRole("button", { name: "What the agent is told" }).click();
    await page.getByRole("region", { name: "Instructions" }).waitFor();
    await shot(page, `context-told-${theme}`);
    const none = { axe: [], clipped: [] };
    expect([folded, open, await violations(page), problems]).toEqual([none, none, [], []]);
  });
}
