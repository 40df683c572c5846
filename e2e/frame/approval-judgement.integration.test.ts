import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Approval } from "../../shared/contract/approvals.ts";
import { approval } from "../../src-renderer/test/approvals-scene.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { judgement, part } from "../../src-renderer/test/judged.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const card = (page: Page) => page.locator('[data-terminal] [data-approval="appr-one"]');

/** Lets this one question wait, in place of the scene's. */
async function propose(page: Page, command: string, more: Partial<Approval> = {}) {
  const proposed = approval("one", command, more);
  await page.evaluate((given) => {
    fake.scene.approvals = [given];
    fake.sayAll();
  }, proposed);
  await page.locator('[data-approval="appr-one"]').first().waitFor();
}

/** Clicks once, as soon as the card takes clicks. */
const click = (page: Page, name: string | RegExp) =>
  card(page).getByRole("button", { name }).click();

const answers = async (page: Page) => (await logOf(page)).approvals.map(({ answer }) => answer);
/** Waits until the card's answer has reached main. */
const answered = (page: Page) => expect.poll(() => answers(page)).toHaveLength(1);

const cleaning = "sudo rm -rf /srv/cache && bash get.sh";
const cleaningJudged = judgement({
  class: "destructive",
  reasons: ["Removes files for good.", "The host is production: a person decides."],
  parts: [
    part(cleaning, "sudo rm -rf /srv/cache", {
      class: "privileged",
      because: "Runs what follows as root.",
      rule: "wrapper sudo",
    }),
    part(cleaning, "rm -rf /srv/cache", {
      class: "destructive",
      because: "Removes files for good.",
      depth: 1,
    }),
    part(cleaning, "bash get.sh", { class: "unknown", because: "A script that nobody has read." }),
  ],
  production: true,
  mode: "patterns",
  preset: "strict",
  taint: ["output of `curl https://status.example.org`"],
});

test("the card says class, reason, origin, and every part in the policy's words", async () => {
  await using view = await world.page();
  const { page } = view;
  await propose(page, cleaning, { judgement: cleaningJudged, urgency: "high", step: "Clean up" });
  const shown = card(page);
  const texts = [
    "PRODUCTION",
    "urgent",
    "Step: Clean up",
    "destructive",
    "Untrusted: it follows from output of `curl https://status.example.org`, which the agent read in this turn.",
    "bash prompt",
  ];
  for (const text of texts) await shown.getByText(text).first().waitFor();
  const parts = shown.getByRole("list").filter({ hasText: "wrapper sudo" });
  const folded = await parts.isVisible();
  await shown
    .getByText(
      "Why: 3 parts, 1 destructive, 1 could not be judged, 1 privileged; mode patterns, preset strict",
    )
    .click();
  await parts.waitFor();
  expect({
    folded,
    parts: await parts.getByRole("listitem").allInnerTexts(),
    marks: await shown.getByRole("region", { name: "Command" }).locator("mark").allInnerTexts(),
  }).toEqual({
    folded: false,
    parts: [
      expect.stringContaining("privileged: Runs what follows as root."),
      expect.stringContaining("destructive: Removes files for good."),
      expect.stringContaining("could not be judged: A script that nobody has read."),
    ],
    marks: ["sudo ", "rm -rf /srv/cache", "bash get.sh"],
  });
});

test("where the host's name has to be typed neither A nor a click approves before it is", async () => {
  await using view = await world.page();
  const { page } = view;
  await propose(page, "rm -rf /srv", { judgement: judgement({ typedName: "web-1" }) });
  const field = card(page).getByLabel("To approve, type the host's name: web-1");
  await card(page).focus();
  // The key is taken as soon as it counts: it leads to the field.
  await expect
    .poll(async () => {
      await page.keyboard.press("a");
      return field.evaluate((element) => element === document.activeElement);
    })
    .toBe(true);
  await field.fill("web-");
  const approve = card(page).getByRole("button", { name: /^Approve/ });
  const early = await approve.getAttribute("aria-disabled");
  await approve.click({ force: true });
  await field.fill("web-1");
  await page.keyboard.press("Enter");
  const before = await answers(page);
  await card(page).focus();
  await page.keyboard.press("a");
  const afterKey = await answers(page);
  await click(page, /^Approve/);
  await answered(page);
  expect([early, before, afterKey, await answers(page)]).toEqual([
    "true",
    [],
    [],
    [{ kind: "approve", typedName: "web-1" }],
  ]);
});

test("a yes can carry a comment; it is remembered only when that is chosen", async () => {
  for (const choose of [false, true]) {
    await using view = await world.page();
    const { page } = view;
    const offered = judgement({ offer: "systemctl reload nginx" });
    await propose(page, "systemctl reload nginx", { judgement: offered });
    const comment = card(page).getByLabel("Comment for the agent (may be empty)");
    await click(page, "Remember…");
    await comment.waitFor();
    await comment.fill("fine, once");
    await page.keyboard.press("Enter");
    const box = card(page).getByRole("checkbox", { name: /^Do not ask again for/ });
    const atFirst = await box.isChecked();
    if (choose) {
      await box.check();
      await card(page).getByRole("combobox", { name: "Remember where" }).click();
      await page.getByRole("option", { name: "on hosts tagged nginx" }).click();
      await card(page).getByRole("combobox", { name: "Remember how long" }).click();
      await page.getByRole("option", { name: "for 7 days" }).click();
    }
    const name = choose ? "Approve and remember" : "Approve";
    await click(page, name);
    await answered(page);
    expect([atFirst, await answers(page)]).toEqual([
      false,
      [
        {
          kind: "approve",
          comment: "fine, once",
          ...(choose ? { remember: { scope: { kind: "tag", tag: "nginx" }, days: 7 } } : {}),
        },
      ],
    ]);
  }
});

test("keys that are typed into a list of the card answer nothing", async () => {
  await using view = await world.page();
  const { page } = view;
  await propose(page, "ls", { judgement: judgement({ offer: "ls" }) });
  const box = card(page).getByRole("checkbox", { name: /^Do not ask again for/ });
  await click(page, "Remember…");
  await box.waitFor();
  await box.check();
  await card(page).getByRole("combobox", { name: "Remember where" }).click();
  await page.getByRole("option", { name: "on web-1" }).waitFor();
  await page.locator('[role="listbox"]:focus-within, [role="option"]:focus').first().waitFor();
  await page.keyboard.type("aeds");
  await page.keyboard.press("Escape");
  await page.getByRole("option", { name: "on web-1" }).waitFor({ state: "detached" });
  expect([await answers(page), await box.isVisible()]).toEqual([[], true]);
});

test("an edit is judged as it is typed; what is denied cannot be approved", async () => {
  await using view = await world.page();
  const { page } = view;
  await propose(page, "systemctl reload nginx");
  const field = card(page).getByLabel("Edit the command");
  await click(page, /^Edit/);
  await field.waitFor();
  const approve = card(page).getByRole("button", { name: "Approve edited" });
  await field.fill("rm -rf /srv/cache");
  await card(page).getByText("Removes files for good.").first().waitFor();
  await expect.poll(() => approve.isEnabled()).toBe(true);
  await field.fill("mkfs /dev/sda1");
  await card(page).getByText("The policy denies this command. It cannot be approved.").waitFor();
  expect(await approve.isDisabled()).toBe(true);
});

test("a question of the agent is answered with yes or no and words", async () => {
  await using view = await world.page();
  const { page } = view;
  await propose(page, "", { action: { kind: "ask-person", question: "May I restart db-1?" } });
  const shown = card(page);
  await shown.getByRole("region", { name: "Question" }).getByText("May I restart db-1?").waitFor();
  await shown.getByLabel("Your words for the agent (may be empty)").fill("not before 02:00");
  await click(page, /^No$/);
  await answered(page);
  expect([
    await answers(page),
    await shown.getByRole("button", { name: /^Approve/ }).count(),
  ]).toEqual([[{ kind: "deny", comment: "not before 02:00" }], 0]);
});

test("a change of a file shows its diff", async () => {
  await using view = await world.page();
  const { page } = view;
  await propose(page, "", {
    action: {
      kind: "change-file",
      operation: "edit",
      path: "/etc/app.conf",
      destination: null,
      diff: "--- a\n+++ b\n@@ -1,2 +1,2 @@\n host\n-port 1\n+port 2\n",
      bytesBefore: 12,
      bytesAfter: 12,
      digestBefore: "a",
      digestAfter: "b",
    },
  });
  const block = card(page).getByRole("region", { name: "Command" });
  await block.getByText("port 2").waitFor();
  expect(await block.textContent()).toMatch(/\/etc\/app\.conf 12 bytes → 12 bytes/);
});

test("keys for what runs in the pane name it, and can be allowed until it ends", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    const [first] = fake.scene.terminals;
    if (first) fake.sayTerminal({ ...first, running: { runId: null, command: "vim /etc/hosts" } });
  });
  await propose(page, "", {
    action: { kind: "send-keys", keys: ["Escape", ":q"] },
    keysFor: "vim /etc/hosts",
  });
  await card(page).getByText("Goes to what runs there now: vim /etc/hosts").waitFor();
  const box = card(page).getByRole("checkbox", {
    name: "Allow keys into vim /etc/hosts until it ends",
  });
  await click(page, "Allow keys…");
  await box.waitFor();
  await box.check();
  await click(page, "Approve");
  await answered(page);
  expect(await answers(page)).toEqual([{ kind: "approve", keysForRun: true }]);
});
