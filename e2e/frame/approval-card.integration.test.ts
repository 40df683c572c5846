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

const chord = "Control+Shift+Enter";
const cards = (page: Page) => page.getByRole("group", { name: /^The agent wants to/ });
const paneCard = (page: Page) => page.locator("[data-terminal] [data-approval]");
const composer = (page: Page) => page.getByLabel("Message to the agent");

/** Waits until the card that has the focus takes keys. */
const takesKeys = (page: Page) =>
  page.locator('[data-approval][data-takes="keys"]:focus-within').waitFor();

async function pressAnswer(page: Page, key: string) {
  await takesKeys(page);
  await page.keyboard.press(key);
  await expect.poll(async () => (await logOf(page)).approvals).toHaveLength(1);
}

const focusIsInCard = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("[data-approval]") !== null);

test("a question comes without taking the focus; keys typed meanwhile answer nothing", async () => {
  await using view = await world.page();
  const { page } = view;
  await composer(page).focus();
  await page.evaluate(() => {
    const [first] = fake.scene.approvals;
    if (first) fake.scene.approvals = [{ ...first, id: "appr-new" }];
    fake.sayAll();
  });
  await page.locator('[data-approval="appr-new"]').first().waitFor();
  await page.keyboard.type("aeds");
  expect({
    text: await composer(page).inputValue(),
    inCard: await focusIsInCard(page),
    answers: (await logOf(page)).approvals,
  }).toEqual({ text: "aeds", inCard: false, answers: [] });
});

test("the chord goes in, Enter approves nothing, Escape goes back and answers nothing", async () => {
  await using view = await world.page();
  const { page } = view;
  await paneCard(page).waitFor();
  await composer(page).focus();
  await page.keyboard.press(chord);
  await expect.poll(() => focusIsInCard(page)).toBe(true);
  await page
    .getByRole("button", { name: /^Approve/ })
    .first()
    .focus();
  const start = await page.evaluate(() => performance.now());
  await expect
    .poll(async () => {
      await page.keyboard.press("Enter");
      return page.evaluate((from) => performance.now() - from > 600, start);
    })
    .toBe(true);
  await page.keyboard.press("Escape");
  await expect
    .poll(() => composer(page).evaluate((field) => field === document.activeElement))
    .toBe(true);
  expect({
    answers: (await logOf(page)).approvals,
    waiting: (await cards(page).count()) > 0,
  }).toEqual({ answers: [], waiting: true });
});

test("a key in the first 300 ms of the focus does not count, later it does", async () => {
  await using view = await world.page({ alone: true });
  const { page } = view;
  await paneCard(page).waitFor();
  await page.clock.install();
  await page.clock.runFor(1_000);
  const early = await page.evaluate(() => {
    const card = document.querySelector<HTMLElement>("[data-approval]");
    card?.focus();
    card?.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    return fake.log.approvals.length;
  });
  await page.clock.resume();
  await pressAnswer(page, "a");
  expect([early, (await logOf(page)).approvals]).toEqual([
    0,
    [{ id: "appr-reload", answer: { kind: "approve" } }],
  ]);
});

test("a click on a card that has just been drawn does not count", async () => {
  await using view = await world.page({ alone: true });
  const { page } = view;
  await paneCard(page).waitFor();
  // The page's own clock stands still: however slow the machine is, it was drawn just now.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.evaluate(() => {
    const [first] = fake.scene.approvals;
    if (first) fake.scene.approvals = [{ ...first, id: "appr-new" }];
    fake.sayAll();
  });
  const card = page.locator('[data-terminal] [data-approval="appr-new"]');
  await card.waitFor();
  /** Clicks, and whether that was taken for an answer: a card that is answered is busy at once. */
  const click = () =>
    card.evaluate(async (element) => {
      element.querySelector<HTMLElement>("button.primary")?.click();
      await Promise.resolve();
      return element.ariaBusy === "true" || fake.log.approvals.length > 0;
    });
  const atOnce = await click();
  await page.clock.runFor(299);
  const early = await click();
  // The browser tells a card late that it is in view, and with that it was drawn only then.
  await expect
    .poll(async () => {
      await page.clock.runFor(300);
      return await click();
    })
    .toBe(true);
  await page.clock.resume();
  await page.locator('[data-approval="appr-new"]').first().waitFor({ state: "detached" });
  expect([atOnce, early, (await logOf(page)).approvals.length]).toEqual([false, false, 1]);
});

test("S denies and stops; D denies with a comment, and Enter there denies", async () => {
  await using stopping = await world.page();
  await paneCard(stopping.page).waitFor();
  await stopping.page.keyboard.press(chord);
  await pressAnswer(stopping.page, "s");
  await using denying = await world.page();
  const { page } = denying;
  await paneCard(page).waitFor();
  await page.keyboard.press(chord);
  const comment = page.getByLabel("Comment for the agent (may be empty)");
  await takesKeys(page);
  await page.keyboard.press("d");
  await comment.fill("not during the day");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await logOf(page)).approvals).toHaveLength(1);
  expect([
    (await logOf(stopping.page)).approvals[0]?.answer,
    (await logOf(page)).approvals[0]?.answer,
  ]).toEqual([
    { kind: "deny-and-stop", comment: "" },
    { kind: "deny", comment: "not during the day" },
  ]);
});

test("an edit is checked before it can be approved", async () => {
  await using view = await world.page();
  const { page } = view;
  const card = paneCard(page);
  await card.waitFor();
  const field = card.getByLabel("Edit the command");
  await card.getByRole("button", { name: /^Edit/ }).click();
  const approve = card.getByRole("button", { name: "Approve edited" });
  await field.fill("systemctl\u200b restart nginx");
  await card.getByText("A zero width space would be sent.").waitFor();
  const refused = await approve.isDisabled();
  await field.fill("systemctl restart nginx");
  await expect.poll(() => approve.isEnabled()).toBe(true);
  await approve.click();
  await expect.poll(async () => (await logOf(page)).approvals).toHaveLength(1);
  expect([refused, (await logOf(page)).approvals[0]?.answer]).toEqual([
    true,
    { kind: "approve-edited", command: "systemctl restart nginx" },
  ]);
});

test("a long command is approved only after it was scrolled to its end", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    const [first] = fake.scene.approvals;
    const command = Array.from({ length: 60 }, (_, line) => `echo ${line}`).join("\n");
    if (first) {
      fake.scene.approvals = [
        { ...first, id: "appr-long", action: { kind: "run-shell", command } },
      ];
    }
    fake.sayAll();
  });
  const card = page.locator('[data-terminal] [data-approval="appr-long"]');
  await card.waitFor();
  await card.getByText("Scroll to the end to approve").waitFor();
  await card.focus();
  await takesKeys(page);
  await page.keyboard.press("a");
  await card.getByText("Scroll to the end of the command first.").waitFor({ state: "attached" });
  const before = (await logOf(page)).approvals;
  await card.getByRole("region", { name: "Command" }).evaluate((block) => {
    block.scrollTop = block.scrollHeight;
  });
  await card.getByText("Scroll to the end to approve").waitFor({ state: "detached" });
  await card.focus();
  await pressAnswer(page, "a");
  expect([before, (await logOf(page)).approvals[0]?.answer]).toEqual([[], { kind: "approve" }]);
});

test("what hides in a command is drawn", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(() => {
    const [first] = fake.scene.approvals;
    const command = "cat \u202etxt.sh\u200b";
    if (first) {
      fake.scene.approvals = [{ ...first, id: "appr-odd", action: { kind: "run-shell", command } }];
    }
    fake.sayAll();
  });
  const command = page.locator('[data-approval="appr-odd"]').first().getByRole("region");
  await command.waitFor();
  expect(await command.textContent()).toBe("cat ⟨U+202E⟩txt.sh⟨U+200B⟩");
});

test("a question that closes elsewhere leaves a notice at its pane", async () => {
  await using view = await world.page();
  const { page } = view;
  await paneCard(page).waitFor();
  await page.evaluate(() => {
    fake.scene.approvals = [];
    fake.sayAll();
  });
  const notice = page.locator("[data-terminal]").getByText(/not open any more/);
  await notice.waitFor();
  await page.locator("[data-terminal]").getByRole("button", { name: "Dismiss" }).click();
  await notice.waitFor({ state: "detached" });
});

test("where no card is on the screen the chord opens the tray and goes into the card there", async () => {
  await using view = await world.page();
  const { page } = view;
  await paneCard(page).waitFor();
  await page.getByRole("button", { name: "Hide the chat" }).click();
  await page.evaluate(() => {
    const [first] = fake.scene.approvals;
    if (first) {
      const target = { ...first.target, terminalId: null };
      fake.scene.approvals = [
        {
          ...first,
          id: "appr-new",
          action: { kind: "open-terminal", hostId: "host-db-1" },
          target,
        },
      ];
    }
    fake.sayAll();
  });
  await page.getByRole("button", { name: "1 approval waits" }).waitFor();
  // One waited before as well: the new one is in its place once the card at the pane has gone.
  await paneCard(page).waitFor({ state: "detached" });
  await page.keyboard.press(chord);
  await expect.poll(() => focusIsInCard(page)).toBe(true);
  await pressAnswer(page, "a");
  expect((await logOf(page)).approvals).toEqual([{ id: "appr-new", answer: { kind: "approve" } }]);
});
