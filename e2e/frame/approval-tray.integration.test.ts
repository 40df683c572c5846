import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Approval } from "../../shared/contract/approvals.ts";
import { approval } from "../../src-renderer/test/approvals-scene.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const tray = (page: Page) => page.getByRole("dialog", { name: "Waiting approvals" });

const questions = [
  approval("old", "df -h", { createdAt: 1, urgency: "low" }),
  approval("restart", "systemctl restart nginx", { createdAt: 2, step: "Restart the proxies" }),
  approval("urgent", "systemctl stop nginx", { createdAt: 3, urgency: "high" }),
  approval("proxy", "systemctl restart haproxy", { createdAt: 4, step: "Restart the proxies" }),
];

async function wait(page: Page, approvals: Approval[]) {
  await page.evaluate((given) => {
    fake.scene.approvals = given;
    fake.sayAll();
  }, approvals);
}

test("the tray lists by urgency and age, steps together; there is no yes to all", async () => {
  await using view = await world.page();
  const { page } = view;
  await wait(page, questions);
  await page.getByRole("button", { name: "4 approvals wait" }).click();
  await tray(page)
    .getByRole("heading", { name: /^Restart the proxies/ })
    .waitFor();
  const order = await tray(page)
    .locator("[data-approval]")
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-approval")));
  expect([order, await tray(page).getByRole("button", { name: /all/i }).count()]).toEqual([
    ["appr-urgent", "appr-restart", "appr-proxy", "appr-old"],
    0,
  ]);
  await expect.poll(() => page.title()).toBe("(4) approval waits - Fairlead");
});

test("answers may come in any order, and the others go on waiting", async () => {
  await using view = await world.page();
  const { page } = view;
  await wait(page, questions);
  await page.getByRole("button", { name: "4 approvals wait" }).click();
  const card = tray(page).locator('[data-approval="appr-proxy"]');
  await card.getByRole("button", { name: /^Approve/ }).click();
  await expect
    .poll(async () => (await logOf(page)).approvals.map(({ id }) => id))
    .toEqual(["appr-proxy"]);
  await card.waitFor({ state: "detached" });
  await expect.poll(() => tray(page).locator("[data-approval]").count()).toBe(3);
});

test("from the tray to the pane: its card has the focus and nothing is answered", async () => {
  await using view = await world.page();
  const { page } = view;
  const there = { terminalId: "term-2", hostId: "host-local", hostName: "This computer" } as const;
  const [first] = questions;
  if (first === undefined) throw new Error("there is a first question");
  await wait(page, [{ ...first, target: { ...first.target, ...there } }]);
  await page.getByRole("button", { name: "1 approval waits" }).click();
  // The card of the question that waited until now may be there for a moment.
  const question = tray(page).locator('[data-approval="appr-old"]');
  await question.getByRole("button", { name: "Go to its pane" }).click();
  const card = page.locator('[data-terminal="term-2"] [data-approval="appr-old"]');
  const hasFocus = () => card.evaluate((element) => element === document.activeElement);
  await expect.poll(hasFocus).toBe(true);
  // It keeps the focus when the tray is gone, which gives it back to where it was before.
  await tray(page).waitFor({ state: "detached" });
  expect(await hasFocus()).toBe(true);
  expect((await logOf(page)).approvals).toEqual([]);
});

test("a question is told on the desktop, where that was permitted, and withdrawn when answered", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    const told: string[] = [];
    class Told {
      static permission = "default";
      static async requestPermission() {
        Told.permission = "granted";
        return "granted";
      }
      onclick: (() => void) | null = null;
      readonly #tag: string;
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        this.#tag = tag;
        told.push(`${title}: ${body}`);
        Object.assign(globalThis, { clickNotice: () => this.onclick?.() });
      }
      close() {
        told.push(`close ${this.#tag}`);
      }
    }
    Object.assign(globalThis, { Notification: Told, told });
    document.hasFocus = () => false;
  });
  const told = () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await page.getByRole("button", { name: "1 approval waits" }).click();
  const offer = tray(page).getByRole("button", { name: "Tell me on the desktop" });
  await offer.click();
  await offer.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await tray(page).waitFor({ state: "detached" });
  const silent = await told();
  await wait(page, questions.slice(1, 2));
  await expect.poll(told).toHaveLength(1);
  await page.evaluate(() => (globalThis as unknown as { clickNotice: () => void }).clickNotice());
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.hasAttribute("data-approval")))
    .toBe(true);
  await wait(page, []);
  await expect.poll(told).toHaveLength(2);
  expect([silent, await told()]).toEqual([
    [],
    ["The agent wants to run on root@web-1: systemctl restart nginx", "close appr-restart"],
  ]);
});

test("many questions at one pane each keep room for their command and their answers", async () => {
  await using view = await world.page({ size: { width: 1024, height: 600 } });
  const { page } = view;
  await wait(page, questions);
  const cards = page.locator("[data-terminal] [data-approval]");
  await expect.poll(() => cards.count()).toBe(4);
  const low = () =>
    cards.evaluateAll((all) =>
      all
        .map((card) => card.querySelector(".approval-body")?.clientHeight ?? 0)
        .filter((height) => height < 56),
    );
  await expect.poll(low).toEqual([]);
  await cards.last().scrollIntoViewIfNeeded();
  await cards
    .last()
    .getByRole("button", { name: /^Deny…/ })
    .click({ trial: true });
  expect(await low()).toEqual([]);
});
