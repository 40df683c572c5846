import { expect, test } from "vitest";
import { parseListing } from "./pane-listing.ts";
import { paneStateFormat, parsePaneState } from "./pane-state.ts";

const answer = (values: Record<string, string>) =>
  `${paneStateFormat
    .split("|")
    .map((field) => values[field.slice(2, -1)] ?? "")
    .join("|")}\n`;
const usual = { pane_width: "80", pane_height: "24" };

test("an answer of tmux is read field by field", () => {
  const text = answer({
    ...usual,
    history_size: "17",
    cursor_x: "80",
    cursor_y: "3",
    cursor_flag: "1",
    alternate_on: "1",
    alternate_saved_x: "2",
    alternate_saved_y: "9",
    scroll_region_upper: "1",
    scroll_region_lower: "20",
    keypad_cursor_flag: "1",
    wrap_flag: "1",
    mouse_button_flag: "1",
    mouse_sgr_flag: "1",
    pane_tabs: "8,16",
    pane_dead: "1",
    pane_dead_status: "3",
    pane_in_mode: "2",
    pane_current_command: "vim",
    pane_path: "file://box/a|b",
  });
  expect(parsePaneState(text)).toEqual({
    columns: 80,
    rows: 24,
    historySize: 17,
    cursor: { x: 80, y: 3, visible: true },
    alternate: { saved: { x: 2, y: 9 } },
    scrollRegion: { top: 1, bottom: 20 },
    modes: {
      insert: false,
      applicationCursor: true,
      applicationKeypad: false,
      origin: false,
      wrap: true,
      bracketedPaste: false,
      mouse: "drag",
      mouseSgr: true,
      mouseUtf8: false,
    },
    tabs: [8, 16],
    dead: { exitCode: 3 },
    inMode: true,
    lastOsc7: "file://box/a|b",
    command: "vim",
  });
});

test.each([
  ["", "bash", true],
  ["", "-zsh", true],
  ["", "fish", true],
  ["", "dash", false],
  ["", "python3", false],
  ["0", "bash", false],
  ["1", "python3", true],
])("bracketed paste: tmux says %j, %j is in front: %j", (flag, command, expected) => {
  const state = parsePaneState(
    answer({ ...usual, bracket_paste_flag: flag, pane_current_command: command }),
  );
  expect(state?.modes.bracketedPaste).toBe(expected);
});

test("an alternate screen whose cursor was not saved, and a death by a signal", () => {
  const state = parsePaneState(
    answer({
      ...usual,
      alternate_on: "1",
      alternate_saved_x: "4294967295",
      alternate_saved_y: "4294967295",
      pane_dead: "1",
    }),
  );
  expect([state?.alternate, state?.dead]).toEqual([{ saved: null }, { exitCode: null }]);
});

test("what is no answer is none", () => {
  expect([parsePaneState(""), parsePaneState("a|b"), parsePaneState(answer({}))]).toEqual([
    null,
    null,
    null,
  ]);
});

test("a listing is read line by line; panes of a person carry no terminal", () => {
  const listed = parseListing(
    [
      "%1|@1|term-a|0||||0|80|24|1|/tmp/pipe|bash|file://box/x|y",
      "%2|@1||1||||1|40|10|1||sleep|",
      "%3|@1||1|0||1795205453|0|40|10|0||sleep|",
      "nonsense\n",
    ].join("\n"),
  );
  expect(listed).toEqual([
    {
      pane: 1,
      window: 1,
      terminalId: "term-a",
      dead: false,
      settled: false,
      inMode: false,
      columns: 80,
      rows: 24,
      pipedElsewhere: false,
      command: "bash",
      lastOsc7: "file://box/x|y",
    },
    expect.objectContaining({
      pane: 2,
      terminalId: null,
      dead: true,
      settled: false,
      inMode: true,
      pipedElsewhere: true,
    }),
    expect.objectContaining({ pane: 3, terminalId: null, dead: true, settled: true }),
  ]);
});
