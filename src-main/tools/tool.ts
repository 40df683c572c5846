import { z } from "zod";
import type { Action, ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { ToolTier } from "../../shared/contract/chat.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type { Run, RunApproval } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ApprovalId, RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { PlanBook } from "../sessions/plan-book.ts";
import type { Asking } from "./asking.ts";
import type { ToolRuns } from "./end-run.ts";
import type { ToolFiles } from "./file-surroundings.ts";
import type { PlannedFleet, ToolFleet } from "./fleet-surroundings.ts";
import { offeredSchema } from "./offered-schema.ts";
import type { Patience } from "./patience.ts";
import type { ToolHosts, ToolTerminals } from "./surroundings.ts";
import type { ToolTmux } from "./tmux-surroundings.ts";
import type { ToolWeb } from "./web-surroundings.ts";

/** What a tool sees of the world while it plans one call. */
export type ToolContext = {
  terminals: ToolTerminals;
  hosts: ToolHosts;
  /** Whether a host counts as production; left out: by the usual tags. */
  isProduction?: (host: Host) => boolean;
  /** The pane the person looks at: meant where the model names no terminal. */
  terminalId: TerminalId | null;
  /** Files on hosts; left out where there are none to be had, as in most tests. */
  files?: ToolFiles;
  /** The plans of the conversation; left out where there is no conversation, as in most tests. */
  plans?: PlanBook;
  /** The web; left out where there is none to be had, as in most tests. */
  web?: ToolWeb;
  /** Runs on many hosts; left out where there are none to be had, as in most tests. */
  fleet?: ToolFleet;
  /** tmux on hosts; left out where there is none to be had, as in most tests. */
  tmux?: ToolTmux;
  /** What commands have running; left out where that cannot be seen, as in most tests. */
  runs?: ToolRuns;
  /** Looks which processes a command has now, so that they are known again after its end. */
  noteProcesses?: (id: RunId) => Promise<unknown>;
  /** How long calls hold the turn up; left out = until what they wait for comes. */
  patience?: Patience;
  /** How long a screen is left alone after keys before it is read, in milliseconds. */
  settleMs: number;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** Where text came from that nobody here wrote: output, screens, files, pages. */
export type TextSource = {
  /** For a person: "output of `df -h` on web-1", "file /etc/motd on web-1". */
  words: string;
  terminalId: TerminalId | null;
};

/** What the model is told, and what is shown beside it. */
export type ToolOutcome = {
  text: string;
  /** Where untrusted text in `text` came from; null = there is none in it. Left out, it counts as untrusted. */
  source?: TextSource | null;
  /** Everything the act printed or wrote, for its digest in the audit. */
  output?: string;
  /** For the audit: how it ended, in a word. */
  state: string;
  /** For a command: its record as it stands now. */
  run: Run | null;
  /** How long the act itself took, in milliseconds; null while nobody knows. */
  durationMs: number | null;
};

/**
 * Called by `act` right before its side effect and awaited: only after an ok may anything happen. It checks the target
 * once more and records the start. An act that had to wait again after it calls it again.
 */
export type Begin = () => Promise<Result<void, FairleadError>>;

/** Why an act failed. `undone`: it is certain that nothing was done; false = nobody knows. */
export type ActFailure = { error: FairleadError; undone: boolean };

/** A side effect as a tool plans it. It asks nobody and decides nothing; that is the gate's. */
export type PlannedAct = {
  kind: "act";
  action: Action;
  /** In the model's own words. */
  reason: string;
  /** For a command: the run it will be on record as. */
  runId: RunId | null;
  /** How a person is asked; left out, as by default. */
  asking?: Asking;
  /** For keys: what they may be allowed for without asking until it ends; null where that is nothing that can be told apart. */
  keysFor?: string | null;
  /** Where it would go at this moment; a failure where that is gone. */
  target: () => Result<ActionTarget, FairleadError>;
  /** Says once when there is no place left for it to go, so that nobody need answer any more. */
  onGone: (listener: () => void) => Disposable;
  /** Why this form of the action cannot be delivered as written. */
  refusals: (action: Action) => Refusal[];
  /** The same act with another text, as a person edited it; null where there is nothing to edit. */
  edited: ((command: string) => { action: Action; refusals: Refusal[] }) | null;
  act: (
    action: Action,
    begin: Begin,
    signal: AbortSignal,
    /** For the record of a command. */
    approval?: RunApproval | null,
  ) => Promise<Result<ToolOutcome, ActFailure>>;
};

/** A call that only looks: no question, no gate. */
export type PlannedRead = {
  kind: "read";
  terminalId: TerminalId | null;
  /** Where untrusted text in the answer comes from; null = there is none in it. Left out, it counts as untrusted. */
  source?: TextSource | null;
  /** The command whose state is read: once it has ended the model knows. */
  runId?: RunId;
  read: (signal: AbortSignal) => Promise<Result<string, FairleadError>>;
};

/** A question of the agent to the person, or a look at one that was put before. Nothing is done by it. */
export type PlannedQuestion = {
  kind: "question";
  /** A new question, or the id of one that was put before. */
  about: { question: string; reason: string } | { id: ApprovalId };
  /** True: the answer is waited for. */
  wait: boolean;
  asking: Asking;
};

/** An act that cannot be told before the target was looked at, such as a change of a file with its diff. */
export type PlannedLook = {
  kind: "look";
  /** Looks, which changes nothing, and says what is to be done. */
  look: (signal: AbortSignal) => Promise<Result<PlannedAct | PlannedFleet, FairleadError>>;
};

export type Plan = PlannedAct | PlannedFleet | PlannedRead | PlannedQuestion | PlannedLook;

/**
 * Throws where a tool plans more than its tier says: that is a bug of the tool. Only what reads may do without the gate, and
 * beyond that nothing but read files and fetch pages through it.
 */
export function checkTier({ name, tier }: Pick<Tool, "name" | "tier">, plan: Plan): void {
  const isFree = plan.kind === "read" || plan.kind === "question";
  const isAct =
    plan.kind === "fleet" ||
    (plan.kind === "act" && !["read-file", "fetch-url"].includes(plan.action.kind));
  if (tier === "reads" ? isAct : isFree) throw new Error(`${name} is not a tool that ${tier}`);
}

/** Something the agent can do. Arguments arrive as the model wrote them and are checked before anything else. */
export type Tool = {
  name: string;
  /** What it does, for a person who may switch it off. */
  words: string;
  tier: ToolTier;
  description: string;
  /** JSON schema of the arguments object. */
  parameters: Record<string, unknown>;
  /** "input-invalid" with what is wrong where the arguments do not fit: the model can correct them. */
  plan: (argumentsText: string, context: ToolContext) => Result<Plan, FairleadError>;
};

/** Makes a tool of a schema and of a plan for arguments that fit it. */
export function defineTool<Schema extends z.ZodObject>(definition: {
  name: string;
  words: string;
  tier: ToolTier;
  description: string;
  schema: Schema;
  plan: (input: z.output<Schema>, context: ToolContext) => Result<Plan, FairleadError>;
}): Tool {
  return {
    name: definition.name,
    words: definition.words,
    tier: definition.tier,
    description: definition.description,
    parameters: offeredSchema(definition.schema),
    plan: (argumentsText, context) => {
      const parsed = parseJson(argumentsText);
      if (!parsed.ok) return parsed;
      const input = definition.schema.safeParse(parsed.value);
      if (input.success) return definition.plan(input.data, context);
      return fail(failure("input-invalid", z.prettifyError(input.error)));
    },
  };
}

/** No arguments at all are written as "" by some models: that is an empty object. */
function parseJson(text: string): Result<unknown, FairleadError> {
  try {
    return ok(text.trim() === "" ? {} : JSON.parse(text));
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    return fail(failure("input-invalid", `The arguments are not JSON: ${detail}`));
  }
}
