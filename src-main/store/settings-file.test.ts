import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ModelProfile } from "../../shared/contract/models.ts";
import { settings } from "../../shared/settings.ts";
import type { Environment } from "../base/paths.ts";
import { type SettingsOverrides, SettingsStore } from "./settings-file.ts";
import { settingsLeaves } from "./settings-leaves.ts";

let world: string;
let paths: { settings: string };
let systemFile: string;
let localFile: string;

beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), "fairlead-settings-"));
  paths = { settings: join(world, "home", "settings.json") };
  systemFile = join(world, "etc.json");
  localFile = join(world, ".fairlead.json");
});

afterEach(() => rmSync(world, { recursive: true }));

const defaults = settings.parse({});
const now = () => new Date("2026-03-04T05:06:07.000Z");

function open(environment: Environment = {}, overrides: SettingsOverrides = {}): SettingsStore {
  return SettingsStore.open(paths, environment, overrides, { systemFile, localFile, now });
}

function write(path: string, content: unknown): void {
  mkdirSync(join(world, "home"), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
}

const stored = () => JSON.parse(readFileSync(paths.settings, "utf8"));

const profile: ModelProfile = {
  id: "model-one",
  name: "One",
  provider: "openai-compatible",
  baseUrl: "http://127.0.0.1:1/v1",
  model: "one",
  key: { kind: "none" },
  toolsOff: [],
};

test("the first start makes folder and file for the person alone, and the defaults hold", () => {
  const store = open();
  expect([store.get(), store.fixed, store.problem]).toEqual([defaults, [], null]);
  expect(statSync(paths.settings).mode & 0o777).toBe(0o600);
  expect(statSync(join(world, "home")).mode & 0o777).toBe(0o700);
  expect(stored()).toEqual({});
});

test("each layer is stronger than the one before", () => {
  const theme = (theme: string) => ({ appearance: { theme } });
  const size = (terminalFontSize: number) => ({ appearance: { terminalFontSize } });
  write(systemFile, { ...size(10), ssh: { connectSeconds: 5, tmux: false } });
  expect(open().get().appearance.terminalFontSize).toBe(10);
  write(paths.settings, { ...size(11), ssh: { connectSeconds: 6 } });
  expect(open().get().ssh).toEqual({ ...defaults.ssh, connectSeconds: 6, tmux: false });
  write(localFile, size(12));
  expect(open().get().appearance.terminalFontSize).toBe(12);
  const environment = { FAIRLEAD_APPEARANCE_TERMINAL_FONT_SIZE: "14" };
  expect(open(environment).get().appearance.terminalFontSize).toBe(14);
  const store = open(environment, { appearance: { terminalFontSize: 15 } });
  expect(store.get().appearance).toEqual({ ...defaults.appearance, terminalFontSize: 15 });
  expect(store.fixed).toEqual(["appearance.terminalFontSize"]);
  write(localFile, theme("dark"));
  expect(open().get().appearance).toMatchObject({ theme: "dark", terminalFontSize: 11 });
});

test("every setting has a variable", () => {
  expect(settingsLeaves.map(({ path, variable }) => [path, variable])).toEqual([
    ["appearance.theme", "FAIRLEAD_APPEARANCE_THEME"],
    ["appearance.terminalFont", "FAIRLEAD_APPEARANCE_TERMINAL_FONT"],
    ["appearance.terminalFontSize", "FAIRLEAD_APPEARANCE_TERMINAL_FONT_SIZE"],
    ["appearance.terminalLineHeight", "FAIRLEAD_APPEARANCE_TERMINAL_LINE_HEIGHT"],
    ["appearance.terminalLetterSpacing", "FAIRLEAD_APPEARANCE_TERMINAL_LETTER_SPACING"],
    ["appearance.terminalCursor", "FAIRLEAD_APPEARANCE_TERMINAL_CURSOR"],
    ["appearance.terminalCursorBlink", "FAIRLEAD_APPEARANCE_TERMINAL_CURSOR_BLINK"],
    ["appearance.terminalContrast", "FAIRLEAD_APPEARANCE_TERMINAL_CONTRAST"],
    ["appearance.terminalDarkTheme", "FAIRLEAD_APPEARANCE_TERMINAL_DARK_THEME"],
    ["appearance.terminalLightTheme", "FAIRLEAD_APPEARANCE_TERMINAL_LIGHT_THEME"],
    ["appearance.scrollbackLines", "FAIRLEAD_APPEARANCE_SCROLLBACK_LINES"],
    ["appearance.screenReader", "FAIRLEAD_APPEARANCE_SCREEN_READER"],
    ["appearance.placeColours", "FAIRLEAD_APPEARANCE_PLACE_COLOURS"],
    ["appearance.showToolCalls", "FAIRLEAD_APPEARANCE_SHOW_TOOL_CALLS"],
    ["appearance.showTokens", "FAIRLEAD_APPEARANCE_SHOW_TOKENS"],
    ["approvals.mode", "FAIRLEAD_APPROVALS_MODE"],
    ["approvals.preset", "FAIRLEAD_APPROVALS_PRESET"],
    ["approvals.hostClipboard", "FAIRLEAD_APPROVALS_HOST_CLIPBOARD"],
    ["approvals.timeoutSeconds", "FAIRLEAD_APPROVALS_TIMEOUT_SECONDS"],
    ["turn.maximumIterations", "FAIRLEAD_TURN_MAXIMUM_ITERATIONS"],
    ["turn.maximumSeconds", "FAIRLEAD_TURN_MAXIMUM_SECONDS"],
    ["turn.requestSeconds", "FAIRLEAD_TURN_REQUEST_SECONDS"],
    ["turn.maximumTokens", "FAIRLEAD_TURN_MAXIMUM_TOKENS"],
    ["turn.maximumCost", "FAIRLEAD_TURN_MAXIMUM_COST"],
    ["turn.stillRunningSeconds", "FAIRLEAD_TURN_STILL_RUNNING_SECONDS"],
    ["turn.keyboardSeconds", "FAIRLEAD_TURN_KEYBOARD_SECONDS"],
    ["turn.selfStarted", "FAIRLEAD_TURN_SELF_STARTED"],
    ["agent.instructions", "FAIRLEAD_AGENT_INSTRUCTIONS"],
    ["conversation.maximumIterations", "FAIRLEAD_CONVERSATION_MAXIMUM_ITERATIONS"],
    ["conversation.maximumSeconds", "FAIRLEAD_CONVERSATION_MAXIMUM_SECONDS"],
    ["conversation.maximumTokens", "FAIRLEAD_CONVERSATION_MAXIMUM_TOKENS"],
    ["conversation.maximumCost", "FAIRLEAD_CONVERSATION_MAXIMUM_COST"],
    ["models.profiles", "FAIRLEAD_MODELS_PROFILES"],
    ["models.active", "FAIRLEAD_MODELS_ACTIVE"],
    ["ssh.keepaliveSeconds", "FAIRLEAD_SSH_KEEPALIVE_SECONDS"],
    ["ssh.connectSeconds", "FAIRLEAD_SSH_CONNECT_SECONDS"],
    ["ssh.tmux", "FAIRLEAD_SSH_TMUX"],
    ["fleet.canaryAbove", "FAIRLEAD_FLEET_CANARY_ABOVE"],
    ["fleet.idleMinutes", "FAIRLEAD_FLEET_IDLE_MINUTES"],
    ["outputs.memoryMegabytes", "FAIRLEAD_OUTPUTS_MEMORY_MEGABYTES"],
    ["outputs.diskMegabytes", "FAIRLEAD_OUTPUTS_DISK_MEGABYTES"],
    ["recording.hosts", "FAIRLEAD_RECORDING_HOSTS"],
    ["recording.tags", "FAIRLEAD_RECORDING_TAGS"],
    ["recording.maximumMegabytes", "FAIRLEAD_RECORDING_MAXIMUM_MEGABYTES"],
    ["recording.keepDays", "FAIRLEAD_RECORDING_KEEP_DAYS"],
    ["web.access", "FAIRLEAD_WEB_ACCESS"],
    ["web.allow", "FAIRLEAD_WEB_ALLOW"],
    ["web.deny", "FAIRLEAD_WEB_DENY"],
    ["web.allowPrivate", "FAIRLEAD_WEB_ALLOW_PRIVATE"],
    ["updates.feed", "FAIRLEAD_UPDATES_FEED"],
    ["shortcuts", "FAIRLEAD_SHORTCUTS"],
    ["layout", "FAIRLEAD_LAYOUT"],
  ]);
});

test("the settings page names every setting and its variable", () => {
  const page = readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8");
  for (const { path, variable } of settingsLeaves) {
    expect(page).toContain(`| \`${path}\` | \`${variable}\` |`);
  }
});

test("variables are read by the kind of the setting; an empty one counts as unset", () => {
  const store = open({
    FAIRLEAD_APPEARANCE_THEME: "light",
    FAIRLEAD_APPEARANCE_SHOW_TOKENS: "yes",
    FAIRLEAD_SSH_TMUX: "0",
    FAIRLEAD_TURN_REQUEST_SECONDS: "30",
    FAIRLEAD_APPROVALS_MODE: "",
    FAIRLEAD_MODELS_PROFILES: JSON.stringify([profile]),
    FAIRLEAD_MODELS_ACTIVE: "model-one",
    FAIRLEAD_LAYOUT: '{"panes":[1]}',
  });
  expect(store.problem).toBeNull();
  expect(store.get()).toEqual({
    ...defaults,
    appearance: { ...defaults.appearance, theme: "light", showTokens: true },
    ssh: { ...defaults.ssh, tmux: false },
    turn: { ...defaults.turn, requestSeconds: 30 },
    models: { profiles: [profile], active: "model-one" },
    layout: { panes: [1] },
  });
});

test("a value that is not valid is named with its place and left out; the others hold", () => {
  write(paths.settings, { appearance: { theme: "pink", terminalFontSize: 20 }, turn: 7 });
  const store = open({ FAIRLEAD_SSH_TMUX: "perhaps" });
  expect(store.get().appearance).toEqual({ ...defaults.appearance, terminalFontSize: 20 });
  expect(store.problem?.split("\n")).toEqual([
    `${paths.settings}: appearance.theme: Invalid option: expected one of "system"|"dark"|"light". Not used.`,
    "FAIRLEAD_SSH_TMUX: ssh.tmux: Invalid input: expected boolean, received string. Not used.",
  ]);
});

for (const [what, content, said] of [
  ["cut off", '{"appearance": {"the', "not valid JSON"],
  ["empty", "", "not valid JSON"],
  ["a list", "[]", "not a JSON object"],
] as const) {
  test(`a file that is ${what} is kept aside, and defaults are in use`, () => {
    write(paths.settings, content);
    const store = open();
    const aside = `${paths.settings}.broken-2026-03-04T05-06-07.000Z`;
    expect(readFileSync(aside, "utf8")).toBe(content);
    expect(store.get()).toEqual(defaults);
    expect(store.problem).toContain(`${paths.settings}: ${said}`);
    expect(store.problem).toContain(`kept as ${aside} and defaults are in use.`);
    expect(store.change({ appearance: { theme: "dark" } })).toEqual({ ok: true, value: undefined });
    expect(stored()).toEqual({ appearance: { theme: "dark" } });
  });
}

test("a change is written at once, keeps what it does not name, and is announced once", () => {
  write(paths.settings, { future: { key: 1 }, appearance: { future: 2, theme: "dark" } });
  chmodSync(paths.settings, 0o644);
  const store = open();
  let announced = 0;
  store.changed.on(() => {
    announced += 1;
  });
  const shortcuts = { "split-right": "Mod+Shift+J", "split-down": null };
  expect(store.change({ appearance: { showTokens: true }, shortcuts, layout: { a: 1 } }).ok).toBe(
    true,
  );
  expect(announced).toBe(1);
  expect(store.get().appearance).toMatchObject({ theme: "dark", showTokens: true });
  expect(stored()).toEqual({
    future: { key: 1 },
    appearance: { future: 2, theme: "dark", showTokens: true },
    shortcuts,
    layout: { a: 1 },
  });
  expect(store.get().shortcuts).toEqual(shortcuts);
  expect(statSync(paths.settings).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(world, "home"))).toEqual(["settings.json"]);
});

test("what a person edits while the app runs is not overwritten", () => {
  const store = open();
  write(paths.settings, { ssh: { connectSeconds: 9 } });
  store.change({ appearance: { theme: "dark" } });
  expect(stored()).toEqual({ ssh: { connectSeconds: 9 }, appearance: { theme: "dark" } });
  expect(store.get().ssh.connectSeconds).toBe(9);
});

test("a file broken while the app runs is kept aside and said, and the next change is written", () => {
  const store = open();
  write(paths.settings, "{");
  expect(store.change({ appearance: { theme: "dark" } })).toMatchObject({
    error: { code: "settings-invalid" },
  });
  expect(store.problem).toContain("kept as");
  expect(store.change({ appearance: { theme: "dark" } }).ok).toBe(true);
  expect(stored()).toEqual({ appearance: { theme: "dark" } });
});

test("a bad change is refused and writes nothing", () => {
  const store = open();
  const result = store.change({ turn: { requestSeconds: -1 } });
  expect(result).toMatchObject({ ok: false, error: { code: "input-invalid" } });
  expect(stored()).toEqual({});
});

test("model profiles are written; profiles and keys of a newer version survive", () => {
  const newer = { id: "model-newer", provider: "from-the-future" };
  const models = {
    profiles: [{ ...profile, temperature: 1 }, newer],
    active: "model-one",
    extra: 1,
  };
  write(paths.settings, { models });
  const store = open();
  expect(store.get().models).toEqual({ profiles: [profile], active: "model-one" });
  expect(store.problem).toContain("models.profiles[1].name");
  const two: ModelProfile = { ...profile, id: "model-two" };
  store.changeModels({ profiles: [{ ...profile, name: "Uno" }, two], active: "model-two" });
  expect(stored().models).toEqual({
    profiles: [{ ...profile, name: "Uno", temperature: 1 }, two, newer],
    active: "model-two",
    extra: 1,
  });
  store.changeModels({ profiles: [two], active: null });
  expect(stored().models).toEqual({ profiles: [two, newer], active: null, extra: 1 });
});

test("a folder's own file may change looks and make things stricter, nothing else", () => {
  write(localFile, {
    appearance: { theme: "dark" },
    approvals: { mode: "none", timeoutSeconds: 1 },
    models: { profiles: [profile], active: "model-one" },
    ssh: { tmux: false },
    turn: { maximumIterations: 1_000 },
  });
  const store = open();
  expect(store.get()).toEqual({
    ...defaults,
    appearance: { ...defaults.appearance, theme: "dark" },
    approvals: { ...defaults.approvals, mode: "none" },
  });
  expect(store.fixed).toEqual(["appearance.theme", "approvals.mode"]);
  expect(store.problem?.split("\n").map((line) => line.split(" ")[1])).toEqual([
    "approvals.timeoutSeconds",
    "turn.maximumIterations",
    "models.profiles",
    "models.active",
    "ssh.tmux",
  ]);
});

test("a profile of a version that knew no switched off tools is read and has all of them", () => {
  const { toolsOff: _new, ...old } = profile;
  write(paths.settings, { models: { profiles: [old], active: old.id } });
  const store = open();
  expect([store.get().models.profiles, store.problem]).toEqual([[profile], null]);
});

test("a folder's own file cannot weaken approvals", () => {
  write(paths.settings, { approvals: { mode: "none" } });
  write(localFile, { approvals: { mode: "ask" } });
  expect(open().get().approvals.mode).toBe("none");
});

for (const [what, make] of [
  ["a pipe", () => void execFileSync("sh", ["-c", `mkfifo "$0"`, localFile])],
  ["a link", () => symlinkSync("/dev/zero", localFile)],
  ["a folder", () => mkdirSync(localFile)],
  ["huge", () => writeFileSync(localFile, Buffer.alloc(1024 * 1024 + 1, 32))],
  ["no JSON", () => writeFileSync(localFile, "theme = dark")],
] as const) {
  test(`a local file that is ${what} is named and does no harm`, () => {
    make();
    const store = open();
    expect(store.get()).toEqual(defaults);
    expect(store.problem).toContain(localFile);
  });
}

test("a file with __proto__ changes nothing", () => {
  write(localFile, '{"__proto__": {"appearance": {"theme": "dark"}}}');
  expect(open().get()).toEqual(defaults);
  expect(({} as { appearance?: unknown }).appearance).toBeUndefined();
});

test("a folder that cannot be made is said; the run goes on and changes fail", () => {
  writeFileSync(join(world, "home"), "in the way");
  const store = open();
  expect(store.get()).toEqual(defaults);
  expect(store.problem).toContain("cannot be used");
  expect(store.change({ appearance: { theme: "dark" } })).toMatchObject({
    error: { code: "store-unwritable" },
  });
});
