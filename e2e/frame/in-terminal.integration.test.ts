import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandMark } from "../../shared/command-mark.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import type { FakePlane } from "../../src-renderer/test/fake-plane.ts";
import { FrameWorld } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;
declare const plane: FakePlane;

/** The terminal of web-1 in the scene. */
const web = 1;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const pane = (page: Page) => page.locator(`[data-terminal-id="term-${web}"]`);
const print = (page: Page, text: string) =>
  page.evaluate(([on, what]) => plane.print(on, what), [web, text] as const);
const mark = (page: Page, what: CommandMark) =>
  page.evaluate(([on, said]) => plane.mark(on, said), [web, what] as const);
const typed = (page: Page) => page.evaluate((on) => plane.typed(on), web);
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const hasKeyboard = (page: Page) =>
  pane(page)
    .locator(".xterm-helper-textarea")
    .evaluate((element) => element === document.activeElement);
const screen = async (page: Page) =>
  (await pane(page).locator(".xterm-rows > div").allTextContents())
    .map((row) => row.replaceAll("\u00a0", " ").trimEnd())
    .join("\n");

async function atTerminal(theme: "dark" | "light" = "dark") {
  const view = await world.page({ theme });
  const { page } = view;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(`[data-tab="term-${web}"]`).click();
  await expect.poll(() => screen(page)).toContain("# ");
  await expect.poll(() => hasKeyboard(page)).toBe(true);
  return view;
}

const noon = new Date(2026, 10, 21, 12, 3).getTime();

/** A command as a shell with marks runs it. */
async function run(page: Page, command: string, output: string, exitCode: number, at = noon) {
  await print(page, "\x1b[32m$\x1b[0m ");
  await mark(page, { kind: "prompt" });
  await print(page, `${command}\r\n`);
  await mark(page, { kind: "start", at });
  await print(page, output);
  await mark(page, { kind: "end", exitCode, at: at + 200, startedAt: at });
}

const marks = (page: Page) => pane(page).locator(".command-mark:visible");

/** Chooses from the palette by the title of the action. */
async function fromPalette(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
}

test("find goes through the matches, counts them, says what is wrong with a pattern, and gives the keyboard back", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  await print(page, "\r\nError one\r\nerror two\r\nerrors three\r\n");
  await expect.poll(() => screen(page)).toContain("errors three");
  await page.keyboard.press("Control+Shift+F");
  const bar = pane(page).getByRole("search", { name: "Find in the terminal" });
  const count = bar.getByRole("status");
  await page.keyboard.type("errors");
  await expect.poll(() => count.textContent()).toBe("1 of 1");
  await page.keyboard.press("Backspace");
  await expect.poll(() => count.textContent()).toBe("3 of 3");
  await page.keyboard.press("Enter");
  await expect.poll(() => count.textContent()).toBe("2 of 3");
  await page.keyboard.press("Shift+Enter");
  await expect.poll(() => count.textContent()).toBe("3 of 3");
  await bar.getByRole("button", { name: "Match case" }).click();
  await expect.poll(() => count.textContent()).toBe("2 of 2");
  await bar.getByRole("button", { name: "Whole word" }).click();
  await expect.poll(() => count.textContent()).toBe("1 of 1");
  await bar.getByRole("button", { name: "Regular expression" }).click();
  await bar.getByRole("textbox").fill("err(or");
  await expect
    .poll(() => count.textContent())
    .toBe("Not a regular expression: unterminated group.");
  await bar.getByRole("textbox").fill("[eE]rror.*t");
  await bar.getByRole("button", { name: "Whole word" }).click();
  await expect.poll(() => count.textContent()).toBe("2 of 2");
  await bar.getByRole("textbox").fill("nowhere");
  await expect.poll(() => count.textContent()).toBe("nothing found");
  expect([await violations(page), await clipped(page)]).toEqual([[], []]);
  await bar.getByRole("textbox").focus();
  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
  await expect.poll(() => hasKeyboard(page)).toBe(true);
  expect([await typed(page), problems]).toEqual(["", []]);
});

test("the menu on the screen copies with colours and as text, and opens by the menu key, too", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await print(page, "\x1b[2J\x1b[H\x1b[1;31m<bold red>\x1b[0m plain");
  await expect.poll(() => screen(page)).toContain("plain");
  await page.keyboard.press("ContextMenu");
  const menu = page.getByRole("menu", { name: "Terminal’s text" });
  await menu.getByRole("menuitem", { name: "Copy as HTML" }).waitFor();
  expect(
    await menu.getByRole("menuitem", { name: /^Copy as HTML/ }).getAttribute("data-disabled"),
  ).toBe("");
  await menu.getByRole("menuitem", { name: "Select all" }).click();
  await menu.waitFor({ state: "detached" });
  const box = await pane(page).locator(".xterm-screen").boundingBox();
  await page.mouse.click((box?.x ?? 0) + 200, (box?.y ?? 0) + 100, { button: "right" });
  await menu.getByRole("menuitem", { name: "Copy as HTML" }).click();
  const flavours = () =>
    page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (await item?.getType(type))?.text();
      return item?.types.includes("text/html")
        ? [await read("text/plain"), await read("text/html")]
        : null;
    });
  await expect.poll(flavours).not.toBeNull();
  const [text, html] = (await flavours()) ?? [];
  expect(text?.trimEnd()).toBe("<bold red> plain");
  expect(html).toMatch(/<span style="color:[^"]*;font-weight:bold">&lt;bold red&gt;<\/span> plain/);
  await expect.poll(() => hasKeyboard(page)).toBe(true);
  expect(await typed(page)).toBe("");
});

test("each command has its mark; one goes from mark to mark, takes its output, and asks about it", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  await print(page, "\x1b[2J\x1b[H");
  await run(page, "true", "", 0);
  await run(page, "make  all", "password=hunter2\r\n```\r\nno rule\r\n", 3);
  await print(page, "\x1b[32m$\x1b[0m ");
  await mark(page, { kind: "prompt" });
  const titles = () =>
    marks(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).title));
  await expect
    .poll(titles)
    .toEqual([
      expect.stringMatching(/^exit 0, 0\.2 s, 12:03/),
      expect.stringMatching(/^exit 3, 0\.2 s, 12:03/),
    ]);
  const chosen = () =>
    pane(page).locator('.command-mark[data-chosen="true"]:visible').getAttribute("data-command");
  await page.keyboard.press("Control+<");
  await expect.poll(chosen).toBe("failed");
  await page.keyboard.press("Control+<");
  await expect.poll(chosen).toBe("ok");
  await page.keyboard.press("Control+<");
  await pane(page).getByText("No earlier command is marked.").waitFor();
  await page.keyboard.press("Control+>");
  await expect.poll(chosen).toBe("failed");
  await fromPalette(page, "Select the command’s output");
  await page.keyboard.press("Control+Shift+C");
  await expect.poll(() => clipboard(page)).toContain("no rule");
  expect((await clipboard(page)).trimEnd()).toBe("password=hunter2\n```\nno rule");
  await marks(page).nth(1).click();
  const menu = page.getByRole("menu", { name: "Command" });
  await menu.getByText("make  all").waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const composer = page.getByRole("textbox", { name: "Message to the agent" });
  await expect
    .poll(() => composer.inputValue())
    .toMatch(
      /^About this command on web-1 \(exit 3, 0\.2 s, 12:03.*\):\n````terminal output of web-1\n\$ make {2}all\npassword=\[redacted\]\n```\nno rule\n````\n\n$/,
    );
  await expect
    .poll(() => composer.evaluate((element) => element === document.activeElement))
    .toBe(true);
  expect(await page.evaluate(() => fake.log.sent)).toEqual([]);
  expect(problems).toEqual([]);
});

test("the palette and menus have the keyboard at once, and so has what is chosen there: keys typed ahead are not lost", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  await print(page, "\x1b[2J\x1b[H");
  await run(page, "make  all", "no rule\r\n", 3);
  await expect.poll(() => marks(page).count()).toBe(1);
  // As on a machine that is too busy to come to them: from here on no timer and no frame of the page is due.
  await page.evaluate(() => {
    window.setTimeout = (() => 0) as never;
    window.requestAnimationFrame = () => 0;
  });
  await fromPalette(page, "Select the command’s output");
  await page.keyboard.press("Control+Shift+C");
  await expect.poll(() => clipboard(page)).toContain("no rule");
  await fromPalette(page, "Menu of the command");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const composer = page.getByRole("textbox", { name: "Message to the agent" });
  await expect.poll(() => composer.inputValue()).toContain("$ make  all");
  await marks(page).click();
  await page.getByRole("menu", { name: "Command" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: /^Commands/ }).waitFor();
  expect([await typed(page), problems]).toEqual(["", []]);
});

test("marks that can still be placed are back after the screen was built anew; what is cleared has none", async () => {
  await using view = await atTerminal("light");
  const { page } = view;
  await run(page, "false", "oops\r\n", 1);
  await print(page, "$ ");
  await mark(page, { kind: "prompt" });
  await print(page, "sleep 9\r\n");
  await mark(page, { kind: "start", at: noon });
  const states = () =>
    marks(page).evaluateAll((all) => all.map((one) => one.getAttribute("data-command")));
  await expect.poll(states).toEqual(["failed", "running"]);
  await page.evaluate((on) => plane.repeat(on), web);
  await print(page, "again");
  await expect.poll(() => screen(page)).toContain("again");
  await expect.poll(states).toEqual(["failed", "running"]);
  await print(page, "\x1b[H\x1b[2J");
  await expect.poll(() => marks(page).count()).toBe(0);
});

test("from the chat to the lines of a run, however far above they are; where they are gone that is said", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  const link = page
    .getByRole("log")
    .getByRole("article", { name: /^run on web-1: (?!denied)/ })
    .first()
    .getByRole("button", { name: "run on web-1" });
  await link.click();
  await pane(page).getByText("The lines of this command are not here any more.").waitFor();
  const at = await page.evaluate(
    () => fake.scene.history.find(({ id }) => id === "run-1")?.startedAt ?? 0,
  );
  await run(page, "systemctl is-active nginx", "1284\r\n", 0, at);
  await print(
    page,
    `${Array.from({ length: 200 }, (_, line) => `later ${line}`).join("\r\n")} end`,
  );
  await expect.poll(() => screen(page)).toContain("later 199 end");
  expect(await screen(page)).not.toContain("is-active");
  await link.click();
  await expect.poll(() => screen(page)).toContain("is-active");
  const chosen = pane(page).locator('.command-mark[data-chosen="true"]:visible');
  await expect.poll(() => chosen.count()).toBe(1);
  await expect.poll(() => hasKeyboard(page)).toBe(true);
  expect(problems).toEqual([]);
});
