import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FrameWorld } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

/** With keys alone, as everything else here. */
async function open(page: Page) {
  await page.locator(".terminal-area .xterm-helper-textarea").first().focus();
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill("commands that ran");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Commands in / });
  await dialog.waitFor();
  return dialog;
}

for (const theme of ["dark", "light"] as const) {
  test(`what ran in a terminal is read command by command, with keys alone (${theme})`, async () => {
    await using view = await world.page({ theme });
    const { page, problems } = view;
    const dialog = await open(page);
    const list = dialog.getByRole("navigation", { name: "Commands" });
    await list.getByRole("button", { name: /^tail -f/ }).waitFor();
    expect(await list.getByRole("button").allTextContents()).toEqual([
      expect.stringMatching(/^tail -f nginx\/error\.log○ running, you, (now|1 min ago)$/),
      "for unit in nginx php-fpm; do● exit 0, 0.2 s, agent, 2 min ago",
      "journalctl -u nginx --since -1h● exit 0, 12 s, agent, 3 min ago",
      "grep -c ' 502 ' nginx/access.log▲ exit 1, 1.2 s, you, 4 min ago",
      "not kept: the shell was not to remember it● exit 0, 0.2 s, you, 5 min ago",
      "cd /var/log● exit 0, 0.2 s, you, 6 min ago",
    ]);
    const detail = dialog.getByRole("region", { name: "Command", exact: true });
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => detail.locator("pre").first().textContent()).toMatch(/^journalctl/);
    await expect
      .poll(() => detail.getByRole("status").textContent())
      .toMatch(/^characters 0 to 20,000 of 52,000$/);
    await detail.getByRole("button", { name: "Last" }).press("Enter");
    await expect
      .poll(() => detail.getByRole("status").textContent())
      .toMatch(/^characters 40,000 to 52,000/);
    expect(await detail.locator(".history-output").textContent()).toContain("line  999");
    expect(await dialog.getByRole("region", { name: "Older commands" }).textContent()).toContain(
      "132 earlier commands",
    );
    const facts = await detail.locator(".history-facts").textContent();
    expect(facts).toContain("Whoagent, approved by youStateexit 0Took12 s");
    expect(await clipped(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
}
