import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ActiveRun } from "../../shared/contract/runs.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { planOf } from "../../src-renderer/test/plan-scene.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const composer = (page: Page) => page.getByLabel("Message to the agent");
const list = (page: Page) => page.getByRole("listbox", { name: "Completions" });
const options = (page: Page) => list(page).getByRole("option");
const note = (page: Page, command: string) =>
  page.getByRole("article", { name: `Answer to ${command}`, exact: true });

/** Types a line and presses Enter; what is listed meanwhile is closed. */
async function give(page: Page, line: string): Promise<void> {
  await composer(page).fill(line);
  await composer(page).press("Escape");
  await composer(page).press("Enter");
}

/** Two commands that run: one of the agent, one of the person. */
const running = (page: Page) =>
  page.evaluate(() => {
    const run: ActiveRun = {
      id: "run-0000000aaaa",
      terminalId: "term-1",
      hostId: "host-web-1",
      hostName: "web-1",
      user: "root",
      command: "make -j8",
      origin: "agent",
      state: "running",
      startedAt: Date.now() - 65_000,
      waits: null,
      outputBytes: 1_000,
      bytesPerSecond: 10,
      lastLine: "cc -c main.c",
      limit: null,
      survives: true,
    };
    const other = { ...run, id: "run-0000000bbbb", command: "top", origin: "person" } as const;
    fake.scene.runs = [run, other];
  });

const calls = async (page: Page, start: string) =>
  (await logOf(page)).calls.filter((call) => call.startsWith(start));

test("a slash lists the commands; letters narrow them, Tab and Enter complete, arguments follow, Enter runs, Esc closes", async () => {
  await using view = await world.page();
  const { page } = view;
  await composer(page).press("/");
  await expect.poll(() => options(page).count()).toBeGreaterThan(14);
  await composer(page).pressSequentially("mod");
  await expect
    .poll(() => options(page).allTextContents())
    .toEqual(["/modelShow the models, or choose the one that answers"]);
  await composer(page).press("Tab");
  expect(await composer(page).inputValue()).toBe("/model ");
  // The models come from main.
  await expect.poll(() => options(page).count()).toBe(2);
  await composer(page).press("ArrowDown");
  const chosen = await composer(page).getAttribute("aria-activedescendant");
  expect(await page.locator(`[id="${chosen}"]`).getAttribute("aria-selected")).toBe("true");
  await composer(page).press("Enter");
  expect(await composer(page).inputValue()).toBe("/model practice, no language model");
  await composer(page).press("Enter");
  await note(page, "/model practice, no language model")
    .getByText(/answers from the next/)
    .waitFor();
  const active = await page.evaluate(() => fake.scene.active);
  expect([active, await composer(page).inputValue()]).toEqual(["model-practice", ""]);

  await composer(page).pressSequentially("/pla");
  await options(page).first().waitFor();
  await composer(page).press("Escape");
  expect([await list(page).count(), await composer(page).inputValue()]).toEqual([0, "/pla"]);
  await composer(page).press("n");
  await options(page).first().click();
  await page.keyboard.type("ab");
  await page.keyboard.press("Tab");
  expect(await composer(page).inputValue()).toBe("/plan abort");
});

test("a name that is no command is named with its nearest, and nothing is sent; // and a space send as written", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "New conversation", exact: true }).click();
  await give(page, "/statsu");
  await page
    .getByRole("alert")
    .getByText(/There is no command \/statsu. Did you mean \/status/)
    .waitFor();
  expect([await composer(page).inputValue(), (await logOf(page)).sent]).toEqual(["/statsu", []]);
  await give(page, "/var is full");
  await page
    .getByRole("alert")
    .getByText(/no command \/var\. \/help lists them/)
    .waitFor();
  await give(page, "/sessions");
  await note(page, "/sessions").waitFor();
  for (const line of [" /var is full", "//status", "/etc/hosts is wrong"]) {
    await give(page, line);
    await page.getByRole("article", { name: "You" }).getByText(line.trim()).waitFor();
  }
  const sent = (await logOf(page)).sent.map(({ text }) => text);
  expect(sent).toEqual(["/var is full", "//status", "/etc/hosts is wrong"]);
  // What was asked before the first message stays with it, and is not in the next new conversation.
  expect(await note(page, "/sessions").count()).toBe(1);
  await page.getByRole("button", { name: "New conversation", exact: true }).click();
  await note(page, "/sessions").waitFor({ state: "detached" });
});

test("answers stand in the chat of this conversation, are sent to nobody, and can be taken away", async () => {
  await using view = await world.page();
  const { page } = view;
  await running(page);
  await give(page, "/status");
  const status = note(page, "/status");
  await status.getByText("0.1.0, in a browser").waitFor();
  const facts = await status.getByRole("definition").allTextContents();
  expect(facts).toEqual([
    "0.1.0, in a browser",
    "gpt-5 (gpt-5-2026-08)",
    "ask on web-1",
    "at work here",
    "1 waiting: /approve",
    "2 running: /ps",
    "about 31 k of 128 k tokens, 24 %",
    expect.stringMatching(/^3\d{3} entries, signed$/),
  ]);
  await give(page, "/switch certificates");
  await page.getByRole("button", { name: /^Conversations: Certificates/ }).waitFor();
  expect(await status.count()).toBe(0);
  await give(page, "/switch 502");
  await status.getByRole("button", { name: "Take the answer to /status away" }).click();
  await status.waitFor({ state: "detached" });
  expect((await logOf(page)).sent).toEqual([]);
});

test("running commands are listed with short ids, ended and given a limit by them; several need a name", async () => {
  await using view = await world.page();
  const { page } = view;
  await running(page);
  await give(page, "/ps");
  await note(page, "/ps").getByText("aaaa", { exact: true }).waitFor();
  await note(page, "/ps")
    .getByText("the agent’s, on root@web-1, goes on without Fairlead, cc -c main.c")
    .waitFor();
  await composer(page).pressSequentially("/kill ma");
  await options(page).getByText("aaaa").waitFor();
  await composer(page).press("Tab");
  await composer(page).pressSequentially("ki");
  await composer(page).press("Tab");
  expect(await composer(page).inputValue()).toBe("/kill aaaa KILL");
  await composer(page).press("Enter");
  await note(page, "/kill aaaa KILL").getByText("KILL sent to 1 process on web-1.").waitFor();
  await give(page, "/timeout bbbb 10m");
  await note(page, "/timeout bbbb 10m")
    .getByText(/^bbbb gets TERM at /)
    .waitFor();
  await give(page, "/timeout bbbb off");
  await note(page, "/timeout bbbb off").getByText("bbbb has no time limit.").waitFor();
  await give(page, "/kill");
  await note(page, "/kill").getByText("Several run. Say which, by its id.").waitFor();
  await give(page, "/kill zzzz");
  await note(page, "/kill zzzz").getByText("No command with the id “zzzz” runs.").waitFor();
  expect([await calls(page, "kill"), await calls(page, "timeout")]).toEqual([
    ["kill run-0000000aaaa KILL"],
    ["timeout run-0000000bbbb 600000", "timeout run-0000000bbbb null"],
  ]);
});

test("plan, hosts, observe, help, session and quit answer; /approve goes to the card and answers nothing; others act", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate((plan) => {
    fake.scene.plans["conv-one"] = [plan];
    fake.sayChat("conv-one", { type: "plan-changed", plan });
  }, planOf());
  await page.getByRole("region", { name: "Plan" }).waitFor();
  for (const [line, words] of [
    ["/plan", "Bring the upstream of nginx back. Step 3 of 5: reload nginx on web-1"],
    ["/plan list", /^Step 3 of 5: reload nginx on web-1, /],
    ["/plan fly", "/plan knows show, list, abort, done and skip, not “fly”."],
    ["/hosts postgres", "db-1"],
    ["/hosts nowhere", "No host fits “nowhere”."],
    ["/observe", /^terminal: term-1 \(root@web-1\)/],
    ["/observe nothing", "No open terminal is called “nothing”."],
    ["/help", "/timeout [ID] DURATION"],
    ["/help kill", "End a command that runs"],
    ["/session", "Why are 502s up?"],
    ["/session rename Upstream", "It is called “Upstream” now."],
    ["/context", "212 k in, 6.1 k out, $0.42"],
    ["/quit", /^You can close this page/],
  ] as const) {
    await give(page, line);
    await note(page, line).getByText(words).first().waitFor();
  }
  await page.getByRole("button", { name: "Conversations: Upstream" }).waitFor();
  await give(page, "/approve");
  await page.waitForFunction(() => document.activeElement?.closest("[data-approval]") !== null);
  expect((await logOf(page)).approvals).toEqual([]);
  await give(page, "/plan skip 4");
  await give(page, "/cancel");
  await give(page, "/retry");
  await give(page, "/new Another one");
  await page.getByRole("button", { name: "Conversations: Another one" }).waitFor();
  expect([
    await calls(page, "plan"),
    await calls(page, "stop"),
    await calls(page, "retry"),
  ]).toEqual([["plan skipped 3 in conv-one"], ["stop conv-one"], ["retry conv-one"]]);
  await give(page, "/login");
  await page.getByRole("tab", { name: "Models", selected: true }).waitFor();
});

test("Up brings back messages and commands, Down the draft, changed or not; lines of a text come first", async () => {
  await using view = await world.page();
  const { page } = view;
  const value = () => composer(page).inputValue();
  const press = async (...keys: string[]) => {
    for (const key of keys) await composer(page).press(key);
    return value();
  };
  await give(page, "/ps");
  await note(page, "/ps").waitFor();
  await give(page, "/hosts web");
  await note(page, "/hosts web").waitFor();
  await composer(page).fill("a draft");
  // Hosts could be completed here: the arrows go on all the same.
  expect(await press("ArrowUp")).toBe("/hosts web");
  expect(await press("ArrowUp")).toBe("/ps");
  expect(await press("ArrowUp")).toBe("then reload it");
  expect(await press("ArrowUp", "ArrowUp")).toBe("why are 502s up?");
  expect(await press("ArrowDown", "!")).toBe("then reload it!");
  expect(await press("ArrowDown", "ArrowDown", "ArrowDown")).toBe("a draft");
  expect(await press("ArrowUp", "ArrowUp", "ArrowUp")).toBe("then reload it!");
  expect(await press("Escape")).toBe("a draft");
  const long = "many words ".repeat(20);
  await composer(page).fill(long);
  expect(await press("ArrowUp")).toBe(long);
  // From its beginning there is no line above any more.
  await press("Control+Home", "ArrowUp");
  await expect.poll(value).toBe("/hosts web");
  await press("Escape");
  await composer(page).fill("one\ntwo");
  expect(await press("ArrowUp")).toBe("one\ntwo");
  expect(await press("ArrowUp", "ArrowUp")).toBe("/ps");
  // The list of completions is not in the way of a command that came back, nor is the draft lost when it is given again.
  await press("Enter");
  expect(await value()).toBe("one\ntwo");
});

test("in dark and in light axe finds nothing and nothing is cut off, with a list, a plan and answers, in a small window", async () => {
  await using view = await world.page({ size: { width: 1024, height: 640 } });
  const { page, problems } = view;
  await running(page);
  for (const line of ["/status", "/hosts", "/observe", "/ps"]) {
    await give(page, line);
    await note(page, line).waitFor();
  }
  await page.evaluate((plan) => {
    fake.sayChat("conv-one", { type: "plan-changed", plan });
  }, planOf());
  await page.getByRole("region", { name: "Plan" }).getByRole("button").click();
  await composer(page).fill("/");
  await options(page).first().waitFor();
  const folder = process.env["FAIRLEAD_SCREENSHOTS"];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    if (folder) await page.screenshot({ path: `${folder}/commands-${colorScheme}.png` });
    expect([await violations(page), await clipped(page), problems]).toEqual([[], [], []]);
  }
});
