import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

import { approve } from "./steps/approval.ts";
import { ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { fromPalette } from "./steps/palette.ts";
import { openLocalShell } from "./steps/terminal.ts";
import { auditOf, fairlead } from "./world/command-line.ts";
import { ScriptedModel } from "./world/model.ts";
import { calls, says } from "./world/model-turns.ts";

test("change a file: the diff is approved, the change is done, and taken back under Changed files", async ({
  world,
  openApp,
}) => {
  const path = join(world.home, "app.conf");
  writeFileSync(path, "port 80\nname app\n");
  await using model = await ScriptedModel.start();
  model.script(
    calls([{ name: "read_file", arguments: { path: "~/app.conf" } }]),
    calls([
      {
        name: "edit_file",
        arguments: { path, find: "port 80", replace: "port 81", reason: "The port is taken." },
      },
    ]),
    says("Done."),
  );
  const { page } = await openApp(scripted(model));
  await openLocalShell(page);

  await ask(page, "Move the app to port 81");
  const card = page.getByRole("group", { name: /^The agent wants to edit a file/ }).first();
  await expect(card.locator(".file-diff .removed")).toContainText("port 80");
  await expect(card.locator(".file-diff .added")).toContainText("port 81");
  await approve(page.locator("body"));
  await expectTurnOver(page);
  expect(readFileSync(path, "utf8")).toBe("port 81\nname app\n");
  expect(model.toolResults[0]).toContain("1\tport 80\n2\tname app");
  await expect(callsOf(page).last()).toContainText(path);

  await fromPalette(page, "Changed files");
  const dialog = page.getByRole("dialog", { name: "Changed files" });
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(dialog.getByText("Restored.")).toBeVisible();
  expect(readFileSync(path, "utf8")).toBe("port 80\nname app\n");
  await expect(dialog.getByRole("button", { name: path })).toHaveCount(2);

  const acts = auditOf(world).filter(({ kind }) => kind === "start" || kind === "result");
  expect(acts.map(({ actor, kind }) => `${kind} ${actor}`)).toEqual([
    "start agent",
    "result fairlead",
    "start agent",
    "result fairlead",
    "start window",
    "result window",
  ]);
  expect(await fairlead(world, "audit", "verify")).toMatchObject({ code: 0 });
});
