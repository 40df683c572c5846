import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approval } from "../../src-renderer/test/approvals-scene.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { judgement, part } from "../../src-renderer/test/judged.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const tab = (page: Page) => page.getByRole("tabpanel", { name: "Policy" });

async function openPolicy(page: Page) {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Policy" }).click();
  await tab(page).waitFor();
}

/** A policy with everything in it. */
const fill = (page: Page) =>
  page.evaluate(() => {
    const { policy } = fake.scene;
    policy.hash = "3f9a".repeat(16);
    policy.overrides = [
      {
        scope: { kind: "host", hostId: "host-lab-1" },
        mode: "all",
        until: Date.now() + 42 * 60_000,
      },
    ];
    policy.permissions = [
      {
        id: "perm-1",
        pattern: "systemctl reload *",
        scope: { kind: "tag", tag: "nginx" },
        createdAt: 0,
        expiresAt: Date.now() + 7 * 86_400_000,
        used: 3,
      },
    ];
    policy.file = {
      ...policy.file,
      present: true,
      problem: { line: 12, sentence: "Nothing is called “alow” here." },
      waiting: true,
    };
    policy.rules = {
      longestCommand: null,
      commands: {
        allow: [{ pattern: "docker ps **", hosts: [], tags: ["lab"] }],
        ask: [],
        deny: [{ pattern: "shutdown **", hosts: [], tags: [] }],
      },
      files: { deniedPaths: ["/etc/shadow"] },
    };
    fake.sayAll();
  });

test("without a file, permissions or overrides the page says so in words", async () => {
  await using view = await world.page();
  const { page } = view;
  await openPolicy(page);
  for (const text of [
    "Nothing else is set for a conversation, a host or a tag.",
    /^None\. An approval that can be remembered/,
    /^There is none, so only mode and preset decide/,
  ]) {
    await tab(page).getByText(text).waitFor();
  }
});

test("overrides are taken back, permissions forgotten, a changed file accepted", async () => {
  await using view = await world.page();
  const { page } = view;
  await fill(page);
  await openPolicy(page);
  const row = tab(page).getByRole("row", { name: /all on lab-1 42 min left/ });
  await row.getByRole("button", { name: "Take back" }).click();
  await row.waitFor({ state: "detached" });
  await tab(page)
    .getByRole("row", { name: /systemctl reload \* on hosts tagged nginx .* 3 times/ })
    .waitFor();
  await tab(page).getByRole("button", { name: "Forget systemctl reload *" }).click();
  await tab(page)
    .getByText(/^None\. An approval/)
    .waitFor();
  const problem = tab(page).getByRole("alert").filter({ hasText: "Line 12:" });
  await problem.getByText(/Nothing is called “alow” here/).waitFor();
  const accept = tab(page).getByRole("button", { name: "Accept the changed file" });
  await accept.click();
  await accept.waitFor({ state: "detached" });
  await tab(page).getByText("3f9a".repeat(16)).waitFor();
  await tab(page).getByText("docker ps **").waitFor();
  expect((await logOf(page)).calls).toContain('clearMode {"kind":"host","hostId":"host-lab-1"}');
});

test("the preset is chosen beside the table that says what it means", async () => {
  await using view = await world.page();
  const { page } = view;
  await openPolicy(page);
  const table = tab(page).getByRole("table", { name: "What each preset answers" });
  expect(await table.getByRole("row", { name: /^destructive/ }).textContent()).toMatch(
    /ask[\s\S]*ask[\s\S]*deny[\s\S]*deny/,
  );
  await tab(page).getByRole("combobox", { name: "Preset" }).click();
  await page.getByRole("option", { name: /^strict/ }).click();
  await expect
    .poll(() => table.getByRole("columnheader", { name: "strict" }).getAttribute("aria-current"))
    .toBe("true");
});

test("a command that is tried is explained and not run", async () => {
  await using view = await world.page();
  const { page } = view;
  await openPolicy(page);
  await tab(page).getByLabel("Command to judge").fill("ls /srv | rm -rf /srv");
  await tab(page).getByRole("button", { name: "Explain" }).click();
  const answer = tab(page).getByRole("status");
  await answer.getByText("It would ask").waitFor();
  expect(await answer.getByRole("listitem").allTextContents()).toEqual([
    expect.stringMatching(/ls \/srv.*only reads: Only reads\./),
    expect.stringMatching(/rm -rf \/srv.*destructive: Removes files for good\./),
  ]);
  await tab(page).getByLabel("Command to judge").fill("mkfs /dev/sda1");
  await page.getByRole("button", { name: "Explain" }).press("Enter");
  await answer.getByText("It would be denied").waitFor();
  expect((await logOf(page)).calls.filter((call) => call.startsWith("explain"))).toEqual([
    "explain in term-1 for conv-one",
    "explain in term-1 for conv-one",
  ]);
});

const command = `sudo rm -rf /srv/cache \u202e${"x".repeat(120)}`;
const worst = approval("worst", command, {
  urgency: "high",
  step: "s".repeat(120),
  reason: "w".repeat(200),
  judgement: judgement({
    class: "destructive",
    reasons: ["Removes files for good.", "y".repeat(150)],
    parts: [
      part(command, "sudo rm", { class: "privileged", because: "z".repeat(150) }),
      part(command, "rm", { class: "destructive", depth: 4, secret: true, network: true }),
    ],
    production: true,
    taint: ["t".repeat(150)],
    typedName: "web-1",
    offer: "o".repeat(150),
  }),
});

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: axe finds nothing in a full policy, the mode menu and the worst card`, async () => {
    await using view = await world.page({ theme, size: { width: 1024, height: 768 } });
    const { page, problems } = view;
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      found[name] = [...(await violations(page)), ...(await clipped(page))];
    };
    await fill(page);
    await page.getByRole("button", { name: /^Approval mode/ }).click();
    await page.getByRole("dialog", { name: "Approval mode" }).waitFor();
    await look("menu");
    await page.keyboard.press("Escape");
    await page.evaluate((given) => {
      fake.scene.approvals = [given];
      fake.sayAll();
    }, worst);
    const card = page.locator('[data-terminal] [data-approval="appr-worst"]');
    await card.getByText(/^Why: 2 parts/).click();
    await look("card");
    await page.getByRole("button", { name: "1 approval waits" }).click();
    await page.getByRole("dialog", { name: "Waiting approvals" }).waitFor();
    await look("tray");
    await page.keyboard.press("Escape");
    const box = card.getByRole("checkbox", { name: /^Do not ask again/ });
    await card.getByRole("button", { name: "Remember…" }).click();
    await box.check();
    await look("extras");
    await openPolicy(page);
    await tab(page).getByLabel("Command to judge").fill("sudo ls; rm x; odd");
    await tab(page).getByRole("button", { name: "Explain" }).click();
    await tab(page).getByText("It would ask").waitFor();
    await look("policy");
    await page.getByRole("tab", { name: "Approvals" }).click();
    await page.getByRole("tabpanel", { name: "Approvals" }).waitFor();
    await look("approvals");
    const clean = Object.keys(found).map((name) => [name, []]);
    expect({ found, problems }).toEqual({ found: Object.fromEntries(clean), problems: [] });
  });
}
