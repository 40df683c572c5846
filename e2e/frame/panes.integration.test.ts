import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import type { FakePlane } from "../../src-renderer/test/fake-plane.ts";
import { FrameWorld } from "../world/frame-world.ts";
import { violations } from "./page-checks.ts";

declare const fake: FakeMain;
declare const plane: FakePlane;

/** The terminals of the scene: on web-1, which is production, and on this computer. */
const web = 1;
const local = 2;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const pane = (page: Page, channel: number) => page.locator(`[data-terminal-id="term-${channel}"]`);
const tab = (page: Page, channel: number) => page.locator(`[data-tab="term-${channel}"]`);
const typed = (page: Page, channel: number) => page.evaluate((on) => plane.typed(on), channel);
const print = (page: Page, channel: number, text: string) =>
  page.evaluate(([on, what]) => plane.print(on, what), [channel, text] as const);
const layout = (page: Page) =>
  page.evaluate(() => JSON.stringify(fake.scene.settings.layout ?? null));
const hasKeyboard = (where: Locator) =>
  where.evaluate((element) => element.contains(document.activeElement));
const inUse = (page: Page, channel: number) =>
  expect.poll(() => hasKeyboard(pane(page, channel))).toBe(true);

async function box(page: Page, channel: number) {
  const found = await pane(page, channel).boundingBox();
  if (found === null) throw new Error(`terminal ${channel} is not on the screen`);
  return found;
}

/** Opens the page with the terminal of web-1 in use; nobody waits for an approval there. */
async function atTerminal() {
  const view = await world.page();
  const { page } = view;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => {
    fake.scene.approvals = [];
    fake.sayAll();
  });
  await tab(page, web).click();
  await inUse(page, web);
  return view;
}

/** The same with both terminals side by side: web-1 on the left. */
async function sideBySide() {
  const view = await atTerminal();
  await tab(view.page, local).click();
  await inUse(view.page, local);
  await choose(view.page, "Move right");
  await expect
    .poll(async () => (await box(view.page, local)).x - (await box(view.page, web)).x)
    .toBeGreaterThan(100);
  await inUse(view.page, local);
  return view;
}

async function choose(page: Page, item: string): Promise<void> {
  await page.keyboard.press("Control+Shift+M");
  await page.getByRole("menuitem", { name: item }).click();
}

async function openSettings(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name }).click();
  return page.getByRole("tabpanel", { name });
}

test("a terminal is named by F2, a double click or the menu, and an empty name is the host's", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  await tab(page, web).dblclick();
  const field = page.getByRole("textbox", { name: "Name of the terminal" });
  await field.fill("deploy");
  await page.keyboard.press("Enter");
  await expect.poll(() => tab(page, web).textContent()).toBe("deploy");
  await inUse(page, web);
  await choose(page, "Rename…");
  await field.fill("never");
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  await inUse(page, web);
  expect(await tab(page, web).textContent()).toBe("deploy");
  await page.locator(".dv-tab", { has: tab(page, web) }).focus();
  await page.keyboard.press("F2");
  await field.fill("");
  await page.keyboard.press("Enter");
  await expect.poll(() => tab(page, web).textContent()).toBe("web-1");
  expect([await typed(page, web), problems]).toEqual(["", []]);
});

test("a tab dragged to another group's edge keeps its terminal alive; keys move it on", async () => {
  await using view = await sideBySide();
  const { page, problems } = view;
  await pane(page, local)
    .locator(".xterm")
    .evaluate((element) => Object.assign(element, { mine: true }));
  const target = await box(page, web);
  await page.locator(".dv-tab", { has: tab(page, local) }).hover();
  await page.mouse.down();
  const bottom = [target.x + target.width / 2, target.y + target.height - 20] as const;
  await page.mouse.move(bottom[0], bottom[1] - 40, { steps: 4 });
  await page.mouse.move(...bottom, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => (await box(page, local)).y - (await box(page, web)).y)
    .toBeGreaterThan(100);
  const same = () =>
    pane(page, local)
      .locator(".xterm")
      .evaluate((element) => "mine" in element);
  expect(await same()).toBe(true);
  await tab(page, local).click();
  await inUse(page, local);
  await page.keyboard.type("a");
  await choose(page, "Move left");
  await expect
    .poll(async () => (await box(page, web)).x - (await box(page, local)).x)
    .toBeGreaterThan(100);
  await inUse(page, local);
  await page.keyboard.type("b");
  await page.keyboard.press("Control+Shift+J");
  await expect.poll(() => page.locator(".dv-groupview").count()).toBe(1);
  await inUse(page, local);
  await page.keyboard.type("c");
  await expect.poll(() => typed(page, local)).toBe("abc");
  expect([await same(), problems]).toEqual([true, []]);
});

test("a window that is loaded again has its groups, sizes, zoom and terminal in use; one that is gone leaves no hole", async () => {
  await using view = await sideBySide();
  const { page, problems } = view;
  const before = (await box(page, web)).width;
  const sash = page.locator(".dv-sash.dv-enabled").first();
  const edge = await sash.boundingBox();
  await sash.hover();
  await page.mouse.down();
  await page.mouse.move((edge?.x ?? 0) - 120, (edge?.y ?? 0) + 200, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => before - (await box(page, web)).width).toBeGreaterThan(115);
  const left = (await box(page, web)).width;
  await page.keyboard.press("Control+Shift+Z");
  await expect.poll(async () => (await box(page, local)).width).toBeGreaterThan(left * 2);
  await expect.poll(() => layout(page)).toContain("maximizedNode");
  await page.reload();
  await expect
    .poll(async () => (await pane(page, local).boundingBox())?.width)
    .toBeGreaterThan(left * 2);
  await page.keyboard.press("Control+Shift+Z");
  await expect.poll(async () => Math.abs((await box(page, web)).width - left)).toBeLessThan(3);
  await inUse(page, local);
  // A third one, which this main will not know after the next load.
  await page.keyboard.press("Control+Shift+O");
  await expect.poll(() => page.locator(".dv-groupview").count()).toBe(3);
  const height = (await box(page, web)).height;
  await expect.poll(() => layout(page)).toContain("term-101");
  await page.reload();
  await expect.poll(() => page.locator(".dv-groupview").count()).toBe(2);
  await expect.poll(async () => Math.abs((await box(page, local)).height - height)).toBeLessThan(3);
  expect(problems).toEqual([]);
});

test("a terminal whose shell is gone says so in its place, under its name, with a button for a new one", async () => {
  await using view = await atTerminal();
  const { page } = view;
  await page.evaluate(() => {
    const gone = {
      state: "lost",
      stateReason: "The shell ended with Fairlead.",
      remedy: "new-shell",
      name: "old",
    } as const;
    const [first] = fake.scene.terminals.filter(({ channel }) => channel === 1);
    if (first !== undefined) fake.sayTerminal({ ...first, ...gone });
  });
  await pane(page, web).getByText("The shell ended with Fairlead.").waitFor();
  await expect.poll(() => tab(page, web).textContent()).toContain("old");
  await pane(page, web).getByRole("button", { name: "New shell here" }).click();
  await expect.poll(() => page.evaluate(() => fake.log.calls)).toContain("new shell term-1");
});

test("what is typed goes to the chosen panes on the screen, production only where it was ticked, until it is stopped", async () => {
  await using view = await sideBySide();
  const { page, problems } = view;
  await page.keyboard.press("Control+Shift+G");
  const dialog = page.getByRole("dialog", { name: "Broadcast input" });
  const production = dialog.getByRole("checkbox", { name: /web-1.*PRODUCTION/ });
  expect(await production.isChecked()).toBe(false);
  expect(await dialog.getByRole("checkbox", { name: /This computer/ }).isChecked()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await production.check();
  await dialog.getByRole("button", { name: "Broadcast to 2 panes" }).click();
  for (const channel of [web, local]) {
    await pane(page, channel).getByText("broadcast · 2 panes").waitFor();
  }
  await inUse(page, local);
  await page.keyboard.type("ls");
  await page.keyboard.press("ArrowUp");
  for (const channel of [web, local]) {
    await expect.poll(() => typed(page, channel)).toBe("ls\x1b[A");
  }
  // An answer to a query is the terminal's own.
  await print(page, local, "\x1b[6n");
  await expect.poll(() => typed(page, local)).toMatch(/R$/);
  expect(await typed(page, web)).toBe("ls\x1b[A");
  await page.evaluate(() => navigator.clipboard.writeText("one\ntwo"));
  await page.keyboard.press("Control+Shift+V");
  await page.getByRole("dialog", { name: "Paste 2 lines into This computer and web-1?" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => typed(page, web)).toBe("ls\x1b[Aone\rtwo");
  await expect.poll(() => typed(page, local)).toMatch(/Rone\rtwo$/);
  // Zoomed away, a pane gets nothing and that is said.
  await page.keyboard.press("Control+Shift+Z");
  await page.getByText("broadcast · 1 of 2 panes: web-1 not on the screen").waitFor();
  await page.keyboard.type("x");
  await expect.poll(() => typed(page, local)).toMatch(/x$/);
  await page.keyboard.press("Control+Shift+Z");
  await page.getByRole("status").getByText("broadcast · 2 panes").waitFor();
  await inUse(page, local);
  await page.keyboard.press("Control+Shift+Escape");
  await page.getByText("broadcast ·").first().waitFor({ state: "detached" });
  await page.keyboard.type("y");
  await expect.poll(() => typed(page, local)).toMatch(/xy$/);
  expect([await typed(page, web), problems]).toEqual(["ls\x1b[Aone\rtwo", []]);
});

test("while a pane asks for a secret, what is typed or pasted waits until the person says who gets it", async () => {
  await using view = await sideBySide();
  const { page } = view;
  for (const channel of [web, local]) await tab(page, channel).click();
  await choose(page, "Broadcast input here, too");
  await tab(page, web).click();
  await inUse(page, web);
  await choose(page, "Broadcast input here, too");
  await inUse(page, web);
  await print(page, local, "\r\n[sudo] password for ada: ");
  await expect
    .poll(() => pane(page, local).locator(".xterm-rows").textContent())
    .toContain("password");
  await page.keyboard.type("h");
  const dialog = page.getByRole("dialog", { name: "Type this into 2 panes?" });
  await dialog.getByText("This computer asks for a secret").waitFor();
  expect([await typed(page, web), await typed(page, local)]).toEqual(["", ""]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await inUse(page, web);
  await page.evaluate(() => navigator.clipboard.writeText("hunter"));
  await page.keyboard.press("Control+Shift+V");
  await dialog.getByRole("button", { name: "All 2 panes" }).click();
  await expect.poll(() => typed(page, local)).toBe("hunter");
  await inUse(page, web);
  await page.keyboard.type("2");
  for (const channel of [web, local]) {
    await expect.poll(() => typed(page, channel)).toBe("hunter2");
  }
  await pane(page, local).getByRole("button", { name: "broadcast · 2 panes" }).click();
  await pane(page, web).getByText("broadcast · 1 pane", { exact: true }).waitFor();
});

test("a shortcut is changed, refused where a shell uses it, taken from another, and shown everywhere as it is now", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  const panel = await openSettings(page, "Shortcuts");
  const row = (id: string) => panel.locator(`[data-shortcut="${id}"]`);
  await row("split-right").getByRole("button", { name: "Change" }).click();
  await page.keyboard.press("Control+r");
  await row("split-right").getByText("Ctrl+R: Ctrl with a letter belongs to the shell.").waitFor();
  await page.keyboard.press("Control+Shift+O");
  await row("split-right").getByText("Ctrl+Shift+O is “Split down”.").waitFor();
  await row("split-right").getByRole("button", { name: "Use it here" }).click();
  await row("split-down").getByText("none").waitFor();
  await row("split-right").getByText("Ctrl+Shift+O").waitFor();
  await row("zoom-terminal").getByRole("button", { name: "Remove the shortcut" }).click();
  await row("zoom-terminal").getByText("none").waitFor();
  await expect
    .poll(() => page.evaluate(() => fake.scene.settings.shortcuts))
    .toEqual({ "split-right": "Mod+Shift+O", "split-down": null, "zoom-terminal": null });
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Split right" }).hover();
  await page.locator(".tooltip", { hasText: "Ctrl+Shift+O" }).waitFor();
  await tab(page, web).click();
  await inUse(page, web);
  await page.keyboard.press("Control+Shift+O");
  await expect.poll(() => page.locator(".dv-groupview").count()).toBe(2);
  await openSettings(page, "Shortcuts");
  await row("split-down").getByRole("button", { name: "Reset" }).click();
  await row("split-right").getByText("none").waitFor();
  await panel.getByRole("button", { name: "Reset all" }).click();
  await row("split-right").getByText("Ctrl+Shift+E").waitFor();
  expect(problems).toEqual([]);
});

test("themes, own ones among them, font and its size show at once; zoom keys work in a terminal only", async () => {
  await using view = await atTerminal();
  const { page, problems } = view;
  const ground = () =>
    pane(page, web)
      .locator(".terminal-screen")
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  await page.evaluate(() => {
    const hues = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
    const bright = hues.map((hue) => `bright${hue[0]?.toUpperCase()}${hue.slice(1)}`);
    const ink = Object.fromEntries([...hues, ...bright].map((name) => [name, "#c0ffee"]));
    const colours = { background: "#203040", foreground: "#ffffff", ...ink } as never;
    fake.scene.themes.themes = [{ id: "own:sea", name: "Sea", kind: "dark", colours }];
    fake.scene.themes.problems = ["bad.json: colours.red: give a colour as #rrggbb."];
  });
  const panel = await openSettings(page, "Terminals");
  await panel.getByText("bad.json: colours.red").waitFor();
  await panel.getByRole("combobox", { name: "Theme when dark" }).click();
  await page.getByRole("option", { name: "Sea" }).click();
  await expect.poll(ground).toBe("rgb(32, 48, 64)");
  const preview = panel.locator(".terminal-preview").first();
  await expect
    .poll(() => preview.evaluate((element) => element.style.background))
    .toBe("rgb(32, 48, 64)");
  await panel.getByLabel("Font", { exact: true }).fill("No Such Font");
  await panel.getByText("Not installed here.").waitFor();
  await panel.getByLabel("Line height").fill("150");
  await page.keyboard.press("Enter");
  const rowHeight = () =>
    pane(page, web)
      .locator(".xterm-rows > div")
      .first()
      .evaluate((row) => row.getBoundingClientRect().height);
  await expect.poll(rowHeight).toBeGreaterThan(22);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const size = () => page.evaluate(() => fake.scene.settings.appearance.terminalFontSize);
  await tab(page, web).click();
  await inUse(page, web);
  await page.keyboard.press("Control+=");
  await page.keyboard.press("Control+=");
  await expect.poll(size).toBe(15);
  await page.keyboard.press("Control+-");
  await expect.poll(size).toBe(14);
  await page.keyboard.press("Control+0");
  await expect.poll(size).toBe(13);
  // The shell's own, as before: Ctrl+_ is undo there.
  await page.keyboard.press("Control+Shift+_");
  await expect.poll(() => typed(page, web)).toBe("\x1f");
  await page.getByRole("textbox", { name: "Message" }).focus();
  await page.keyboard.press("Control+=");
  expect([await size(), problems]).toEqual([13, []]);
});

test("in screen reader mode the rows of a terminal are in the accessibility tree", async () => {
  await using view = await atTerminal();
  const { page } = view;
  const panel = await openSettings(page, "Terminals");
  await panel.getByRole("switch", { name: "Screen reader mode" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const rows = pane(page, web).getByRole("list").getByRole("listitem");
  await rows.filter({ hasText: "no live upstreams" }).first().waitFor();
});

test("a host's colour is a bar beside its name on tab, pane and list; groups and tags give theirs", async () => {
  await using view = await atTerminal();
  const { page } = view;
  const panel = await openSettings(page, "Terminals");
  await panel.getByRole("combobox", { name: "Colour of group production" }).click();
  await page.getByRole("option", { name: "Teal" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const row = page.locator('[data-host="host-web-1"]');
  const colours = async () =>
    await Promise.all(
      [tab(page, web), pane(page, web), row].map((where) => where.getAttribute("data-colour")),
    );
  await expect.poll(colours).toEqual(["teal", "teal", "teal"]);
  await row.hover();
  await page.getByRole("button", { name: "Actions for web-1" }).click();
  await page.getByRole("menuitem", { name: "Edit…" }).click();
  await page.getByRole("combobox", { name: "Colour" }).click();
  await page.getByRole("option", { name: "None" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(colours).toEqual([null, null, null]);
});
