import { expect, type Locator, type Page } from "@playwright/test";

/** The pane of a terminal on this host; where several are open there, the one on top. */
export const paneOf = (page: Page, hostName: string): Locator =>
  page
    .getByRole("region", { name: `Terminal on ${hostName}`, exact: true })
    .filter({ visible: true });

/** What the pane shows, a line per row, spaces at the ends taken off. */
export async function screenOf(pane: Locator): Promise<string> {
  const rows = await pane.locator(".xterm-rows > div").allTextContents();
  return rows.map((row) => row.replaceAll("\u00a0", " ").trimEnd()).join("\n");
}

/** Waits until the pane shows it. */
export async function expectOnScreen(pane: Locator, text: string | RegExp): Promise<void> {
  const screen = expect.poll(() => screenOf(pane), { message: `on the screen: ${text}` });
  await (typeof text === "string" ? screen.toContain(text) : screen.toMatch(text));
}

/** Waits until the shell in the pane has its prompt. */
export async function expectReady(pane: Locator): Promise<void> {
  await expect(pane).toHaveAttribute("data-state", "ready");
  await expect.poll(() => screenOf(pane), { message: "a prompt" }).toMatch(/[$#%>]\s*$/);
}

/** Puts the keyboard into the pane, types a line and ends it with Enter. */
export async function typeLine(pane: Locator, line: string): Promise<void> {
  await pane.locator(".xterm-screen").click();
  await pane.page().keyboard.type(line);
  await pane.page().keyboard.press("Enter");
}

/** What `echo label=value` in the pane's shell prints for a value such as `$$`. */
export async function valueInShell(pane: Locator, expression: string): Promise<string> {
  const label = `v${Math.random().toString(36).slice(2, 8)}`;
  // Two words in the line as typed, one in what it prints; the full stop says that all of the value is there.
  await typeLine(pane, `echo "${label}"-is-"${expression}".`);
  const printed = new RegExp(`^${label}-is-(.*)\\.$`, "m");
  await expectOnScreen(pane, printed);
  return printed.exec(await screenOf(pane))?.[1] ?? "";
}

/** Does what opens one more terminal; resolves with its pane when that has the keyboard, whoever has it later. */
export async function openedBy(page: Page, act: () => Promise<void>): Promise<Locator> {
  const known = await page
    .locator("[data-terminal-id]")
    .evaluateAll((panes) => panes.map((pane) => pane.getAttribute("data-terminal-id")));
  await act();
  const isNew = known.map((id) => `:not([data-terminal-id='${id}'])`).join("");
  const made = page.locator(`[data-terminal-id][data-focused='true']${isNew}`);
  const id = await made.getAttribute("data-terminal-id");
  return page.locator(`[data-terminal-id='${id}']`);
}

/** Opens a shell on this machine from the place where no terminal is. */
export async function openLocalShell(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Open a local shell" }).click();
  const pane = page.getByRole("region", { name: /^Terminal on / }).filter({ visible: true });
  await expectReady(pane);
  return pane;
}
