import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "../../shared/contract/plan.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { planOf } from "../../src-renderer/test/plan-scene.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const view = (page: Page) => page.getByRole("region", { name: "Plan", exact: true });
const line = (page: Page) => view(page).getByRole("button").first();
const stepsOf = (page: Page) => view(page).getByRole("listitem");
const announced = (page: Page) => page.getByRole("status", { name: "Plan of the agent" });

/** Main says that the agent has this plan now. */
const say = (page: Page, plan: Plan) =>
  page.evaluate((said) => {
    fake.scene.plans["conv-one"] = [said];
    fake.sayChat("conv-one", { type: "plan-changed", plan: structuredClone(said) });
  }, plan);

const planCalls = async (page: Page) =>
  (await logOf(page)).calls.filter((call) => call.startsWith("plan "));

test("one line opens to the steps by keyboard; a person ticks, skips, puts back and aborts; a refusal is said", async () => {
  await using opened = await world.page();
  const { page } = opened;
  await page.getByLabel("Message to the agent").waitFor();
  expect(await view(page).count()).toBe(0);
  await say(page, planOf());
  await view(page).waitFor();
  expect([await line(page).textContent(), await stepsOf(page).count()]).toEqual([
    "Step 3 of 5: reload nginx on web-1▸",
    0,
  ]);
  await line(page).focus();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => stepsOf(page).allTextContents())
    .toEqual([
      "✓1. find the upstream that failsdone",
      "–2. take a copy of /etc/nginx/conf.d/upstream.confskipped by hand",
      "▸3. reload nginx on web-1under way",
      "○4. ask for the front page ten times and count the answers other than 200to do",
      "○5. reload nginx on web-2to do",
    ]);
  await page.getByRole("button", { name: "Tick it by hand: step 3" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("done by hand").waitFor();
  await page.getByRole("button", { name: "Skip it: step 5" }).press("Space");
  await page.getByRole("button", { name: "Put it back to do: step 2" }).press("Enter");
  // Only what comes after these three is refused, however late they reach main.
  await expect.poll(async () => (await planCalls(page)).length).toBe(3);
  await page.evaluate(() => {
    fake.refuses = true;
  });
  await page.getByRole("button", { name: "Abort the plan" }).click();
  await view(page).getByText("The plan could not be changed like this.").waitFor();
  await page.evaluate(() => {
    fake.refuses = false;
  });
  await page.getByRole("button", { name: "Abort the plan" }).click();
  await view(page).getByText("Plan aborted: 2 of 5 steps were done").waitFor();
  expect(
    await view(page)
      .getByRole("button", { name: /: step|Abort/ })
      .count(),
  ).toBe(0);
  expect(await planCalls(page)).toEqual([
    "plan done 2 in conv-one",
    "plan skipped 4 in conv-one",
    "plan pending 1 in conv-one",
    "plan abort in conv-one",
    "plan abort in conv-one",
  ]);
});

test("progress is announced, the beginning is not; an ended plan goes with the next message, a long one scrolls", async () => {
  await using opened = await world.page({ size: { width: 1024, height: 640 } });
  const { page, problems } = opened;
  await page.evaluate((plan) => {
    fake.scene.plans["conv-two"] = [plan];
  }, planOf());
  await page.getByRole("button", { name: /^Conversations/ }).click();
  await page.getByRole("menuitem", { name: /^Certificates/ }).click();
  await line(page).waitFor();
  expect(await announced(page).textContent()).toBe("");
  const ended = { ...planOf({ state: "done" }) };
  await page.evaluate((plan) => {
    fake.sayChat("conv-two", { type: "plan-changed", plan });
  }, ended);
  await announced(page).getByText("Plan done: 1 of 5 steps").waitFor({ state: "attached" });
  await page.getByLabel("Message to the agent").fill("and now?");
  await page.keyboard.press("Enter");
  await view(page).waitFor({ state: "detached" });

  const terminal = page.getByRole("region", { name: "Terminal on web-1" });
  const before = await terminal.boundingBox();
  const [first] = planOf().steps;
  const steps = Array.from({ length: 30 }, (_, at) => ({
    ...first,
    text: `${"x".repeat(190)} ${at}`,
    note: "exit code 1",
    status: at === 2 ? "failed" : "pending",
  })) as Plan["steps"];
  await page.evaluate((plan) => {
    fake.sayChat("conv-two", { type: "plan-changed", plan });
  }, planOf({ steps }));
  await line(page).click();
  await stepsOf(page).last().scrollIntoViewIfNeeded();
  const composer = page.getByLabel("Message to the agent");
  await expect.poll(() => terminal.boundingBox()).toEqual(before);
  expect([await composer.isVisible(), await clipped(page), problems]).toEqual([true, [], []]);
});
