import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { approveEdited, cardAt, commandOn } from "./steps/approval.ts";
import { ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { expectOnScreen, openLocalShell } from "./steps/terminal.ts";
import { auditOf, fairlead } from "./world/command-line.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";

const proposed = "touch proposed-file";
const edited = "touch edited-file && echo the edited one";

test("edit the command: the edited text ran, and the audit holds both", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  model.script(runs(proposed, "to make a file"), says("You changed it; fine."));
  const { page } = await openApp(scripted(model));
  const pane = await openLocalShell(page);

  await ask(page, "Make a file");
  await expect(commandOn(cardAt(pane))).toHaveText(proposed);
  await approveEdited(pane, edited);

  await expectOnScreen(pane, /^the edited one$/m);
  await expectTurnOver(page);
  expect(existsSync(join(world.home, "edited-file"))).toBe(true);
  expect(existsSync(join(world.home, "proposed-file"))).toBe(false);
  await expect(callsOf(page).last()).toHaveAccessibleName(/: exit 0$/);
  await expect(callsOf(page).last()).toContainText(`You changed it from ${proposed}`);
  expect(model.toolResults).toEqual([expect.stringContaining(JSON.stringify(edited))]);

  const audit = auditOf(world).filter(({ request }) => request !== null);
  const detailOf = (kind: string) => audit.find((entry) => entry.kind === kind)?.detail;
  expect(JSON.stringify(detailOf("proposal"))).toContain(proposed);
  expect(JSON.stringify(detailOf("answer"))).toContain(edited);
  expect(JSON.stringify(detailOf("start"))).toContain(edited);
  expect(await fairlead(world, "audit", "verify")).toMatchObject({ code: 0 });
});
