import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

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
    expect(await heads.allInnerTexts()).toEqual([
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
  await page.getByRole("dialog", { name: "Runs on many hosts" }).waitFor();
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
