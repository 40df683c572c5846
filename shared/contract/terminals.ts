import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { approvalId, credentialId, hostId, runId, terminalId } from "../ids.ts";
import { promptKind } from "../prompts/recorded-prompt.ts";
import { call } from "./call.ts";

/** A terminal's name: one line, no characters that hide. */
export const terminalName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}]*$/u, "A name has no control characters.");

export const terminalSize = z.object({
  columns: z.int().min(2).max(2_000),
  rows: z.int().min(1).max(1_000),
});
export type TerminalSize = z.infer<typeof terminalSize>;

/** Where a terminal stands. Words for a person: see `terminalStateWords` in the renderer. */
export const terminalState = z.enum([
  "connecting",
  "ready",
  "stalled",
  "reconnecting",
  "not-attached",
  "lost",
  "closed",
]);
export type TerminalState = z.infer<typeof terminalState>;

export const terminalRemedy = z.enum(["now", "reconnect", "new-shell"]);
export type TerminalRemedy = z.infer<typeof terminalRemedy>;

export const shellName = z.enum(["bash", "zsh", "fish", "dash", "ash", "unknown"]);
export type ShellName = z.infer<typeof shellName>;

/**
 * What Fairlead can see of the shell: "marks" = its own marks arrive; "none" = no integration in this shell;
 * "foreign" = something runs inside that Fairlead cannot see (a typed ssh, su, a REPL).
 */
export const integration = z.enum(["starting", "marks", "none", "foreign"]);

export const runState = z.enum([
  "waiting",
  "running",
  "needs-input",
  "finished",
  "stopped",
  "lost",
  "not-run",
  "unknown",
]);
export type RunState = z.infer<typeof runState>;

/** How an agent's command came to be allowed: by a person's answer to a question, or by the policy without one. */
export const runApproval = z.object({
  by: z.enum(["person", "policy"]),
  /** The question that was answered; null where none was asked. */
  id: approvalId.nullable(),
});
export type RunApproval = z.infer<typeof runApproval>;

/**
 * Whether `command` is the exact text: "known"; "untold" = the shell does not say it; "private" = the person's shell was
 * not to remember it; "long" = longer than the shell tells.
 */
export const commandText = z.enum(["known", "untold", "private", "long"]);

/** One command in one terminal, of the agent or of a person, to its end. Times are ms since the epoch. */
export const run = z.object({
  id: runId,
  terminalId,
  hostId,
  /** Empty where `commandText` is not "known". */
  command: z.string(),
  commandText: commandText.default("known"),
  origin: z.enum(["person", "agent"]),
  /** null for what a person typed, and where nobody knows any more. */
  approval: runApproval.nullable().default(null),
  /** What it ran on, as approvals are bound to it: a digest of host, key, user and shell. null = older than that was kept. */
  fingerprint: z.string().nullable().default(null),
  state: runState,
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Milliseconds from start to end; null until both were seen. */
  durationMs: z.number().nullable().default(null),
  exitCode: z.number().nullable(),
  directoryBefore: z.string().nullable(),
  directoryAfter: z.string().nullable(),
  /** Bytes of output without escape sequences that are on record. */
  outputBytes: z.number(),
  /** The characters of the output, without escape sequences, that `runOutput` can give: `from` > 0 where older ones are gone. */
  outputRange: z.object({ from: z.number(), to: z.number() }).default({ from: 0, to: 0 }),
  /** Head and tail of the output, without escape sequences. */
  excerpt: z.string(),
  /** The person's keys went to the program while it ran; left out = they did not. */
  personTyped: z.boolean().optional(),
});
export type Run = z.infer<typeof run>;

/**
 * Why a command of the agent waits for the keyboard: "half-typed" = something stands on the line, "typing" = the person typed
 * just now, "copy-mode" = tmux has the keys, "program" = a program of the person runs, "continuation" = the shell wants more of
 * a line (PS2), "queue" = another command of the agent runs, "starting" = there is no prompt yet, "silent" = the host is.
 */
export const waitReason = z.enum([
  "half-typed",
  "typing",
  "copy-mode",
  "program",
  "continuation",
  "queue",
  "starting",
  "silent",
]);
export type WaitReason = z.infer<typeof waitReason>;

/** A command of the agent that is approved and not sent yet. */
export const agentWait = z.object({
  runId,
  command: z.string(),
  reason: waitReason,
  /** Since when it waits, in ms since the epoch. */
  since: z.number(),
});
export type AgentWait = z.infer<typeof agentWait>;
/** What the program in a terminal waits for. What it says is the program's word, redacted. */
export const needsInput = z.object({
  /** Counts the questions of a terminal: what answers this one answers no other. */
  question: z.int(),
  kind: promptKind,
  /** Known only by what is printed or not printed, which any program could do. */
  guess: z.boolean(),
  /** The program that is known to ask in these words. */
  program: z.string().nullable(),
  /** The question, at most 200 characters; "" where there is none. */
  text: z.string(),
  /** Whose password, where, of which file, where the question says so. */
  user: z.string().nullable(),
  host: z.string().nullable(),
  path: z.string().nullable(),
  /** Words it offers as answers, yes first. */
  answers: z.array(z.string()),
});
export type NeedsInput = z.infer<typeof needsInput>;

/** A stored secret that fits a question, by its name. */
export const fillOffer = z.object({ id: credentialId, label: z.string() });
export type FillOffer = z.infer<typeof fillOffer>;

/** Everything a pane's header says, and the number the terminal has on the terminal plane. */
export const terminalInfo = z.object({
  id: terminalId,
  channel: z.int().min(1),
  hostId,
  hostName: z.string(),
  /** What a person calls this terminal; null = by its host. */
  name: z.string().nullable(),
  user: z.string(),
  title: z.string(),
  directory: z.string().nullable(),
  shell: shellName,
  integration,
  /** Whether programs there can use the person's ssh-agent. */
  agentForwarded: z.boolean(),
  durability: z.enum(["tmux", "plain"]),
  /** The terminal in whose panel it is drawn: itself, or in a window of tmux with several panes one of them. */
  panel: terminalId,
  /** Name of the tmux session, for `tmux attach -t`. */
  tmuxSession: z.string().nullable(),
  state: terminalState,
  /** Why the state is what it is, for a person; null when ready. */
  stateReason: z.string().nullable(),
  /** When the line is tried again by itself, in ms since the epoch; null while nothing is planned or a try is under way. */
  nextTryAt: z.number().nullable(),
  /**
   * What a person can do about the state: "now" = not wait for the next try, "reconnect" = try again, "new-shell" = have
   * another shell in the place of one that is gone.
   */
  remedy: terminalRemedy.nullable(),
  /** Who has the keyboard. A key of the person takes it at once. */
  driver: z.enum(["person", "agent"]),
  /** Since when, in ms since the epoch. */
  driverSince: z.number(),
  /** The agent's command that waits for the keyboard, the first of them; null while none does. */
  agentWaits: agentWait.nullable(),
  /** Since when it is recorded, in ms since the epoch; `problem` says why it is no longer. */
  recording: z.object({ since: z.number(), problem: z.string().nullable() }).nullable(),
  /** What runs there, redacted: `runId` null = a command of the person, `command` "" = nobody knows its text. */
  running: z.object({ runId: runId.nullable(), command: z.string() }).nullable(),
  /** What the program that runs there waits for, as far as it can be told. */
  needsInput: needsInput.nullable(),
  size: terminalSize,
  openedAt: z.number(),
});
export type TerminalInfo = z.infer<typeof terminalInfo>;

export const terminalEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("terminals-listed"), terminals: z.array(terminalInfo) }),
  z.object({ type: z.literal("terminal-changed"), terminal: terminalInfo }),
  z.object({ type: z.literal("terminal-removed"), id: terminalId }),
  z.object({ type: z.literal("run-changed"), run }),
]);
export type TerminalEvent = z.infer<typeof terminalEvent>;

const byId = z.object({ id: terminalId });

export const terminalsContract = {
  list: call.output(z.array(terminalInfo)),
  /** Answers as soon as the terminal exists; its state then tells how far the connection is. */
  open: call.input(z.object({ hostId, size: terminalSize })).output(terminalInfo),
  /** Ends the shell: a tmux-backed one is killed too. */
  close: call.input(byId).output(z.void()),
  /** Tries now to have the shell back. Never starts another one. */
  reconnect: call.input(byId).output(z.void()),
  /** Names a terminal; null gives it its host's name back. Kept with the terminal. */
  rename: call.input(z.object({ id: terminalId, name: terminalName.nullable() })).output(z.void()),
  /** Starts a new shell in the place of one that is gone, or that the person gives up. */
  newShell: call.input(byId).output(z.void()),
  /**
   * Gives the keyboard back to the agent, whose command goes when it is safe. Copy mode is left. `clear`: a half-typed or
   * unfinished line is cancelled with ^C first; without it such a line stays and the agent waits on.
   */
  handBack: call.input(byId.extend({ clear: z.boolean().default(false) })).output(z.void()),
  /** Commands of a terminal that are on record, the person's and the agent's, oldest first. */
  runs: call.input(byId).output(z.array(run)),
  /** What is left of its older commands, in words; empty where there are none. */
  memory: call.input(byId).output(z.object({ text: z.string() })),
  /** Output of one run without escape sequences, by character range. */
  runOutput: call
    .input(z.object({ runId, from: z.int().min(0), limit: z.int().min(1).max(1_000_000) }))
    .output(
      z.object({
        text: z.string(),
        total: z.number(),
        /** Bytes that were printed and are not in the text yet. */
        behind: z.number().optional(),
      }),
    ),
  /** Stored secrets that fit the question: those for exactly what it asks, and all others of the person. */
  fillOffers: call
    .input(z.object({ id: terminalId, question: z.int() }))
    .output(z.object({ fitting: z.array(fillOffer), others: z.array(fillOffer) })),
  /**
   * Answers this one question with a stored secret and Enter; whoever calls it has consented to that. Nothing is sent
   * where the question is not there any more or shows what is typed.
   */
  fill: call.input(z.object({ id: terminalId, question: z.int(), credentialId })).output(z.void()),
  /** The same texts without what is known to be secret. They are from this terminal. */
  redact: call
    .input(z.object({ id: terminalId, texts: z.array(z.string().max(200_000)).max(2) }))
    .output(z.object({ texts: z.array(z.string()) })),
  events: call.output(eventIterator(terminalEvent)),
};
