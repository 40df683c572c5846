import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import type { FakePlane } from "../../src-renderer/test/fake-plane.ts";
import { FrameWorld } from "../world/frame-world.ts";

declare const fake: FakeMain;
declare const plane: FakePlane;

/** Two terminals on this computer, tabs of one group, of the same size. */
const hidden = 2;
const watched = 9;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const pane = (page: Page, channel: number) => page.locator(`[data-terminal-id="term-${channel}"]`);
const print = (page: Page, channel: number, text: string) =>
  page.evaluate(([on, what]) => plane.print(on, what), [channel, text] as const);
const typed = (page: Page, channel: number) => page.evaluate((on) => plane.typed(on), channel);
const textOf = (page: Page, channel: number) =>
  pane(page, channel).locator(".xterm-rows").textContent();

async function show(page: Page, channel: number): Promise<void> {
  await page.locator(`[data-tab="term-${channel}"]`).click();
  await expect
    .poll(() => pane(page, channel).evaluate((place) => place.contains(document.activeElement)))
    .toBe(true);
}

/** More lines than are kept, in colours and of mixed width; `name` marks the last one. */
const past = (name: string): string => {
  const lines = Array.from({ length: 10_200 }, (_, at) => `\x1b[${31 + (at % 6)}m${at} é漢`);
  return `\r\n${lines.join("\r\n")}\r\n${name}`;
};

/** Cursor keys, bracketed paste, a scroll region, a pen and a cursor in the middle of the screen. */
const modes = "\x1b[?1h\x1b[?2004h\x1b[3;12r\x1b[1;4;35m\x1b[9;7H";

/** What is drawn once nothing of it changes any more: rows and scroll bar come in different frames. */
function settledPicture(page: Page, channel: number) {
  return pane(page, channel).evaluate(async (place) => {
    const look = () => ({
      // Hundredths of a pixel between letters depend on the size an emulator was made with.
      rows: [...place.querySelectorAll(".xterm-rows > div")].map((row) =>
        row.innerHTML.replaceAll(/ style="letter-spacing: [^"]*"/g, ""),
      ),
      slider: place.querySelector<HTMLElement>(".scrollbar.vertical .slider")?.style.cssText,
    });
    let last = look();
    for (let same = 0; same < 30; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = look();
      same = JSON.stringify(now) === JSON.stringify(last) ? same + 1 : 0;
      last = now;
    }
    return last;
  });
}

/** All of a terminal that can be seen or felt: what is drawn with cursor and scroll bar, all its text, what keys send. */
async function everythingOf(page: Page, channel: number) {
  await show(page, channel);
  const drawn = await settledPicture(page, channel);
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("Select all of the terminal");
  await page.keyboard.press("Enter");
  await show(page, channel);
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await page.keyboard.press("Control+Shift+C");
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).not.toBe("nothing yet");
  const text = await clipboard();
  const before = await typed(page, channel);
  await page.keyboard.press("ArrowUp");
  await page.evaluate(() => navigator.clipboard.writeText("pasted"));
  await page.keyboard.press("Control+Shift+V");
  await expect.poll(() => typed(page, channel)).toContain("\x1b[201~");
  return { ...drawn, text, keys: (await typed(page, channel)).slice(before.length) };
}

test("a terminal that was given up while it was hidden comes back as if it had never been hidden", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((channel) => {
    const [, first] = fake.scene.terminals;
    const id = `term-${channel}` as const;
    if (first !== undefined) fake.sayTerminal({ ...first, id, panel: id, channel });
  }, watched);
  await show(page, hidden);
  await print(page, hidden, past("first-part"));
  await expect.poll(() => textOf(page, hidden)).toContain("first-part");
  // From here on a minute passes at once.
  await page.evaluate(() => {
    const real = window.setTimeout.bind(window);
    const hurried = (task: () => void, ms?: number) => real(task, ms === 60_000 ? 0 : ms);
    Object.assign(window, { setTimeout: hurried });
  });
  await show(page, watched);
  const screenOfHidden = pane(page, hidden).locator(".terminal-screen > *");
  await expect.poll(() => screenOfHidden.count()).toBe(0);
  await print(page, hidden, `${modes}while-hidden`);
  await print(page, watched, past("first-part"));
  await print(page, watched, `${modes}while-hidden`);
  await expect.poll(() => textOf(page, watched)).toContain("while-hidden");
  const neverHidden = await everythingOf(page, watched);
  await show(page, hidden);
  await expect.poll(() => textOf(page, hidden)).toContain("while-hidden");
  const rebuilt = await everythingOf(page, hidden);
  expect(rebuilt).toEqual(neverHidden);
  expect(rebuilt.keys).toBe("\x1bOA\x1b[200~pasted\x1b[201~");
  expect(rebuilt.text.split("\n").length).toBeGreaterThan(10_000);
  expect(problems).toEqual([]);
});

test("in a frame in which lines scroll each row is made once, and the scroll bar is at the end after it", async () => {
  await using view = await world.page();
  const { page } = view;
  await show(page, hidden);
  await expect.poll(() => textOf(page, hidden)).toContain("# ");
  const counting = pane(page, hidden)
    .locator(".xterm-rows")
    .evaluateHandle((rows) => {
      const frames = new Map<unknown, Map<Node, number>>();
      new MutationObserver((records) => {
        const frame = document.timeline.currentTime;
        const made = frames.get(frame) ?? new Map<Node, number>();
        frames.set(frame, made);
        for (const { target } of records) made.set(target, (made.get(target) ?? 0) + 1);
      }).observe(rows, { childList: true, subtree: true });
      return {
        // In every frame: the focus or a size that settles may draw once more in one of them.
        usually: () => Math.min(...[...frames.values()].map((made) => Math.max(...made.values()))),
      };
    });
  const counted = await counting;
  await print(page, hidden, past("all-of-it"));
  await expect.poll(() => textOf(page, hidden)).toContain("all-of-it");
  expect(await counted.evaluate(({ usually }) => usually())).toBe(1);
  const below = () =>
    pane(page, hidden).evaluate((place) => {
      const bottomOf = (part: string) =>
        place.querySelector(part)?.getBoundingClientRect().bottom ?? Number.NaN;
      return Math.abs(bottomOf(".scrollbar.vertical") - bottomOf(".scrollbar.vertical .slider"));
    });
  await expect.poll(below).toBeLessThan(2);
});

test("a flood is drawn a few times a second, and its last line without waiting", async () => {
  await using view = await world.page();
  const { page } = view;
  await show(page, hidden);
  await expect.poll(() => textOf(page, hidden)).toContain("# ");
  const drawn = await pane(page, hidden)
    .locator(".xterm-rows")
    .evaluate(
      (rows, channel) =>
        new Promise<{ frames: number; milliseconds: number }>((resolve) => {
          const frames: number[] = [];
          new MutationObserver(() => {
            const at = Number(document.timeline.currentTime);
            if (frames.at(-1) !== at) frames.push(at);
            if (!rows.textContent?.includes("last-of-the-flood")) return;
            resolve({ frames: frames.length, milliseconds: at - (frames[0] ?? at) });
          }).observe(rows, { childList: true, subtree: true, characterData: true });
          const line = "\x1b[31mred \x1b[32mgreen é漢 and a few words more to fill a line\r\n";
          for (let piece = 0; piece < 150; piece += 1) plane.print(channel, line.repeat(1_000));
          plane.print(channel, "last-of-the-flood");
        }),
      hidden,
    );
  // Some are drawn before it counts as a flood. Without being held back a frame follows every batch of 20 ms.
  expect(drawn.frames).toBeLessThan(6 + drawn.milliseconds / 80);
});
