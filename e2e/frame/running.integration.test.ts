import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { ActiveRun } from "../../shared/contract/runs.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

/** A folder for pictures to look at; none are taken without it. */
const pictures = process.env["PICTURES"];

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const pane = (page: Page) => page.locator('[data-terminal-id="term-1"]');
const waitBar = (page: Page) => pane(page).locator(".pane-wait");

async function opened(theme: "dark" | "light" = "dark") {
  const view = await world.page({ theme });
  await view.page.locator('[data-tab="term-1"]').click();
  await pane(view.page).waitFor();
  return view;
}

/** How web-1's terminal stands. */
const stand = (page: Page, change: Partial<TerminalInfo>) =>
  page.evaluate((changed) => {
    const known = fake.scene.terminals.find(({ id }) => id === "term-1");
    if (known) fake.sayTerminal({ ...known, ...changed });
  }, change);

const item = (page: Page, said: ChatItem) =>
  page.evaluate((item) => {
    fake.scene.items["conv-one"]?.push(item);
    fake.sayChat("conv-one", { type: "item-changed", item });
  }, said);

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
}

const waits = (reason: NonNullable<TerminalInfo["agentWaits"]>["reason"]) => ({
  agentWaits: {
    runId: "run-wait" as const,
    command: "systemctl reload nginx",
    reason,
    since: Date.now(),
  },
});
const common = { turnId: "turn-2", at: Date.now() } as const;
const left: ChatItem = {
  ...common,
  id: "item-left",
  kind: "left-running",
  because: "stop",
  runs: [
    {
      runId: "run-left",
      terminalId: "term-1",
      hostName: "web-1",
      command: "sh -c 'trap \"\" INT; (setsid rsync -a /srv backup:/srv &); sleep 600'",
      processes: [
        {
          pid: 4812,
          start: "812",
          group: 4812,
          command: 'sh -c trap "" INT; (setsid rsync -a /srv backup:/srv &); sleep 600',
          elapsedMs: 62_000,
          place: "foreground",
        },
        {
          pid: 4815,
          start: "813",
          group: 4815,
          command: "rsync -a /srv backup:/srv",
          elapsedMs: 61_000,
          place: "detached",
        },
      ],
      problem: null,
      done: [],
    },
  ],
};
const ended: ChatItem = {
  ...common,
  id: "item-ended",
  kind: "run-ended",
  runId: "run-long",
  terminalId: "term-1",
  hostName: "web-1",
  command: "apt-get -y upgrade",
  state: "finished",
  exitCode: 0,
  durationMs: 300_000,
  lastLines: "Processing triggers for man-db (2.11.2-2) ...",
  whileClosed: false,
  heard: true,
  wakes: true,
};
const runs: ActiveRun[] = [
  {
    ...{ id: "run-long", terminalId: "term-1", hostId: "host-web", hostName: "web-1" },
    ...{ user: "root", command: "apt-get -y upgrade", origin: "agent", state: "running" },
    startedAt: Date.now() - 312_000,
    waits: null,
    outputBytes: 48_213,
    bytesPerSecond: 1_204,
    lastLine: "Unpacking linux-image-6.1.0-28-amd64 (6.1.119-1) ...",
    limit: { at: Date.now() + 240_000, by: "person", isOver: false },
    survives: true,
  },
  {
    ...{ id: null, terminalId: "term-2", hostId: "host-db", hostName: "db-1", user: "deploy" },
    ...{ command: "", origin: "person", state: "running", startedAt: null, waits: null },
    ...{ outputBytes: 0, bytesPerSecond: 0, lastLine: "", limit: null, survives: false },
  },
];

test("a pane says why the agent waits, and its buttons do what they say", async () => {
  await using view = await opened();
  const { page, problems } = view;
  await stand(page, waits("half-typed"));
  await waitBar(page).waitFor();
  await expect
    .poll(() => waitBar(page).textContent())
    .toContain("The agent waits: a half-typed line stands there. Next: systemctl reload nginx");
  expect(await clipped(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await picture(page, "wait-dark");
  await waitBar(page).getByRole("button", { name: "Clear the line and hand back" }).click();
  await stand(page, waits("copy-mode"));
  await waitBar(page).getByRole("button", { name: "Hand back", exact: true }).click();
  await stand(page, waits("program"));
  await expect.poll(() => waitBar(page).getByRole("button").count()).toBe(1);
  await waitBar(page).getByRole("button", { name: "Do not run it" }).click();
  await expect
    .poll(async () => (await logOf(page)).calls.slice(-3))
    .toEqual(["hand back term-1 cleared", "hand back term-1", "kill run-wait INT"]);
  await stand(page, { agentWaits: null });
  await expect.poll(() => waitBar(page).count()).toBe(0);
  expect(problems).toEqual([]);
});

test("who has the keyboard is in the header; a person who took it while a command runs can give it back", async () => {
  await using view = await opened("light");
  const { page } = view;
  const driver = pane(page).locator(".pane-driver");
  const running = { runId: "run-long" as const, command: "apt-get -y upgrade" };
  await stand(page, { driver: "agent", running });
  await expect.poll(() => driver.textContent()).toBe("agent");
  expect(await pane(page).getByRole("button", { name: "Hand back" }).count()).toBe(0);
  await stand(page, { driver: "person", running });
  await expect.poll(() => driver.textContent()).toBe("you");
  await stand(page, waits("queue"));
  await picture(page, "wait-light");
  await pane(page).getByRole("button", { name: "Hand back" }).click();
  await expect.poll(async () => (await logOf(page)).calls.at(-1)).toBe("hand back term-1");
});

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: what still runs after Stop is named, and the signals go to just that; an end is told`, async () => {
    await using view = await opened(theme);
    const { page, problems } = view;
    await item(page, ended);
    await item(page, left);
    const article = page.getByRole("article", { name: "What still runs" });
    await article.waitFor();
    await expect
      .poll(() => page.getByRole("log").textContent())
      .toContain("apt-get -y upgrade on web-1 ended with 0 after 5 min.");
    expect(await article.textContent()).toContain(
      "4815 rsync -a /srv backup:/srv 1 min 1 s, detached",
    );
    await article.scrollIntoViewIfNeeded();
    await picture(page, `left-${theme}`);
    expect(await clipped(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await article.getByRole("button", { name: "TERM to 4812 4815 on web-1" }).click();
    await article.getByRole("button", { name: "KILL" }).click();
    await expect
      .poll(async () => (await logOf(page)).calls.slice(-2))
      .toEqual(["kill run-left TERM 4812 4815", "kill run-left KILL 4812 4815"]);
    expect(problems).toEqual([]);
  });

  test(`${theme}: running commands are listed with what can be done about them`, async () => {
    await using view = await opened(theme);
    const { page, problems } = view;
    await stand(page, { running: { runId: "run-long", command: "apt-get -y upgrade" } });
    await page.evaluate((given) => {
      // From now on, whenever the page was opened.
      const at = Date.now() + 240_000;
      const startedAt = Date.now() - 312_000;
      fake.scene.runs = given.map((run) =>
        run.limit === null ? run : { ...run, startedAt, limit: { ...run.limit, at } },
      );
      fake.sayAll();
    }, runs);
    const left = pane(page).locator(".pane-limit");
    await expect.poll(() => left.textContent()).toMatch(/^ stops in [34] min$/);
    expect(await left.getAttribute("title")).toMatch(/^You gave the command until .* TERM\./);
    await page.getByRole("button", { name: "2 running" }).click();
    const dialog = page.getByRole("dialog", { name: "Running commands" });
    const row = dialog.getByRole("listitem", { name: "apt-get -y upgrade on web-1" });
    await row.waitFor();
    expect(await row.textContent()).toMatch(
      /running\s*root@web-1, agent\s*5 min \d+ s\s*48\.2 kB, 1\.2 kB\/s\s*TERM in [34] min/,
    );
    expect(await dialog.textContent()).toContain("a program of yours");
    await picture(page, `running-${theme}`);
    expect(await clipped(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await row.getByRole("button", { name: "TERM", exact: true }).click();
    await expect.poll(() => row.textContent()).toContain("TERM sent to 1 process on web-1.");
    await row.getByRole("button", { name: "Take the timeout back" }).click();
    await row.getByRole("button", { name: "Show the terminal" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect
      .poll(async () => (await logOf(page)).calls.slice(-2))
      .toEqual(["kill run-long TERM", "timeout run-long null"]);
    expect(problems).toEqual([]);
  });
}

test("a message can be sent while the agent works, and is marked until it is read", async () => {
  await using view = await opened();
  const { page } = view;
  await page.evaluate(() => fake.sayChat("conv-one", { type: "turn-started", turnId: "turn-2" }));
  const field = page.getByRole("textbox", { name: "Message to the agent" });
  await field.fill("and the disk?");
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  await field.press("Enter");
  await expect.poll(async () => (await logOf(page)).sent.at(-1)?.text).toBe("and the disk?");
  await item(page, {
    ...common,
    id: "item-said",
    kind: "person",
    text: "and the disk?",
    heard: false,
  });
  await page.getByText("the agent reads it at its next step").waitFor();
  await picture(page, "unheard");
});
