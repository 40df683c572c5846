import type { TerminalRemedy, TerminalState } from "../../shared/contract/terminals.ts";
import type { Silence } from "../base/pulse.ts";
import type { BackendEnd } from "./backend.ts";

/** Where a terminal stands, for a person. */
export type Standing = {
  state: TerminalState;
  /** Why, where that is not plain. */
  reason: string | null;
  /** When the line is tried again by itself, in ms since the epoch; null while nothing is planned or a try is under way. */
  nextTryAt: number | null;
};

/** What happens to a terminal. */
export type StandingEvent =
  /** A shell is being started: the first one, or a new one that the person asked for. */
  | { type: "opening" }
  /** The way to the shell that lives on is being tried. */
  | { type: "trying" }
  /** A shell is at the other end. */
  | { type: "attached" }
  /** The other side has not answered for a while. */
  | { type: "stalled"; reason: string }
  /** It answers again. */
  | { type: "answers" }
  /** It has not answered for so long that nobody should count on it; the line is kept for the shell's sake. */
  | { type: "silent"; reason: string }
  /** The line is gone, the shell lives on. */
  | { type: "detached"; reason: string }
  /** The try failed, the next one comes by itself. */
  | { type: "waiting"; reason: string; nextTryAt: number }
  /** The try failed and another one would, too: a person has to do something first. */
  | { type: "refused"; reason: string }
  /** The shell is gone without having said so. */
  | { type: "gone"; reason: string }
  /** The shell has ended. */
  | { type: "exited"; reason: string };

type Row = Partial<Record<StandingEvent["type"], TerminalState>>;

/** Which event leads where. What is not in the table cannot happen in that state and changes nothing. */
const table: Record<TerminalState, Row> = {
  connecting: {
    trying: "reconnecting",
    attached: "ready",
    waiting: "reconnecting",
    refused: "not-attached",
    gone: "lost",
  },
  ready: {
    stalled: "stalled",
    silent: "not-attached",
    detached: "reconnecting",
    gone: "lost",
    exited: "closed",
  },
  stalled: {
    answers: "ready",
    silent: "not-attached",
    detached: "reconnecting",
    gone: "lost",
    exited: "closed",
  },
  reconnecting: {
    trying: "reconnecting",
    waiting: "reconnecting",
    attached: "ready",
    refused: "not-attached",
    gone: "lost",
  },
  "not-attached": {
    opening: "connecting",
    trying: "reconnecting",
    answers: "ready",
    detached: "reconnecting",
    gone: "lost",
    exited: "closed",
  },
  // A shell that is gone never comes back by itself: only a person opens a new one in its place.
  lost: { opening: "connecting" },
  closed: { opening: "connecting" },
};

export const firstStanding: Standing = { state: "connecting", reason: null, nextTryAt: null };

/** Where a terminal stands after an event; the same object where the event changes nothing. Pure. */
export function stand(from: Standing, event: StandingEvent): Standing {
  const state = table[from.state][event.type];
  if (state === undefined) return from;
  return {
    state,
    reason: "reason" in event ? event.reason : null,
    nextTryAt: event.type === "waiting" ? event.nextTryAt : null,
  };
}

const stalledSentence = "No answer for some seconds. What is typed waits; nothing is lost yet.";
const silentSentence =
  "The host does not answer. The shell may still run there, and is back here when the host answers.";

/** What it means for a terminal whether the other side answers. Pure. */
export function whenSilent(silence: Silence): StandingEvent {
  if (silence === "answers") return { type: "answers" };
  return silence === "stalled"
    ? { type: "stalled", reason: stalledSentence }
    : { type: "silent", reason: silentSentence };
}

/** What it means for a terminal that its backend has ended so. Pure. */
export function whenEnded(end: BackendEnd): StandingEvent {
  if (end.kind !== "exited") return { type: end.kind, reason: end.reason };
  const code = end.exitCode === null ? "" : ` with exit code ${end.exitCode}`;
  return { type: "exited", reason: `The shell has ended${code}.` };
}

/** What a person can do about it where there is something: `isBorrowed` = nobody here can make another shell. Pure. */
export function remedyOf(
  { state, nextTryAt }: Standing,
  { isAttached, isBorrowed }: { isAttached: boolean; isBorrowed: boolean },
): TerminalRemedy | null {
  if (state === "lost" || state === "closed") return isBorrowed ? null : "new-shell";
  if (state === "not-attached") return isAttached ? "new-shell" : "reconnect";
  return nextTryAt === null ? null : "now";
}
