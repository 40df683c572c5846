import { expect, type Locator, type Page } from "@playwright/test";
import { LocalTarget } from "../src-main/targets/local-target.ts";
import { test } from "./journey.ts";
import { approve, cardAt, commandOn } from "./steps/approval.ts";
import { ask, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { expectOnScreen, openLocalShell, screenOf, typeLine } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";
import { calls, says } from "./world/model-turns.ts";
import { PersonsTmux } from "./world/tmux.ts";

/** The panel of a window that tmux lays out. */
const windowOf = (page: Page): Locator =>
  page.getByRole("region", { name: /^tmux window / }).filter({ visible: true });

async function wheel(pane: Locator, notches: number): Promise<void> {
  await pane.locator(".xterm-screen").hover();
  for (let turned = 0; turned < Math.abs(notches); turned += 1) {
    await pane.page().mouse.wheel(0, Math.sign(notches) * 120);
  }
}

test("a session of tmux made elsewhere is attached and behaves like a local terminal, and others co-work in it", async ({
  world,
  openApp,
}) => {
  const person = new PersonsTmux(world, { SHELL: "/bin/bash", PS1: "$ " });
  const size = ["-x", "100", "-y", "30"];
  await person.run("new-session", "-d", "-s", "deploy", ...size, "bash --norc --noprofile -i");
  await person.run("send-keys", "-t", "deploy", "seq -f 'row %g' 300", "Enter");
  await expect.poll(() => person.capture("deploy")).toContain("row 300");

  await using model = await ScriptedModel.start();
  const { page } = await openApp(scripted(model));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "tmux sessions…" }).click();
  const dialog = page.getByRole("dialog", { name: /^tmux on / });
  await expect(dialog.getByRole("list", { name: "Sessions" })).toContainText("deploy");
  // Made while somebody looks, it appears by itself.
  await person.run("new-session", "-d", "-s", "later");
  await dialog.getByRole("button", { name: "Attach later" }).waitFor();
  await dialog.getByRole("button", { name: "Attach deploy" }).click();
  await expect(dialog).toBeHidden();
  const pane = page.getByRole("region", { name: /^Terminal on / }).filter({ visible: true });
  await expectOnScreen(pane, "row 300");

  await test.step("the wheel scrolls history that was there before", async () => {
    await wheel(pane, -40);
    await expect
      .poll(async () => Number(/row (\d+)/.exec(await screenOf(pane))?.[1]))
      .toBeLessThan(200);
    await wheel(pane, 80);
    await expectOnScreen(pane, "row 300");
  });

  await test.step("dragging selects, and what is selected is copied", async () => {
    await typeLine(pane, "clear; echo select-me");
    const row = pane.locator(".xterm-rows > div").filter({ hasText: /^select-me\s*$/ });
    const box = await row.boundingBox();
    if (box === null) throw new Error("the row is not there");
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + 1, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, middle, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.press("Control+Shift+C");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("select-me");
  });

  await test.step("full-screen programs get the wheel, with and without the mouse", async () => {
    await typeLine(pane, "seq -f 'line %g' 400 | less");
    await expectOnScreen(pane, /^line 1$/m);
    await wheel(pane, 10);
    await expect
      .poll(async () => Number(/line (\d+)/.exec(await screenOf(pane))?.[1]))
      .toBeGreaterThan(3);
    await page.keyboard.press("q");
    await expectOnScreen(pane, /[$#]\s*$/);
    await typeLine(pane, `clear; printf '\\033[?1000;1006h'; echo "mouse"-on; cat -v`);
    await expectOnScreen(pane, /^mouse-on$/m);
    await wheel(pane, -1);
    await expectOnScreen(pane, "^[[<64;");
    await page.keyboard.press("Control+C");
    await typeLine(pane, "printf '\\033[?1000;1006l'");
  });

  await test.step("tmux within: its prefix, its wheel and its size work", async () => {
    const inner = ["-L", "inner"] as const;
    await typeLine(
      pane,
      "clear; TMUX= tmux -L inner -f /dev/null new -s inner 'bash --norc --noprofile -i' \\; set -g mouse on",
    );
    await expectOnScreen(pane, "[inner]");
    await typeLine(pane, "seq -f 'deep %g' 200");
    await expectOnScreen(pane, "deep 200");
    // Each has its effect before the next: what comes faster than a millisecond tmux takes for pasted, and no key.
    const inMode = () => person.lines(...inner, "list-panes", "-F", "#{pane_in_mode}");
    await wheel(pane, -1);
    await expect.poll(inMode).toEqual(["1"]);
    await page.keyboard.press("q");
    await expect.poll(inMode).toEqual(["0"]);
    await page.keyboard.press("Control+B");
    await expect
      .poll(() => person.lines(...inner, "list-clients", "-F", "#{client_prefix}"))
      .toEqual(["1"]);
    await page.keyboard.type('"');
    await expect.poll(() => person.lines(...inner, "list-panes")).toHaveLength(2);
    const width = async () =>
      Number((await person.lines(...inner, "list-windows", "-F", "#{window_width}"))[0]);
    const wide = await width();
    await page.setViewportSize({ width: 1100, height: 800 });
    await expect.poll(width).toBeLessThan(wide);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(width).toBe(wide);
    await person.run(...inner, "kill-server");
  });

  await test.step("splits made here and elsewhere are tmux's own, in one panel", async () => {
    await pane.locator(".xterm-screen").click();
    await page.keyboard.press("Control+Shift+E");
    await expect.poll(() => person.lines("list-panes", "-t", "deploy")).toHaveLength(2);
    const window = windowOf(page);
    await expect(window.locator(".tmux-pane .xterm")).toHaveCount(2);
    await person.run("split-window", "-v", "-t", "deploy", "bash --norc --noprofile -i");
    await expect(window.locator(".tmux-pane .xterm")).toHaveCount(3);
    const shell = window.locator(".tmux-pane").last();
    await typeLine(shell, "echo third-$((6*7))");
    await expectOnScreen(shell, "third-42");
    const border = window.getByRole("separator").first();
    const before = await person.lines("list-panes", "-t", "deploy", "-F", "#{pane_width}");
    await border.focus();
    await page.keyboard.press("ArrowLeft");
    await expect
      .poll(() => person.lines("list-panes", "-t", "deploy", "-F", "#{pane_width}"))
      .not.toEqual(before);
  });

  await test.step("who else is attached is said, and takes nothing of the size", async () => {
    const sizes = () => person.lines("list-windows", "-t", "deploy", "-F", "#{window_width}");
    const before = await sizes();
    await using target = new LocalTarget(world.environment());
    const never = new AbortController().signal;
    const small = { columns: 60, rows: 15 };
    const pty = await target.openPty("exec tmux -u attach -t deploy", small, never);
    if (!pty.ok) throw new Error(pty.error.sentence);
    using other = pty.value;
    other.onData(() => undefined);
    const window = windowOf(page);
    await expect(window.getByText(/also attached: pts\/\d+, 60×15/)).toBeVisible();
    expect(await sizes()).toEqual(before);
    await window.getByRole("combobox", { name: "Who decides the size" }).click();
    await page.getByRole("option", { name: /^smallest/ }).click();
    await expect.poll(sizes).toEqual(["60"]);
    await window.getByRole("combobox", { name: "Who decides the size" }).click();
    await page.getByRole("option", { name: /^here/ }).click();
    await expect.poll(sizes).toEqual(before);
  });

  await test.step("closing asks; detached, the session lives on", async () => {
    await windowOf(page).locator(".xterm-screen").first().click();
    await page.keyboard.press("Control+Shift+W");
    await page.getByRole("button", { name: "Detach deploy" }).click();
    await expect(windowOf(page)).toHaveCount(0);
    expect(await person.lines("list-panes", "-t", "deploy")).toHaveLength(3);
    await expect
      .poll(() => person.run("show-options", "-wv", "-t", "deploy", "window-size"))
      .toMatchObject({ output: "" });
  });

  await test.step("the agent sees sessions, makes one by a command that is approved, and shows another", async () => {
    const [later = ""] = await person.lines("list-panes", "-t", "later", "-F", "#{pane_id}");
    await person.run("send-keys", "-t", "later", "echo la''ter", "Enter");
    const make = { do: "new-session", name: "agents", command: "sleep 600", reason: "to keep it" };
    const show = { do: "show", pane: later, reason: "to work in it" };
    model.script(
      calls([{ name: "look_at_tmux", arguments: {} }]),
      calls([{ name: "use_tmux", arguments: make }]),
      calls([{ name: "use_tmux", arguments: show }]),
      says("It is there."),
    );
    const shell = await openLocalShell(page);
    await ask(page, "Keep a sleep in tmux, and show me later");
    await expect(commandOn(cardAt(shell))).toHaveText(/tmux new-session .* -s agents 'sleep 600'/);
    await approve(shell);
    await expect
      .poll(() => person.lines("list-sessions", "-F", "#{session_name}"))
      .toContain("agents");
    const chat = page.getByRole("log", { name: "Conversation" });
    await expect(chat).toContainText("the tmux session later on");
    await approve(chat);
    await expectTurnOver(page);
    await page.getByRole("tab", { name: "bash" }).click();
    await expectOnScreen(shell, "later");
    expect(JSON.stringify(model.requests.at(-1))).toContain("terminal: term-");
    await page.getByRole("button", { name: /^Actions for / }).click();
    await page.getByRole("menuitem", { name: "tmux sessions…" }).click();
    const own = dialog.getByRole("listitem").filter({ hasText: "Fairlead’s own" });
    await expect(own.getByRole("button", { name: /^Show window \d+: / })).toBeVisible();
    await expect(own).not.toContainText("term-");
  });
});
