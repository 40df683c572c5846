import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

async function palette(page: Page, words: string, title: string) {
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill(words);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.waitFor();
  return dialog;
}

for (const theme of ["dark", "light"] as const) {
  test(`a hundred and twenty hosts: identical output once, what differs marked (${theme})`, async () => {
    await using view = await world.page({ theme });
    const { page, problems } = view;
    const dialog = await palette(page, "many hosts: results", "Runs on many hosts");
    const heads = dialog.locator(".fleet-group-head");
    await expect.poll(() => heads.count()).toBe(4);
    await expect
      .poll(() => heads.allInnerTexts())
      .toEqual([
        expect.stringMatching(/✓ exit 0\s+115 hosts: identical\s+6\.1\.0-28/),
        expect.stringMatching(/✓ exit 0\s+3 hosts: identical\s+6\.1\.0-21/),
        expect.stringMatching(/▲ exit 3\s+web-7\s+inactive/),
        expect.stringMatching(/✕ failed, not run\s+web-9/),
      ]);
    await heads.nth(1).click();
    const diff = dialog.locator(".fleet-group").nth(1).locator(".file-diff tbody tr");
    await expect.poll(() => diff.count()).toBe(3);
    expect(await diff.allInnerTexts()).toEqual([
      expect.stringContaining("active"),
      expect.stringMatching(/removed\s+6\.1\.0-28-amd64/),
      expect.stringMatching(/added\s+6\.1\.0-21-amd64/),
    ]);
    expect(await clipped(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("searchbox").fill("web-9");
    await expect.poll(() => heads.count()).toBeLessThan(4);
    expect(problems).toEqual([]);
  });

  test(`one card names every host, production and what is left out (${theme})`, async () => {
    await using view = await world.page({ theme });
    const { page } = view;
    await page.evaluate(() => {
      const [first] = fake.scene.approvals;
      const { fleetCheck } = fake.scene;
      if (first === undefined || fleetCheck === null) return;
      const { action, judgement } = fleetCheck;
      const target = { ...first.target, terminalId: null, hostName: "4 hosts", user: "" };
      fake.scene.approvals = [
        { ...first, id: "appr-fleet", action, judgement, target: { ...target, directory: null } },
      ];
      fake.sayAll();
    });
    await page.getByRole("button", { name: "1 approval waits" }).first().click();
    const card = page.locator('[data-approval="appr-fleet"]');
    await card.waitFor();
    expect(await card.getByRole("heading").textContent()).toContain("on 4 hosts");
    const hosts = card.locator(".fleet-targets li");
    expect(await hosts.allInnerTexts()).toEqual([
      expect.stringMatching(/root@web-1 192\.0\.2\.1:22\s*PRODUCTION/),
      expect.stringMatching(/root@web-2.*⊘ left out: The mode is none/s),
      expect.stringMatching(/over bastion/),
      expect.stringMatching(/no host key on record yet/),
    ]);
    expect(await card.textContent()).toContain(
      "Canary: 1 host first, then you decide about the other 2.",
    );
    expect(await clipped(page)).toEqual([]);
  });
}

test("a person chooses hosts in the list, sees what would run, and runs exactly that", async () => {
  await using view = await world.page();
  const { page } = view;
  const rows = page.locator(".hosts-list [data-host]");
  await rows.nth(1).click({ modifiers: ["Control"] });
  await rows.nth(3).click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Run on 3 hosts…" }).click();
  const form = page.getByRole("dialog", { name: "Run on many hosts" });
  await form.getByRole("textbox", { name: "Command" }).fill("uname -r");
  expect(await violations(page)).toEqual([]);
  await form.getByRole("button", { name: "See what would run on 3 hosts" }).click();
  const asked = page.getByRole("dialog", { name: "Run on 3 hosts?" });
  await asked.getByRole("button", { name: "Run on 3 hosts" }).click();
  // The results stay in a tab beside the terminals, which has the keyboard.
  const tab = page.getByRole("region", { name: "Run on many hosts", exact: true });
  await expect.poll(() => tab.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  const { calls } = await logOf(page);
  expect(calls).toContain("check uname -r on 3");
  expect(calls).toContain("run uname -r sealed");
});

test("the canary's question goes on or stops, and what is under way is ended by a second stop", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    const [shown] = fake.scene.fleets;
    if (shown === undefined) return;
    const rows = shown.rows.map((row) =>
      row.isCanary ? row : { ...row, state: "waiting" as const, digest: null, exitCode: null },
    );
    fake.sayFleet({ fleet: { ...shown.fleet, state: "asking", endedAt: null }, rows });
  });
  const dialog = await palette(page, "many hosts: results", "Runs on many hosts");
  await dialog.getByRole("button", { name: "Go on with 119 more" }).click();
  await dialog.getByRole("button", { name: "Stop", exact: true }).click();
  await page.evaluate(() => {
    const [shown] = fake.scene.fleets;
    if (shown === undefined) return;
    const rows = shown.rows.map((row, at) =>
      at < 2 ? { ...row, state: "running" as const, digest: null } : row,
    );
    fake.sayFleet({ fleet: { ...shown.fleet, state: "stopping" }, rows });
  });
  await dialog.getByRole("button", { name: "End 2 under way" }).click();
  const calls = async () =>
    (await logOf(page)).calls.filter((call) => call.includes("fleet-shown"));
  await expect.poll(calls).toEqual(["go on fleet-shown", "stop fleet-shown", "stop fleet-shown"]);
});

test("in a tab: who needs a person comes first, rows by arrow keys, an answer in a terminal, the rest run again", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  await page.evaluate(() => {
    const [shown] = fake.scene.fleets;
    if (shown === undefined) return;
    const asked = { exitCode: 1, asked: true, digest: "asked", problem: "It asked for an answer." };
    const rows = shown.rows.map((row, at) => {
      if (at === 1) return { ...row, state: "needs-you" as const, digest: null, exitCode: null };
      return at === 2 ? { ...row, ...asked } : row;
    });
    fake.sayFleet({ fleet: { ...shown.fleet, state: "running", endedAt: null }, rows });
  });
  const dialog = await palette(page, "many hosts: results", "Runs on many hosts");
  await dialog.getByRole("button", { name: "Show this run in a tab" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  const tab = page.getByRole("region", { name: "Run on many hosts", exact: true });
  const heads = tab.locator(".fleet-group-head");
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await expect.poll(() => heads.count()).toBe(6);
  expect(await heads.first().textContent()).toMatch(/◇ needs you\s*web-2/);
  await heads.first().focus();
  await page.keyboard.press("End");
  expect(await focused()).toContain("failed, not run");
  await page.keyboard.press("Home");
  expect(await focused()).toContain("needs you");
  // On the way: the hosts of what is open, folded where they are many.
  const stops: string[] = [];
  while (!stops.at(-1)?.includes("asked, exit 1") && stops.length < 10) {
    await page.keyboard.press("ArrowDown");
    stops.push(await focused());
  }
  expect(stops).toEqual([
    "",
    expect.stringContaining("exit 0114 hosts: identical"),
    "Show the 114 hosts",
    expect.stringContaining("exit 02 hosts: identical"),
    expect.stringContaining("asked, exit 1"),
  ]);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await tab
    .getByRole("button", { name: "Open a terminal on web-3" })
    .and(page.locator(":focus"))
    .waitFor();
  expect(await clipped(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await tab.getByRole("button", { name: "Run it again in a terminal on web-3" }).click();
  const calls = async () => (await logOf(page)).calls.join("\n");
  await expect.poll(calls).toMatch(/open host-fleet-3\nin terminal host-fleet-3 term-/);
  // Over: where it did not run it may be run again, by the same form. Closing the tab closes nothing else.
  await page.getByRole("tab", { name: /^120 hosts: / }).click();
  await page.evaluate(() => {
    const [shown] = fake.scene.fleets;
    if (shown === undefined) return;
    const [first, ...rows] = shown.rows;
    if (first === undefined) return;
    const skipped = { ...first, state: "not-run" as const, digest: null, exitCode: null };
    fake.sayFleet({
      fleet: { ...shown.fleet, state: "done", endedAt: 1 },
      rows: [skipped, ...rows],
    });
  });
  await tab.getByRole("button", { name: "Run on the 2 that did not run…" }).click();
  const form = page.getByRole("dialog", { name: "Run on many hosts" });
  await form.getByRole("button", { name: "See what would run on 2 hosts" }).click();
  await expect.poll(calls).toContain("check systemctl is-active nginx && uname -r on 2");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /^120 hosts: / }).click();
  const terminals = await page.locator("[data-terminal-id]").count();
  await page.keyboard.press("Control+Shift+W");
  await expect.poll(() => tab.count()).toBe(0);
  expect(await page.locator("[data-terminal-id]").count()).toBe(terminals);
  expect(problems).toEqual([]);
});
