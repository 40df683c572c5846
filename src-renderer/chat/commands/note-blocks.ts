import type { ApprovalId, ConversationId, HostId, TerminalId } from "../../../shared/ids.ts";
import type { CallFailure } from "../../control/client.ts";

/** Where a row leads when it is pressed. */
export type NoteLink =
  | { kind: "terminal"; id: TerminalId }
  | { kind: "host"; id: HostId }
  | { kind: "approval"; id: ApprovalId }
  | { kind: "conversation"; id: ConversationId }
  /** Puts it into the composer, to be completed and run. */
  | { kind: "command"; text: string };

/** One thing of several: what it is, what there is to say of it, and how it stands. */
export interface NoteRow {
  /** An id or a mark; rows of one list stand in line. */
  lead?: string;
  text: string;
  link?: NoteLink;
  detail?: string;
  tail?: string;
}

/** A piece of an answer to a command. Data alone: whoever shows it decides how. */
export type NoteBlock =
  | { kind: "text"; text: string }
  | { kind: "facts"; facts: readonly (readonly [label: string, value: string])[] }
  | { kind: "list"; rows: readonly NoteRow[] }
  | { kind: "screen"; label: string; text: string }
  | { kind: "failure"; failure: CallFailure }
  | { kind: "act"; label: string; run: () => void };

/** What a command answers; nothing where it speaks for itself. */
export type NoteAnswer = readonly NoteBlock[];

export const textNote = (text: string): NoteAnswer => [{ kind: "text", text }];
export const failureNote = (failure: CallFailure): NoteAnswer => [{ kind: "failure", failure }];
