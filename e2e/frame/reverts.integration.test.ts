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

/** The last change as one that its host takes back in so many ms, or as one whose end nobody knows. */
const armed = (page: Page, inMs: number, state: "armed" | "unknown" = "armed") =>
  page.evaluate(
    ([ms, how]) => {
      const [first, ...rest] = fake.scene.backups;
      if (first === undefined) throw new Error("the scene is empty");
      const revert = { token: "abc", dueAt: Date.now() + ms, state: how };
      fake.scene.backups = [{ ...first, revert }, ...rest];
      fake.sayAll();
    },
    [inMs, state] as const,
  );

/** A waiting change of a file, which the agent wants taken back after so many ms, or not. */
const asks = (page: Page, afterMs: number | null) =>
  page.evaluate((ms) => {
    const [first] = fake.scene.approvals;
    if (first === undefined) throw new Error("the scene is empty");
    const action = {
      kind: "change-file" as const,
      operation: "edit" as const,
      path: "/etc/ssh/sshd_config",
      destination: null,
      diff: "--- /etc/ssh/sshd_config\n+++ /etc/ssh/sshd_config\n@@ -1,1 +1,1 @@\n-Port 22\n+Port 2222\n",
      bytesBefore: 8,
      bytesAfter: 10,
      digestBefore: "a",
      digestAfter: "b",
      revert: { token: "abc", afterMs: ms, command: ms === null ? null : "systemctl reload ssh" },
    };
    const judgement = { ...first.judgement, offer: null };
    fake.scene.approvals = [{ ...first, id: "appr-file", action, judgement }];
    fake.sayAll();
  }, afterMs);

test("a change that is taken back counts down, and is confirmed or taken back with one click", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  const notice = page.getByRole("region", { name: /^Change of .* on web-1$/ });
  await armed(page, 90_000);
  await expect.poll(() => notice.getByRole("timer").textContent()).toMatch(/^1 min [0-3]\d? s$/);
  await notice.getByRole("button", { name: "Confirm the change" }).click();
  await notice.waitFor({ state: "detached" });
  await armed(page, 90_000);
  await notice.getByRole("button", { name: "Take back now" }).click();
  await notice.getByText("was put back by its host.").waitFor();
  await notice.getByRole("button", { name: "Close" }).click();
  await notice.waitFor({ state: "detached" });
  await armed(page, -1_000, "unknown");
  await notice.getByText("The host has not said yet whether it did.").waitFor();
  await notice.getByRole("button", { name: "Ask the host" }).click();
  await notice.getByText("ended early, as it does at a restart.").waitFor();
  await notice.getByRole("button", { name: "Changed files…" }).click();
  const dialog = page.getByRole("dialog", { name: "Changed files" });
  await dialog.getByText("The file was not put back: what waited for it there").waitFor();
  await page.keyboard.press("Escape");
  await notice.getByRole("button", { name: "Close" }).click();
  await notice.waitFor({ state: "detached" });
  const { calls } = await logOf(page);
  expect(calls.filter((call) => call.includes("back-3"))).toEqual([
    "confirm back-3",
    "take back back-3",
    "ask back-3",
  ]);
  expect(problems).toEqual([]);
});

test("the card shows what will run on the host; a person can ask for it where the agent did not", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  await asks(page, 60_000);
  const card = page.locator('[data-terminal] [data-approval="appr-file"]');
  await card.getByText("The host puts the old file back after 1 min unless").click();
  await card.getByText("systemctl reload ssh").waitFor();
  await asks(page, null);
  await card.getByText("The host puts the old file back").waitFor({ state: "detached" });
  const box = card.getByRole("checkbox", { name: "Take it back by itself unless I confirm it" });
  await card.getByRole("button", { name: "Undo timer…" }).click();
  await box.check();
  await card.getByRole("combobox", { name: "Time to confirm" }).click();
  await page.getByRole("option", { name: "5 min", exact: true }).click();
  await card.getByText("The host puts the old file back after 5 min unless").click();
  await card.getByText("-lt 300").waitFor();
  await card.getByRole("button", { name: "Approve" }).click();
  await expect
    .poll(async () => (await logOf(page)).approvals)
    .toMatchObject([{ answer: { kind: "approve", revertAfterMs: 300_000 } }]);
  expect(problems).toEqual([]);
});
