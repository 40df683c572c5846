import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import type { FakePlane } from "../../src-renderer/test/fake-plane.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;
declare const plane: FakePlane;

/** The terminals of the scene: on web-1 and on this computer. */
const web = 1;
const local = 2;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const pane = (page: Page, channel: number) => page.locator(`[data-terminal-id="term-${channel}"]`);
const tab = (page: Page, channel: number) => page.locator(`[data-tab="term-${channel}"]`);
const print = (page: Page, channel: number, text: string) =>
  page.evaluate(([on, what]) => plane.print(on, what), [channel, text] as const);
const typed = (page: Page, channel: number) => page.evaluate((on) => plane.typed(on), channel);
/** The page has said that it does not want what this terminal prints. */
const isLeftAlone = (page: Page, channel: number) =>
  expect.poll(() => page.evaluate((on) => plane.isAttached(on), channel)).toBe(false);

async function screen(page: Page, channel: number): Promise<string> {
  const rows = await pane(page, channel).locator(".xterm-rows > div").allTextContents();
  return rows.map((row) => row.replaceAll("\u00a0", " ").trimEnd()).join("\n");
}

/** Where the second letter of the row with this text is on the page; the rows themselves take no clicks. */
async function pointAt(page: Page, channel: number, text: string): Promise<[number, number]> {
  const row = pane(page, channel).locator(".xterm-rows > div", { hasText: text });
  const box = await row.boundingBox();
  if (box === null) throw new Error(`${text} is not on the screen`);
  return [box.x + 12, box.y + box.height / 2];
}

/** Opens the page with the terminal of web-1 in use and a shell's line editor in it. */
async function atTerminal() {
  const view = await world.page();
  const { page } = view;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await tab(page, web).click();
  await print(page, web, "\x1b[?2004hls");
  await expect.poll(() => screen(page, web)).toContain("# ls");
  await expect.poll(() => hasKeyboard(pane(page, web))).toBe(true);
  return view;
}

const hasKeyboard = (where: Locator) =>
  where.evaluate((element) => element.contains(document.activeElement));

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((what) => navigator.clipboard.writeText(what), text);
  await page.keyboard.press("Control+Shift+V");
}

test("a part of a line is pasted at once, several lines are shown first, and ESC is never pasted", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  await paste(page, "echo one");
  await expect.poll(() => typed(page, web)).toBe("\x1b[200~echo one\x1b[201~");
  await paste(page, "echo two\necho \x1b[201~three\n");
  const dialog = page.getByRole("dialog", { name: "Paste 2 lines into web-1?" });
  await dialog.getByText("1 control character was taken out").waitFor();
  expect(await typed(page, web)).not.toContain("two");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => typed(page, web))
    .toBe("\x1b[200~echo one\x1b[201~\x1b[200~echo two\recho [201~three\r\x1b[201~");
  await expect.poll(() => hasKeyboard(pane(page, web))).toBe(true);
  const before = await typed(page, web);
  await paste(page, "a\n  b\n");
  await page.getByRole("button", { name: "Paste as one line" }).click();
  await expect.poll(() => typed(page, web)).toBe(`${before}\x1b[200~a b\x1b[201~`);
  await expect.poll(() => hasKeyboard(pane(page, web))).toBe(true);
  await paste(page, "x\n\x1b[2Jy\t!");
  await page.getByRole("dialog").locator(".sign", { hasText: "ESC" }).waitFor();
  await page.getByRole("dialog").locator(".visible").selectText();
  await page.keyboard.press("Control+C");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("x\n\x1b[2Jy\t!");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect([await typed(page, web), problems]).toEqual([`${before}\x1b[200~a b\x1b[201~`, []]);
});

test("Ctrl+C and Ctrl+V are the shell's; Ctrl+Shift+C copies what is selected", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await print(page, web, "\r\ncopy-me-please\r\n");
  await expect.poll(() => screen(page, web)).toContain("copy-me-please");
  await page.mouse.dblclick(...(await pointAt(page, web, "copy-me-please")));
  await page.keyboard.press("Control+Shift+C");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("copy-me-please");
  await page.keyboard.press("Control+C");
  await page.keyboard.press("Control+V");
  await expect.poll(() => typed(page, web)).toBe("\x03\x16");
});

test("what a host prints reaches neither the clipboard nor the shell, but a live query is answered", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  const tricks = [
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]52;c;?\x07",
    "\x1b]0;id\x07\x1b[21t\x1b[20t",
    "\x1b[14t\x1b[18t\x1b[8;50;50t",
    "\x05\x1bP+q544e\x1b\\\x1b[>q\x1b]l;id\x07\x1b]50;?\x07\x1b]1337;ReportVariable=aWQ=\x07",
  ];
  await print(page, web, `${tricks.join("")} tricked`);
  await expect.poll(() => screen(page, web)).toContain("tricked");
  expect([
    await typed(page, web),
    await page.evaluate(() => navigator.clipboard.readText()),
  ]).toEqual(["", "mine"]);
  await print(page, web, "\x1b[6n");
  await expect.poll(() => typed(page, web)).toMatch(/^.\[\d+;\d+R$/);
});

test("a link asks before it is opened, one that is not http does nothing", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await page.evaluate(() => {
    Object.assign(window, {
      open: (...given: unknown[]) => Object.assign(window, { opened: given }),
    });
  });
  const osc8 = (address: string, text: string) => `\x1b]8;;${address}\x1b\\${text}\x1b]8;;\x1b\\`;
  await print(page, web, `\x1b[2J\x1b[Hhttps://example.org/plain\r\n`);
  await print(page, web, `${osc8("javascript:alert(1)", "a-script")}\r\n`);
  await print(page, web, `${osc8("https://elsewhere.example/", "a-name")}\r\n`);
  await expect.poll(() => screen(page, web)).toContain("a-name");
  const click = async (text: string) => {
    const [x, y] = await pointAt(page, web, text);
    await page.mouse.move(x - 2, y);
    await page.mouse.move(x, y);
    // The pointer changes once the emulator has found the link.
    if (text !== "a-script") await pane(page, web).locator(".xterm-cursor-pointer").waitFor();
    await page.mouse.click(x, y);
  };
  const dialog = page.getByRole("dialog", { name: "Open this link in the browser?" });
  await click("a-script");
  await click("a-name");
  await dialog.getByText("leads to elsewhere.example").waitFor();
  await dialog.getByText("It is shown as “a-name”.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await click("example.org");
  await dialog.getByText("leads to example.org").waitFor();
  expect(await dialog.textContent()).not.toContain("It is shown as");
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  const opened = () => page.evaluate(() => (window as { opened?: unknown }).opened);
  await expect.poll(opened).toEqual(["https://example.org/plain", "_blank", "noopener,noreferrer"]);
});

test("a terminal behind another one parses nothing, has everything when it is shown, and answers nothing old", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await tab(page, local).click();
  await expect.poll(() => screen(page, local)).toContain("# ");
  await isLeftAlone(page, web);
  await print(page, web, "\r\nwhile it was hidden \x1b[6n");
  await print(page, local, "\r\nshown");
  await expect.poll(() => screen(page, local)).toContain("shown");
  expect(await screen(page, web)).not.toContain("while it was hidden");
  await tab(page, web).click();
  await expect.poll(() => screen(page, web)).toContain("while it was hidden");
  await page.keyboard.type("x");
  await expect.poll(() => typed(page, web)).toBe("x");
});

test("what is typed while a terminal gets again what it has printed is not lost", async () => {
  await using view = await atTerminal();
  const { page } = view;
  // As on a machine that comes to its timers late: what is printed is parsed in pieces, a timer between them.
  await page.evaluate((on) => {
    const real = window.setTimeout.bind(window);
    window.setTimeout = ((act: () => void, ms = 0) => real(act, ms + 200)) as typeof setTimeout;
    plane.repeat(on);
  }, web);
  await page.keyboard.type("abcdefgh", { delay: 20 });
  await expect.poll(() => screen(page, web)).toContain("abcdefgh");
  expect(await typed(page, web)).toBe("abcdefgh");
});

test("panes are split, zoomed and walked by keys; what is zoomed away parses nothing", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  await page.keyboard.press("Control+Shift+E");
  // The new one, not the one that has the keyboard until it is there.
  const made = page.locator(
    `[data-terminal-id][data-focused="true"]:not([data-terminal-id="term-${web}"])`,
  );
  await expect.poll(() => hasKeyboard(made)).toBe(true);
  const right = Number((await made.getAttribute("data-terminal-id"))?.slice("term-".length));
  const [first, second] = [await pane(page, web).boundingBox(), await made.boundingBox()];
  expect(second?.x).toBeGreaterThanOrEqual((first?.x ?? 0) + (first?.width ?? 0));
  await page.keyboard.press("Control+Shift+Z");
  await expect
    .poll(async () => (await pane(page, right).boundingBox())?.width)
    .toBeGreaterThan((second?.width ?? 0) * 1.8);
  await isLeftAlone(page, web);
  await print(page, web, "\r\nzoomed away");
  await print(page, right, "\r\nlooked at");
  await expect.poll(() => screen(page, right)).toContain("looked at");
  expect(await screen(page, web)).not.toContain("zoomed away");
  await page.keyboard.press("Control+Shift+Z");
  await expect.poll(() => screen(page, web)).toContain("zoomed away");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect.poll(() => hasKeyboard(pane(page, web))).toBe(true);
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(fake.scene.settings.layout)))
    .toContain(`term-${right}`);
  expect(problems).toEqual([]);
});

test("a terminal that somebody else opens gets a tab and leaves the keyboard where it is", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await page.evaluate(() => {
    const [first] = fake.scene.terminals;
    if (first !== undefined)
      fake.sayTerminal({ ...first, id: "term-9", panel: "term-9", channel: 9 });
  });
  await tab(page, 9).waitFor();
  await page.keyboard.type("y");
  await expect.poll(() => typed(page, web)).toBe("y");
});

test("closing asks while a command runs, and closes at once where none does", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await page.evaluate(() => {
    const [first] = fake.scene.terminals;
    if (first === undefined) return;
    fake.sayTerminal({ ...first, running: { runId: null, command: "sleep 100" } });
  });
  await pane(page, web).locator(".pane-header").getByText("sleep 100").waitFor();
  await page.keyboard.press("Control+Shift+W");
  const dialog = page.getByRole("alertdialog", { name: "Close this terminal on web-1?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => hasKeyboard(pane(page, web))).toBe(true);
  await tab(page, local).hover();
  await tab(page, local).locator("[data-close]").click();
  await tab(page, local).waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+W");
  await dialog.getByRole("button", { name: "Close terminal" }).click();
  await page.getByRole("button", { name: "Open a local shell" }).waitFor();
});

for (const [state, more, words, button, call] of [
  ["reconnecting", { nextTryAt: 12_400, remedy: "now" }, " not attached", "Now", "reconnect"],
  ["not-attached", { remedy: "reconnect" }, " not attached", "Reconnect", "reconnect"],
  ["lost", { remedy: "new-shell" }, " lost", "New shell here", "new shell"],
  ["closed", { remedy: "new-shell" }, " closed", "New shell here", "new shell"],
] as const) {
  test(`a terminal that is ${state} is dimmed, says why, and offers what can be done about it`, async () => {
    await using view = await atTerminal();
    const { page } = view;
    await page.evaluate(
      ([name, rest]) => {
        const [first] = fake.scene.terminals;
        if (first === undefined) return;
        const nextTryAt = "nextTryAt" in rest ? Date.now() + rest.nextTryAt : null;
        const reason = { stateReason: "The connection was lost." };
        fake.sayTerminal({ ...first, ...reason, ...rest, state: name, nextTryAt });
      },
      [state, more] as const,
    );
    const header = pane(page, web).locator(".pane-header");
    await pane(page, web).getByText("The connection was lost.").waitFor();
    const dimmed = await pane(page, web)
      .locator(".pane-screen")
      .evaluate((element) => Number(getComputedStyle(element).opacity));
    expect([await header.locator(".pane-state").textContent(), dimmed < 0.8]).toEqual([
      words,
      true,
    ]);
    const countdown = await header.locator(".pane-next-try").allTextContents();
    expect(countdown.join()).toMatch(state === "reconnecting" ? /^next try in 1\d s$/ : /^$/);
    // By keyboard alone.
    await pane(page, web).getByRole("button", { name: button, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await logOf(page)).calls).toContain(`${call} term-1`);
  });
}

test("a program may ask for the clipboard where that is allowed; nothing is put there before the click, nothing is read", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const write = (text: string) =>
    print(page, web, `\x1b]52;c;${Buffer.from(text).toString("base64")}\x07`);
  const request = pane(page, web).getByRole("region", { name: "Clipboard" });
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  await write("off by default");
  await print(page, web, "\r\nprinted");
  await expect.poll(() => screen(page, web)).toContain("printed");
  expect(await request.count()).toBe(0);
  await page.evaluate(() => {
    fake.scene.settings.approvals.hostClipboard = "ask";
    fake.sayAll();
  });
  await expect
    .poll(async () => {
      if ((await request.count()) === 0) await write("first\u202e one");
      return await request.count();
    })
    .toBe(1);
  await write("second");
  await print(page, web, "\x1b]52;c;?\x07 asked");
  await expect.poll(() => screen(page, web)).toContain("asked");
  expect(await request.textContent()).toContain("A program on web-1 wants to put this");
  expect(await request.textContent()).toMatch(/first.+one/);
  expect([await clipboard(), await hasKeyboard(pane(page, web)), await typed(page, web)]).toEqual([
    "mine",
    true,
    "",
  ]);
  await page.keyboard.type("\r");
  await expect.poll(() => typed(page, web)).toBe("\r");
  expect(await request.count()).toBe(1);
  await expect
    .poll(async () => {
      if ((await request.count()) === 1)
        await request.getByRole("button", { name: "Copy" }).click();
      return await clipboard();
    })
    .toBe("first\u202e one");
  await write("third");
  await request.getByText("third").waitFor();
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("wants on your clipboard");
  await page.getByRole("option", { name: "Go to what a program wants" }).waitFor();
  await page.keyboard.press("Enter");
  const ignore = request.getByRole("button", { name: "Ignore" });
  await expect.poll(() => hasKeyboard(ignore)).toBe(true);
  await expect
    .poll(async () => {
      if ((await request.count()) === 1) await page.keyboard.press("Enter");
      return await request.count();
    })
    .toBe(0);
  await expect.poll(() => hasKeyboard(pane(page, web))).toBe(true);
  expect(await typed(page, web)).toBe("\r");
  await write("again and again");
  await print(page, web, "\r\nquiet");
  await expect.poll(() => screen(page, web)).toContain("quiet");
  expect([await request.count(), await clipboard(), problems]).toEqual([0, "first\u202e one", []]);
});
