import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { NeedsInput } from "../../shared/contract/terminals.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import type { FakePlane } from "../../src-renderer/test/fake-plane.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;
declare const plane: FakePlane;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const shot = async (page: Page, name: string) => {
  const folder = process.env["FAIRLEAD_SCREENSHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

const sudo: NeedsInput = {
  ...{ question: 1, kind: "password", guess: true, program: "sudo" },
  ...{ text: "[sudo] password for root:", user: "root", host: null, path: null, answers: [] },
};
const pager: NeedsInput = {
  ...{ question: 2, kind: "pager", guess: false, program: "less" },
  ...{ text: "/var/log/syslog (END)", user: null, host: null, path: null, answers: [] },
};

const running: ChatItem = {
  ...{ kind: "tool", id: "item-sudo", turnId: "turn-2", at: 0, callId: "c9", tool: "run_shell" },
  ...{ input: "{}", command: "sudo id", editedFrom: null, reason: "", terminalId: "term-1" },
  ...{ hostName: "web-1", runId: "run-9", answer: { kind: "approve" } },
  ...{ status: { state: "working" }, exitCode: null, durationMs: null, output: "" },
};

/** The terminal of web-1 says what it waits for; its command is the agent's, or the person's. */
const says = (page: Page, needs: NeedsInput | null, by: "agent" | "person" = "agent") =>
  page.evaluate(
    ([needsInput, whose]) => {
      const known = fake.scene.terminals.find(({ id }) => id === "term-1");
      if (known === undefined) throw new Error("no terminal");
      fake.scene.fillOffers = {
        fitting: [{ id: "cred-1", label: "password of root@web-1" }],
        others: [{ id: "cred-2", label: "password of ada@db-1" }],
      };
      const runId = whose === "agent" ? ("run-9" as const) : null;
      fake.sayTerminal({ ...known, needsInput, running: { runId, command: "sudo id" } });
    },
    [needs, by] as const,
  );

const notice = (page: Page) =>
  page
    .locator("[data-terminal-id='term-1']")
    .getByRole("region", { name: "Waiting for input", exact: true });

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: pane and chat say what is waited for`, async () => {
    await using view = await world.page({ theme });
    const { page } = view;
    await page.locator("[data-tab='term-1']").click();
    await page.evaluate((item) => {
      fake.scene.approvals = [];
      fake.scene.items["conv-one"]?.push(item);
      fake.sayChat("conv-one", { type: "item-changed", item });
    }, running);
    await says(page, sudo);
    await expect
      .poll(() => notice(page).getByRole("status").textContent())
      .toBe(
        " Waiting for your password on web-1 as root. A guess: any program can ask as sudo does.",
      );
    await notice(page).getByText("[sudo] password for root:").waitFor();
    const call = page.getByRole("article", { name: "run on web-1: needs input" });
    await call.getByText("Waiting for your password on web-1 as root.").waitFor();
    expect({ axe: await violations(page), clipped: await clipped(page) }).toEqual({
      ...{ axe: [], clipped: [] },
    });
    await shot(page, `needs-input-${theme}`);
  });
}

test("a click fills the stored password; keys leave a pager", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.locator("[data-tab='term-1']").click();
  await says(page, sudo);
  const fill = notice(page).getByRole("button", { name: "Fill the password of root@web-1" });
  await expect
    .poll(async () => {
      await fill.click();
      return (await logOf(page)).calls;
    })
    .toContain("fill term-1 1 cred-1");

  await says(page, pager);
  await notice(page).getByText("A pager shows its output").waitFor();
  await shot(page, "needs-input-pager");
  await expect
    .poll(async () => {
      await notice(page).getByRole("button", { name: "q", exact: true }).click();
      return page.evaluate(() => plane.typed(1));
    })
    .toContain("q");
  await says(page, null);
  await expect.poll(() => notice(page).count()).toBe(0);
});

test("another secret needs two clicks; of the person's own only a secret that is stored is told", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.locator("[data-tab='term-1']").click();
  await says(page, sudo, "person");
  await notice(page).waitFor();
  await notice(page).getByRole("combobox", { name: "Another stored secret" }).click();
  await page.getByRole("option", { name: "password of ada@db-1" }).click();
  expect((await logOf(page)).calls.filter((call) => call.startsWith("fill"))).toEqual([]);
  await expect
    .poll(async () => {
      await notice(page).getByRole("button", { name: "Fill this one" }).click();
      return (await logOf(page)).calls;
    })
    .toContain("fill term-1 1 cred-2");
  await says(page, pager, "person");
  await expect.poll(() => notice(page).count()).toBe(0);
});
