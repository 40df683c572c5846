import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { scripted } from "./steps/models.ts";
import { fromPalette } from "./steps/palette.ts";
import { expectOnScreen, openLocalShell, typeLine } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";

test("a command that a person types has its mark; the mark leads to its output, and to a question about it", async ({
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  const first = await openApp(scripted(model));
  const { page, thrown } = first;
  const pane = await openLocalShell(page);
  await typeLine(pane, "printf '%s\\n' out-of order; (exit 3)");
  const marks = pane.locator(".command-mark");
  await expect(marks).toHaveCount(1);
  await expect(marks.first()).toHaveAttribute("data-command", "failed");
  await expect(marks.first()).toHaveAttribute("title", /^exit 3, \d.* s, \d/);
  await typeLine(pane, "sleep 300");
  await expect(marks).toHaveCount(2);
  await expect(marks.nth(1)).toHaveAttribute("data-command", "running");
  await page.keyboard.press("Control+C");
  await expect(marks.nth(1)).toHaveAttribute("title", /^exit 130, /);
  await page.keyboard.press("Control+<");
  await page.keyboard.press("Control+<");
  await expect(marks.first()).toHaveAttribute("data-chosen", "true");
  await fromPalette(page, "Select the command");
  await expect.poll(() => pane.locator(".xterm-selection > div").count()).toBeGreaterThan(0);
  await marks.first().click();
  const menu = page.getByRole("menu", { name: "Command" });
  await expect(menu).toContainText("printf '%s\\n' out-of order; (exit 3)");
  await menu.getByRole("menuitem", { name: "Ask about this…" }).click();
  await expect(page.getByRole("textbox", { name: "Message to the agent" })).toHaveValue(
    /^About this command on .* \(exit 3, .*\):\n```terminal output of .*\n\$ printf '%s\\n' out-of order; \(exit 3\)\nout-of\norder\n```\n\n$/,
  );
  // What a program prints of a secret stays here, and the quote stands before what was written already.
  await typeLine(pane, "read -rsp 'Password: ' word; echo; echo \"got-$word still-$((40 + 2))\"");
  await expectOnScreen(pane, /^Password: $|^Password:$/m);
  await typeLine(pane, "open-sesame-4711");
  await expectOnScreen(pane, "got-open-sesame-4711 still-42");
  await expect(marks).toHaveCount(3);
  await expect(marks.nth(2)).toHaveAttribute("title", /^exit 0, /);
  await fromPalette(page, "Ask about the command");
  const message = page.getByRole("textbox", { name: "Message to the agent" });
  await expect(message).toHaveValue(
    /^About this command .*\n```.*\n\$ read .*\nPassword:\s+got-\[redacted\] still-42\n```\n\nAbout this/,
  );
  expect(model.requests).toEqual([]);
  await expect(marks).toHaveCount(3);
  // Built anew from the bytes that are kept, it has the same marks at the same commands.
  await page.reload();
  await expect(marks).toHaveCount(3);
  const ends = ["exit 3", "exit 130", "exit 0"];
  for (const [place, end] of ends.entries()) {
    await expect(marks.nth(place)).toHaveAttribute("title", new RegExp(`^${end}, `));
  }
  expect(thrown).toEqual([]);
  // After a crash tmux has a picture of the screen, and nobody knows where in it commands end.
  await first.close("SIGKILL");
  const second = await openApp(scripted(model));
  const same = second.page.getByRole("region", { name: /^Terminal on / });
  await expectOnScreen(same, "still-42");
  await typeLine(same, "(exit 7)");
  await expect(same.locator(".command-mark")).toHaveCount(1);
  await expect(same.locator(".command-mark")).toHaveAttribute("title", /^exit 7, /);
});
