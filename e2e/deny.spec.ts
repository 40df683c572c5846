import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { deny } from "./steps/approval.ts";
import { answersOf, ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { openLocalShell, screenOf } from "./steps/terminal.ts";
import { auditOf } from "./world/command-line.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";

test("deny with a comment: nothing ran, and the agent has read the comment", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  model.script(runs("touch marker", "to leave a mark"), says("Understood, I leave it."));
  const { page } = await openApp(scripted(model));
  const pane = await openLocalShell(page);
  const before = (await screenOf(pane)).trimEnd();

  await ask(page, "Leave a mark");
  await deny(pane, "not on a Friday, ask Kim");

  await expectTurnOver(page);
  await expect(answersOf(page).last()).toContainText("Understood, I leave it.");
  await expect(callsOf(page).last()).toHaveAccessibleName(/: denied, not run$/);
  await expect(callsOf(page).last()).toContainText("Your comment: not on a Friday, ask Kim");
  expect(model.requests).toHaveLength(2);
  expect(model.toolResults).toEqual([expect.stringContaining("not on a Friday, ask Kim")]);
  expect(model.toolResults).toEqual([expect.stringContaining("nothing was run")]);
  expect(existsSync(join(world.home, "marker"))).toBe(false);
  // The pane has its rows back a moment after the card has gone.
  await expect.poll(async () => (await screenOf(pane)).trimEnd()).toBe(before);
  const kinds = auditOf(world).map(({ kind }) => kind);
  expect(kinds).toContain("answer");
  expect(kinds).not.toContain("start");
});
