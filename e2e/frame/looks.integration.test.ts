import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.openForDevelopers();
});
afterAll(() => world[Symbol.asyncDispose]());

const texts = ["text", "text-soft", "text-faint", "accent", "warning", "danger", "success"];
const grounds = ["canvas", "surface", "raised", "hover"];
const pairs: (readonly [string, string, number])[] = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground, 4.5] as const)),
  ["text", "accent-wash", 4.5],
  ["text-faint", "accent-wash", 4.5],
  ["text", "warning-wash", 4.5],
  ["warning", "warning-wash", 4.5],
  ["text", "danger-wash", 4.5],
  ["text-soft", "danger-wash", 4.5],
  ["danger", "danger-wash", 4.5],
  ["text", "success-wash", 4.5],
  ["success", "success-wash", 4.5],
  ["on-accent", "accent-fill", 4.5],
  ["on-accent", "accent-fill-hover", 4.5],
  ["line-strong", "canvas", 3],
  ["line-strong", "surface", 3],
  ["line-strong", "raised", 3],
  ["focus", "surface", 3],
  ...["red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"].flatMap((hue) =>
    grounds.map((ground) => [`hue-${hue}`, ground, 3] as const),
  ),
];

/** The tokens of a pair as the browser resolves them, as red, green and blue. */
function resolved(page: Page, names: readonly string[]): Promise<Record<string, number[]>> {
  return page.evaluate((tokens) => {
    const probe = document.body.appendChild(document.createElement("div"));
    const found = tokens.map((token) => {
      probe.style.color = `var(--${token})`;
      return [token, (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number)] as const;
    });
    probe.remove();
    return Object.fromEntries(found);
  }, names);
}

/** Relative luminance of WCAG 2. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[] = [], other: readonly number[] = []): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: every colour stands out from its ground`, async () => {
    await using view = await world.page({ theme });
    const colours = await resolved(view.page, [
      ...new Set(pairs.flatMap(([one, other]) => [other, one])),
    ]);
    const poor = pairs
      .map(([one, other, least]) => ({
        pair: `${one} on ${other}`,
        least,
        ratio: Math.round(contrast(colours[one], colours[other]) * 100) / 100,
      }))
      .filter(({ least, ratio }) => ratio < least);
    expect(poor).toEqual([]);
  });

  test(`${theme}: with high contrast every text has 7:1`, async () => {
    await using view = await world.page({ theme, contrast: "more" });
    const colours = await resolved(view.page, [...texts, ...grounds]);
    const poor = texts.flatMap((text) =>
      grounds
        .map((ground) => ({ text, ground, ratio: contrast(colours[text], colours[ground]) }))
        .filter(({ ratio }) => ratio < 7),
    );
    expect(poor).toEqual([]);
  });

  test(`${theme}: axe finds nothing in the frame, the dialogs and the first run`, async () => {
    await using view = await world.page({ theme });
    const { page, problems } = view;
    const found = { frame: await violations(page) } as Record<string, string[]>;
    await page.getByRole("button", { name: "Add host" }).click();
    await page.getByRole("dialog").waitFor();
    found["host"] = await violations(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Settings" }).click();
    for (const name of [
      "Appearance",
      "Terminals",
      "Shortcuts",
      "Models",
      "Approvals",
      "Policy",
      "Credentials",
      "Windows",
      "Audit",
      "Doctor",
      "Help",
    ]) {
      await page.getByRole("tab", { name }).click();
      await page.getByRole("tabpanel", { name }).waitFor();
      found[name] = await violations(page);
    }
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("dialog", { name: "Command palette" }).waitFor();
    found["palette"] = await violations(page);
    await using first = await world.page({ theme, scene: "?empty" });
    found["welcome"] = await violations(first.page);
    const clean = Object.keys(found).map((name) => [name, []]);
    expect({ found, problems: [...problems, ...first.problems] }).toEqual({
      found: Object.fromEntries(clean),
      problems: [],
    });
  });
}

for (const size of [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
]) {
  test(`${size.width}×${size.height}: no text is cut off, nothing scrolls sideways`, async () => {
    await using view = await world.page({ size });
    const { page } = view;
    await page.locator(".xterm-rows").first().waitFor();
    const found = { frame: await clipped(page) } as Record<string, string[]>;
    await page.getByRole("button", { name: "Settings" }).click();
    for (const name of [
      "Appearance",
      "Terminals",
      "Shortcuts",
      "Models",
      "Approvals",
      "Policy",
      "The agent",
      "Credentials",
      "Windows",
    ]) {
      await page.getByRole("tab", { name }).click();
      await page.getByRole("tabpanel", { name }).waitFor();
      found[name] = await clipped(page);
    }
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Settings" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Add host" }).click();
    await page.getByRole("dialog").waitFor();
    found["host"] = await clipped(page);
    expect({
      clipped: Object.values(found).flat(),
      sideways: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
    }).toEqual({ clipped: [], sideways: false });
  });
}

for (const width of [337, 674, 1_314]) {
  test(`the fullest header of a pane of ${width} pixels hides nothing but the ends of a path and a command`, async () => {
    await using view = await world.page({ size: { width: 1_920, height: 1_080 } });
    const { page } = view;
    await page.addStyleTag({ content: `.terminal-pane { max-width: ${width}px }` });
    await page.locator('[data-tab="term-1"]').click();
    await page.evaluate(() => {
      const known = fake.scene.terminals.find(({ id }) => id === "term-1");
      if (known === undefined) throw new Error("no terminal");
      const running = { runId: "run-1" as const, command: "apt-get -y upgrade && reboot" };
      fake.sayTerminal({
        ...known,
        ...{ state: "reconnecting", remedy: "now", nextTryAt: Date.now() + 60_000 },
        ...{ integration: "foreign", agentForwarded: true, running, driver: "person" },
        directory: "/srv/www/example.org/releases/20261121/node_modules",
        recording: { since: Date.now(), problem: null },
      });
    });
    const header = page.locator('[data-terminal-id="term-1"] .pane-header');
    await header.getByText("ssh-agent forwarded").waitFor();
    const hidden = await header.evaluate((whole) => {
      const { left, right } = whole.getBoundingClientRect();
      return [...whole.querySelectorAll<HTMLElement>(".pane-line > *, .pane-notes > *")]
        .filter((part) => part.checkVisibility() && !part.matches(".pane-running, .pane-where"))
        .filter((part) => {
          const box = part.getBoundingClientRect();
          const words = part.querySelector(".cut") ?? part;
          const isCut = words.scrollWidth > words.clientWidth + 1;
          return box.left < left || box.right > right || isCut;
        })
        .map((part) => part.textContent);
    });
    const said = (await header.textContent()) ?? "";
    expect({ hidden, said }).toEqual({
      hidden: [],
      said: expect.stringMatching(/web-1root.*not attached.*Now.*you.*recording/),
    });
  });
}
