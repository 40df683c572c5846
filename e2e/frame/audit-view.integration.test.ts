import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { violations } from "./page-checks.ts";

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

type InPage = { fake: FakeMain };

async function openAudit(page: Page): Promise<Locator> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.type("audit");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Audit" });
  await dialog.waitFor();
  return dialog;
}

const rowsOf = (dialog: Locator) => dialog.getByRole("option");

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: an act is one row with its verdict, who answered and its end, and opens step by step`, async () => {
    await using view = await world.page({ theme });
    const { page, problems } = view;
    const dialog = await openAudit(page);
    const asked = rowsOf(dialog).filter({ hasText: "asked" }).filter({ hasText: "exit code 0" });
    await expect
      .poll(() => asked.first().textContent())
      .toMatch(/df -hroot@\S+askedwindow✓ exit code 0/);
    await asked.first().click();
    const act = dialog.getByRole("region", { name: "The entry" });
    await expect
      .poll(() => act.locator(".audit-step-head strong").allTextContents())
      .toEqual(["proposal", "answer", "start", "result"]);
    expect(await act.textContent()).toContain("The agent: To see why 502s are up.");
    await act.getByText("Everything recorded").first().click();
    expect(await act.textContent()).toContain("4f0c5f3e8d1a77b0");
    expect({ found: await violations(page), problems }).toEqual({ found: [], problems: [] });
  });
}

test("it is read to its beginning as the list is scrolled, with few rows drawn at a time", async () => {
  await using view = await world.page();
  const dialog = await openAudit(view.page);
  await rowsOf(dialog).first().waitFor();
  const list = dialog.getByRole("listbox");
  await list.focus();
  await expect
    .poll(async () => {
      await view.page.keyboard.press("End");
      // With the last page its end is there; the list is at that end after the next key.
      const atEnd = (await list.textContent())?.includes("This is the beginning.");
      const last = await rowsOf(dialog).last().textContent();
      return atEnd === true && last?.includes("Fairlead started");
    })
    .toBe(true);
  expect(await rowsOf(dialog).count()).toBeLessThan(80);
  await view.page.keyboard.press("Home");
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(0);
  await view.page.keyboard.press("ArrowDown");
  await dialog.locator("[aria-selected=true][aria-posinset='2']").waitFor();
  await view.page.keyboard.press("Enter");
  const act = dialog.getByRole("region", { name: "The entry" });
  await expect.poll(() => act.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("filters go to main together, and can be cleared", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await openAudit(page);
  await rowsOf(dialog).first().waitFor();
  const asked = async () =>
    (await logOf(page)).calls.filter((call) => call.startsWith("audit ")).at(-1);
  await dialog.getByRole("textbox", { name: "Text anywhere" }).fill("nginx");
  await dialog.getByRole("textbox", { name: "Host or user" }).fill("db-1");
  await dialog.getByRole("textbox", { name: "Who" }).fill("agent");
  await dialog.getByRole("combobox", { name: "Verdict" }).click();
  await page.getByRole("option", { name: "denied", exact: true }).click();
  await expect
    .poll(asked)
    .toBe('audit {"host":"db-1","actor":"agent","verdict":"deny","text":"nginx"}');
  // Those of before the filter may still be there for a moment.
  const others = rowsOf(dialog).filter({ hasNotText: "db-1denied" });
  await expect
    .poll(async () => [await others.count(), (await rowsOf(dialog).count()) > 0])
    .toEqual([0, true]);
  await dialog.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "logins" }).click();
  await dialog.getByText("No entry fits the filter.").waitFor();
  await dialog.getByRole("combobox", { name: "Time" }).click();
  await page.getByRole("option", { name: "between…" }).click();
  await dialog.getByLabel("from", { exact: true }).fill("2026-05-06T07:08");
  await expect.poll(asked).toContain('"since":"2026-05-0');
  await dialog.getByRole("button", { name: "Clear" }).click();
  await expect.poll(asked).toBe("audit {}");
  await rowsOf(dialog).first().waitFor();
});

test("what is written now comes in on top; not followed it is counted; an act that goes on stays one row", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await openAudit(page);
  await rowsOf(dialog).first().waitFor();
  const say = (kind: string, command: string) =>
    page.evaluate(
      ([said, text]) =>
        (window as unknown as InPage).fake.sayAudit({
          kind: said,
          actor: "agent",
          request: "item-live",
          target: "root@web-1 (host-web-1) term-1",
          detail: {
            action: { kind: "run-shell", command: text },
            verdict: "ask",
            state: "finished",
            exitCode: 3,
          },
        }),
      [kind, command] as const,
    );
  await say("proposal", "echo live");
  const first = rowsOf(dialog).first();
  await expect.poll(() => first.textContent()).toContain("echo live");
  expect(await first.textContent()).toContain("no answer yet");
  await dialog.getByRole("button", { name: "Following" }).click();
  await say("result", "echo live");
  await expect.poll(() => first.textContent()).toContain("✗ exit code 3");
  await page.evaluate(() =>
    (window as unknown as InPage).fake.sayAudit({
      kind: "connection-lost",
      actor: "fairlead",
      target: "db-1",
      detail: { problem: "no answer for 30 s" },
    }),
  );
  await dialog.getByRole("button", { name: "Follow (1 new)" }).click();
  await expect.poll(() => first.textContent()).toContain("connection lost: problem: no answer");
});

test("verify says what it found, and where the audit comes from", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await openAudit(page);
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByText("Consistent, origin proven").waitFor();
  await page.evaluate(() => {
    const { scene } = (window as unknown as InPage).fake;
    const sentence = "Origin not proven: the head is not signed.";
    scene.auditVerdict = { ...scene.auditVerdict, origin: { state: "unproven", sentence } };
  });
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByText("Consistent, origin not proven").waitFor();
  await page.evaluate(() => {
    const { scene } = (window as unknown as InPage).fake;
    const sentence = "The entry does not match its hash: it was changed.";
    scene.auditVerdict = {
      ...scene.auditVerdict,
      intact: false,
      entries: 6,
      broken: { file: "audit-000002.jsonl", line: 3, sequence: 7, sentence },
      origin: { state: "refuted", sentence },
    };
  });
  await dialog.getByRole("button", { name: "Verify" }).click();
  const alert = dialog.getByRole("alert");
  await expect
    .poll(() => alert.textContent())
    .toBe(
      "The audit is broken at entry 7 (audit-000002.jsonl, line 3). The entry does not match its hash: it was changed. The 6 entries before it are consistent.",
    );
  expect(await violations(page)).toEqual([]);
});

test("an export is a file of what the filter lets through", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  const dialog = await openAudit(page);
  await dialog.getByRole("textbox", { name: "Host or user" }).fill("db-1");
  await expect.poll(async () => (await logOf(page)).calls.at(-1)).toBe('audit {"host":"db-1"}');
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await dialog.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: "Table (CSV)" }).click();
    })(),
  ]);
  expect(download.suggestedFilename()).toBe("fairlead-audit.csv");
  expect(await readFile(await download.path(), "utf8")).toBe('csv {"host":"db-1"}\n');
  expect(problems).toEqual([]);
});

test("from an act to the terminal it ran in; where that is closed it says so", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.locator(".xterm-rows").first().waitFor();
  const dialog = await openAudit(page);
  const closed = rowsOf(dialog).filter({ hasText: "exit code 0" });
  const selected = page.locator("[aria-selected=true]");
  await closed.first().waitFor();
  for (let index = 0; index < 8; index += 1) {
    await closed.nth(index).click();
    await closed.nth(index).and(selected).waitFor();
    if (await dialog.getByText("The terminal it ran in is closed.").isVisible()) break;
  }
  await dialog.getByText("The terminal it ran in is closed.").waitFor();
  await dialog.getByRole("button", { name: "Show its output" }).click();
  await dialog.getByText("There is no output on record.").waitFor();
  const go = dialog.getByRole("button", { name: "Go to its terminal" });
  for (let index = 0; index < 8; index += 1) {
    await closed.nth(index).click();
    await closed.nth(index).and(selected).waitFor();
    if (await go.isVisible()) break;
  }
  await go.click();
  await dialog.waitFor({ state: "detached" });
  await expect
    .poll(() =>
      page.evaluate(() =>
        document.activeElement?.closest("[data-terminal-id]")?.getAttribute("data-terminal-id"),
      ),
    )
    .toBe("term-1");
});

test("an empty audit, and one that cannot be read", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    (window as unknown as InPage).fake.scene.auditFailure = true;
  });
  const dialog = await openAudit(page);
  await dialog.getByText("The audit could not be read.").waitFor();
  await page.evaluate(() => {
    const { scene } = (window as unknown as InPage).fake;
    scene.auditFailure = false;
    scene.audit.length = 0;
  });
  await dialog.getByRole("button", { name: "Try again" }).click();
  await dialog.getByText(/There is nothing to show|Nothing has been recorded/).waitFor();
  expect(await violations(page)).toEqual([]);
});

test("nothing is cut off in a small window", async () => {
  await using view = await world.page({ size: { width: 1024, height: 768 } });
  const dialog = await openAudit(view.page);
  await rowsOf(dialog).nth(1).click();
  await dialog.getByRole("region", { name: "The entry" }).waitFor();
  const clipped = await dialog
    .locator("button, label, p, h3, .audit-outcome, .audit-verdict")
    .evaluateAll((all) =>
      all
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map((element) => element.textContent),
    );
  expect(clipped).toEqual([]);
});
