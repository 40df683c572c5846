import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { approve, cardAt } from "./steps/approval.ts";
import { answersOf, ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { scripted, setUpEndpoint } from "./steps/models.ts";
import { expectOnScreen, openLocalShell } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";
import {
  breaksAfter,
  breaksInCall,
  calls,
  refuses,
  runs,
  says,
  sendsGarbage,
  silent,
} from "./world/model-turns.ts";

const beginsWith = (text: string) => new RegExp(`^${text}`);
const conversationOf = (page: Page) => page.getByRole("log", { name: "Conversation" });
const retryIn = (page: Page) => page.getByRole("button", { name: "Retry" });

/** The person's messages, in order: none is lost and none is doubled. */
const questionsIn = (page: Page) =>
  conversationOf(page).getByRole("article", { name: "You" }).allTextContents();

test("a wrong key: said at once on the welcome page, mended there, and then it answers", async ({
  openApp,
}) => {
  await using model = await ScriptedModel.start({ key: "sk-right-key-0001" });
  const { page } = await openApp();
  await setUpEndpoint(page, model.baseUrl, "sk-wrong-key-0002");
  await expect(page.getByRole("alert")).toContainText(
    "The model's endpoint did not accept the key.",
  );
  await page.getByRole("button", { name: "Change it" }).click();
  const form = page.getByRole("form", { name: /^Edit / });
  await form.getByLabel("API key").fill("sk-right-key-0001");
  model.script(says("yes"), says("Good morning."));
  await form.getByRole("button", { name: "Save and test" }).click();
  await expect(page.getByRole("status").filter({ hasText: "answered in" })).toBeVisible();
  await page.getByRole("button", { name: "Use this model" }).click();
  await ask(page, "Hello");
  await expect(answersOf(page).last()).toContainText("Good morning.");
});

test("a key that stops being accepted: a clear message, Retry goes on in the same conversation", async ({
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  model.script(says("First answer."), refuses(401, "Incorrect API key provided"));
  const { page } = await openApp(scripted(model));
  await ask(page, "First question");
  await expect(answersOf(page).last()).toContainText("First answer.");
  await expectTurnOver(page);
  await ask(page, "Second question");
  const alert = conversationOf(page).getByRole("alert");
  await expect(alert).toContainText("The model's endpoint did not accept the key.");
  model.script(says("Second answer."));
  await retryIn(page).click();
  await expect(answersOf(page).last()).toContainText("Second answer.");
  expect(await questionsIn(page)).toEqual(["First question", "Second question"]);
  expect(saidToModel(model)).toEqual(["First question", "First answer.", "Second question"]);
});

test("an endpoint that fails is asked again; when it stays so, that is said and Retry works; one that says nothing is stopped", async ({
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  const quickly = { "retry-after-ms": "1" };
  const broken = refuses(500, "out of order", quickly);
  model.script(broken, broken, says("At the third try."));
  const { page } = await openApp(scripted(model));
  await ask(page, "Are you there?");
  await expect(answersOf(page).last()).toContainText("At the third try.");
  await expectTurnOver(page);
  expect(model.requests).toHaveLength(3);

  model.script(broken, broken, broken);
  await ask(page, "And now?");
  await expect(conversationOf(page).getByRole("alert")).toContainText(
    "The model's endpoint failed.",
  );
  expect(model.requests).toHaveLength(6);
  model.script(says("Here again."));
  await retryIn(page).click();
  await expect(answersOf(page).last()).toContainText("Here again.");
  await expectTurnOver(page);
  expect(await questionsIn(page)).toEqual(["Are you there?", "And now?"]);

  model.script(silent);
  await ask(page, "Still there?");
  await model.requested(8);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  // The endpoint still says nothing: it is not waited for.
  await expectTurnOver(page);
  await expect(conversationOf(page)).toContainText("Stopped.");
});

test("an answer cut in the middle of a tool call: nothing of it runs, Retry runs it once", async ({
  world,
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  const command = "echo x >> counter";
  const call = { name: "run_shell", arguments: { command, reason: "to count" } };
  model.script(breaksAfter("I will "), breaksInCall(call));
  const { page } = await openApp(scripted(model));
  const pane = await openLocalShell(page);
  const cut = "The model's answer was cut off before its end.";
  await ask(page, "Count");
  await expect(conversationOf(page).getByRole("alert").last()).toContainText(cut);
  await expect(conversationOf(page)).toContainText("The answer ends here: it was cut off.");
  await retryIn(page).click();
  // The second turn has ended, too: until it has begun the page still looks as after the first.
  await expect(conversationOf(page).getByRole("alert")).toHaveText([cut, cut].map(beginsWith));
  await expectTurnOver(page);
  await expect(cardAt(pane)).toBeHidden();
  expect(existsSync(join(world.home, "counter"))).toBe(false);

  model.script(calls([call]), says("Counted."));
  await retryIn(page).click();
  await approve(pane);
  await expectTurnOver(page);
  await expect(answersOf(page).last()).toContainText("Counted.");
  await expect(callsOf(page)).toHaveCount(1);
  expect(await questionsIn(page)).toEqual(["Count"]);
  await expectOnScreen(pane, command);
});

test("garbage: arguments that are no arguments go back to the model, events that are no events end the turn", async ({
  openApp,
}) => {
  await using model = await ScriptedModel.start();
  model.script(
    calls([{ name: "run_shell", arguments: '{"command": "rm -rf ' }]),
    calls([{ name: "run_shell", arguments: { cmd: "reboot" } }]),
    calls([{ name: "format_disk", arguments: {} }]),
    sendsGarbage(),
  );
  const { page } = await openApp(scripted(model));
  const pane = await openLocalShell(page);
  await ask(page, "Do something");
  await expect(conversationOf(page).getByRole("alert").last()).toContainText(
    "The model's answer could not be understood.",
  );
  await expectTurnOver(page);
  await expect(callsOf(page)).toHaveCount(3);
  for (const call of await callsOf(page).all())
    await expect(call).toHaveAccessibleName(/: failed$/);
  expect(model.toolResults).toHaveLength(3);
  for (const result of model.toolResults) expect(result).toMatch(/Nothing was run/);
  await expect(cardAt(pane)).toBeHidden();

  model.script(runs("echo all is well", "to show"), says("Recovered."));
  await retryIn(page).click();
  await approve(pane);
  await expectOnScreen(pane, /^all is well$/m);
  await expect(answersOf(page).last()).toContainText("Recovered.");
  expect(await questionsIn(page)).toEqual(["Do something"]);
});

/** What person and agent have said, as the model was sent it last. */
function saidToModel(model: ScriptedModel): (string | null)[] {
  const messages = model.requests.at(-1)?.body.messages ?? [];
  return messages.filter(({ role }) => role === "user" || role === "assistant").map(contentOf);
}

const contentOf = ({ content }: { content: string | null }) => content;
