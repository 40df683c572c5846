import type {
  TmuxClient,
  TmuxPaneInfo,
  TmuxSessionInfo,
  TmuxWindowInfo,
} from "../../../shared/contract/tmux.ts";
import { type TerminalId, terminalId } from "../../../shared/ids.ts";
import { serverFormat } from "./tmux-script.ts";

/** Beside one of these nothing seems to be at work. */
const shells = /^-?(ba|z|fi|da|a|k|mk|tc|c|busybox )?sh$|^busybox$/;

/**
 * Names come from whoever made them: without control characters, so that none can look like a line of ours. A class of
 * characters by its name has a colon, which ends the expression for tmux.
 */
const tame = (name: string) => `#{s|[\u0001-\u001f\u007f]|?|:${name}}`;

const paneFields = [
  "session_id",
  "window_id",
  "pane_id",
  "session_created",
  "window_index",
  "window_active",
  "window_zoomed_flag",
  "window_width",
  "window_height",
  "pane_left",
  "pane_top",
  "pane_width",
  "pane_height",
  "pane_active",
  "pane_in_mode",
  "pane_dead",
  "@fairlead_terminal",
].map((name) => `#{${name}}`);

const names = ["session_name", "window_name", "pane_current_command", "pane_title"].map(tame);

/** For `list-panes -F` and `list-clients -F`: one line each, fields between tabs. */
export const paneFormat = `P\t${serverFormat}\t${[...paneFields, ...names].join("\t")}`;
export const clientFormat = `C\t#{session_id}\t#{client_control_mode}\t#{client_width}\t#{client_height}\t${tame("client_tty")}`;

export type ListedSessions = { server: string | null; sessions: TmuxSessionInfo[] };

const longestName = 500;

/** Reads answers to both formats in any order; lines that are none are passed over. */
export function parseSessions(text: string, ownName: string): ListedSessions {
  const sessions = new Map<number, TmuxSessionInfo>();
  const clients: { session: number; client: TmuxClient }[] = [];
  let server: string | null = null;
  for (const line of text.split("\n")) {
    const words = line.split("\t");
    if (words[0] === "P") server = addPane(sessions, words, ownName) ?? server;
    if (words[0] === "C") clients.push(...client(words));
  }
  for (const { session, client: one } of clients) sessions.get(session)?.clients.push(one);
  const sorted = [...sessions.values()].sort((one, other) => one.session - other.session);
  for (const { windows } of sorted) windows.sort((one, other) => one.index - other.index);
  return { server, sessions: sorted };
}

/** Adds a pane with its window and session where they are new; the server it named, or null where the line is none. */
function addPane(
  sessions: Map<number, TmuxSessionInfo>,
  words: string[],
  ownName: string,
): string | null {
  const [, server = "", ...fields] = words;
  const [session, window, pane] = ["$", "@", "%"].map((mark, index) => id(mark, fields[index]));
  const [, , , created, index, active, zoomed, width, height, ...rest] = fields;
  const [left, top, columns, rows, paneActive, inMode, dead, terminal, ...named] = rest;
  const [sessionName = "", windowName = "", command = "", title = ""] = named.map((name) =>
    name.slice(0, longestName),
  );
  if (session == null || window == null || pane == null || named.length !== 4) return null;
  if (!/^\d{1,10}-\d{1,15}$/.test(server)) return null;
  const known = sessions.get(session) ?? {
    session,
    name: sessionName,
    createdAt: count(created) * 1_000,
    own: sessionName === ownName,
    clients: [],
    windows: [],
  };
  sessions.set(session, known);
  const place: TmuxWindowInfo = known.windows.find((one) => one.window === window) ?? {
    window,
    index: count(index),
    name: windowName,
    active: active === "1",
    zoomed: zoomed === "1",
    columns: count(width),
    rows: count(height),
    panes: [],
  };
  if (place.panes.length === 0) known.windows.push(place);
  const made: TmuxPaneInfo = {
    pane,
    title,
    command,
    idle: dead === "1" || shells.test(command),
    left: count(left),
    top: count(top),
    columns: count(columns),
    rows: count(rows),
    active: paneActive === "1",
    inMode: count(inMode) > 0,
    dead: dead === "1",
    terminalId: known.own ? ours(terminal) : null,
  };
  place.panes.push(made);
  return server;
}

/** A client of a person; control-mode clients have no screen of their own. */
function client(words: string[]): { session: number; client: TmuxClient }[] {
  const [, sessionId, control, columns, rows, tty = ""] = words;
  const session = id("$", sessionId);
  if (session === null || control !== "0" || words.length !== 6) return [];
  const name = tty.replace(/^\/dev\//, "").slice(0, 100);
  return [{ session, client: { tty: name, columns: count(columns), rows: count(rows) } }];
}

function ours(text: string | undefined): TerminalId | null {
  const known = terminalId.safeParse(text);
  return known.success ? known.data : null;
}

function id(mark: string, text: string | undefined): number | null {
  const digits = text?.startsWith(mark) ? text.slice(1) : "";
  return /^\d{1,10}$/.test(digits) ? Number(digits) : null;
}

const count = (text: string | undefined): number =>
  /^\d{1,12}$/.test(text ?? "") ? Number(text) : 0;
