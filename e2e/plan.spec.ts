import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve } from "./steps/approval.ts";
import { answersOf, ask, composerOf, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { openLocalShell } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";
import { calls, runs, says } from "./world/model-turns.ts";

const planOf = (page: Page) => page.getByRole("region", { name: "Plan", exact: true });
const noteOf = (page: Page, command: string) =>
  page.getByRole("article", { name: `Answer to ${command}` });

test("a plan ticks as approved commands finish, is there after a crash, and a person ends it; commands answer beside it", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  const steps = ["make the folder", "look into it", "tidy up"];
  model.script(
    calls([{ name: "plan", arguments: { action: "create", title: "Folder", steps } }]),
    runs("mkdir planned", "to have it", { step: "1" }),
    runs("ls planned/nothing", "to look", { step: "2/3 look into it" }),
    says("There is nothing in it."),
  );
  const first = await openApp(scripted(model));
  const pane = await openLocalShell(first.page);
  await ask(first.page, "Make me a folder, look into it and tidy up");
  await expect(planOf(first.page)).toContainText("Step 1 of 3: make the folder");
  // Nothing has run by the plan alone.
  expect(existsSync(join(world.home, "planned"))).toBe(false);
  await approve(pane);
  await expect(planOf(first.page)).toContainText("Step 2 of 3: look into it");
  expect(existsSync(join(world.home, "planned"))).toBe(true);
  await approve(pane);
  await expectTurnOver(first.page);
  await expect(planOf(first.page)).toContainText("Step 2 of 3 needs a look: look into it");
  await first.close("SIGKILL");

  const second = await openApp(scripted(model));
  const { page } = second;
  await expect(planOf(page)).toContainText("Step 2 of 3 needs a look: look into it");
  await planOf(page).getByRole("button").first().click();
  await expect(planOf(page).getByRole("listitem")).toHaveText([
    /make the folder.*done/,
    /look into it.*needs a look, exit code [12]/,
    /tidy up.*to do/,
  ]);
  await ask(page, "/plan skip 2");
  await expect(planOf(page)).toContainText("Step 3 of 3: tidy up");
  await ask(page, "/plan abort");
  await expect(planOf(page)).toContainText("Plan aborted: 1 of 3 steps were done");
  await ask(page, "/status");
  await expect(noteOf(page, "/status")).toContainText("ask");
  await ask(page, "/statsu");
  await expect(page.getByText("Did you mean /status?")).toBeVisible();
  const asked = model.requests.length;
  await composerOf(page).fill("");
  await composerOf(page).press("ArrowUp");
  await composerOf(page).press("ArrowUp");
  await composerOf(page).press("ArrowUp");
  await composerOf(page).press("ArrowUp");
  await expect(composerOf(page)).toHaveValue("Make me a folder, look into it and tidy up");

  model.script(says("As you wish."));
  await ask(page, "What now?");
  await expect(answersOf(page).last()).toContainText("As you wish.");
  await expectTurnOver(page);
  const [system] = model.requests[asked]?.body.messages ?? [];
  expect(system?.content).toContain('The person aborted your plan "Folder"');
  // None of the commands went to the model.
  expect(JSON.stringify(model.requests.at(-1)?.body.messages)).not.toContain("/plan");
});
