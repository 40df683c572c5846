import { type TerminalId, terminalId } from "../../../shared/ids.ts";

/** A pane of our session as `list-panes` tells it. */
export type ListedPane = {
  pane: number;
  window: number;
  /** Null for panes that a person made. */
  terminalId: TerminalId | null;
  /** The program has let go of its terminal; tmux may not know yet how it ended. */
  dead: boolean;
  /** tmux knows how it ended. Before 3.3 it does not say so for a program that a signal killed. */
  settled: boolean;
  inMode: boolean;
  columns: number;
  rows: number;
  /** Somebody else pipes its output. */
  pipedElsewhere: boolean;
  /** Name of the program in front. */
  command: string;
  /** The last OSC 7 as the program wrote it. */
  lastOsc7: string | null;
};

const fields = [
  "pane_id",
  "window_id",
  "@fairlead_terminal",
  "pane_dead",
  "pane_dead_status",
  "pane_dead_signal",
  "pane_dead_time",
  "pane_in_mode",
  "pane_width",
  "pane_height",
  "pane_pipe",
  "@fairlead_pipe",
  "pane_current_command",
  "pane_path",
];

/** For `list-panes -F`. */
export const listingFormat = fields.map((name) => `#{${name}}`).join("|");

/** Reads answers to `listingFormat`; lines that are none are passed over. */
export function parseListing(text: string): ListedPane[] {
  return text.split("\n").flatMap((line) => parseLine(line));
}

function parseLine(line: string): ListedPane[] {
  const [
    pane,
    window,
    terminal,
    dead,
    status,
    signal,
    time,
    inMode,
    columns,
    rows,
    piped,
    pipe,
    command,
    ...path
  ] = line.split("|");
  if (!/^%\d+$/.test(pane ?? "") || !/^@\d+$/.test(window ?? "")) return [];
  const id = terminalId.safeParse(terminal);
  const osc7 = path.join("|");
  return [
    {
      pane: Number(pane?.slice(1)),
      window: Number(window?.slice(1)),
      terminalId: id.success ? id.data : null,
      dead: dead === "1",
      settled: dead === "1" && [status, signal, time].some((known) => known !== ""),
      inMode: Number(inMode) > 0,
      columns: Number(columns),
      rows: Number(rows),
      pipedElsewhere: piped === "1" && pipe === "",
      command: command ?? "",
      lastOsc7: osc7 === "" ? null : osc7,
    },
  ];
}
