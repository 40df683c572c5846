import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

/** Where the keys of somebody go who types on at once, however late main and the frames are. */
let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const composer = (page: Page) => page.getByLabel("Message to the agent");
const chat = (page: Page) => page.getByRole("complementary", { name: "Chat" });

test("the list of a choice takes keys in the moment it is seen", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.keyboard.press("Control+Shift+S");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  const theme = dialog.getByRole("combobox", { name: "Theme" });
  await expect.poll(() => theme.textContent()).toBe("Follow the system");
  await theme.focus();
  // A page that is too busy to draw a frame.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  for (const key of ["Enter", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await expect.poll(() => theme.textContent()).toBe("Light");
});

test("the palette runs what was named, not what only has the same letters", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("help");
  await page.getByRole("option", { name: "Help and shortcuts", selected: true }).waitFor();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("tab", { name: /^Help/, selected: true }).waitFor();
});

/** Sends each text with Enter and begins the next one, all before main can answer. */
const sendAtOnce = (page: Page, texts: string[], next: string) =>
  composer(page).evaluate(
    async (field, given) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
      const write = async (text: string) => {
        set?.call(field, text);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await Promise.resolve();
      };
      for (const text of given.texts) {
        await write(text);
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        await Promise.resolve();
      }
      await write(given.next);
    },
    { texts, next },
  );

test("what is typed while a message is on its way is the next one; what cannot be sent comes back", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "New conversation", exact: true }).click();
  await sendAtOnce(page, ["one", "two"], "three");
  await chat(page).getByRole("article", { name: "You" }).getByText("two").waitFor();
  const { sent } = await logOf(page);
  expect(sent.map(({ text }) => text)).toEqual(["one", "two"]);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(await composer(page).inputValue()).toBe("three");
  await page.evaluate(() => {
    fake.refuses = true;
  });
  await sendAtOnce(page, ["four"], "five");
  await chat(page).getByText("The audit could not be written").waitFor();
  await expect.poll(() => composer(page).inputValue()).toBe("four\nfive");
});

test("a terminal that opens while somebody writes elsewhere does not take the keyboard", async () => {
  await using view = await world.page();
  const { page } = view;
  const panes = page.getByRole("region", { name: "Terminal on db-1" });
  expect(await panes.count()).toBe(0);
  await page.locator('[data-host="host-db-1"]').evaluate((row, name) => {
    (row as HTMLElement).focus();
    row.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    document.querySelector<HTMLElement>(`[aria-label="${name}"]`)?.focus();
  }, "Message to the agent");
  await panes.locator(".xterm-rows").waitFor();
  await page.keyboard.type("hello");
  expect(await composer(page).inputValue()).toBe("hello");
});
