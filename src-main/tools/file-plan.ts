import { z } from "zod";
import type { Action, ActionTarget } from "../../shared/contract/approvals.ts";
import type { ToolTier } from "../../shared/contract/chat.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { TargetFiles } from "../targets/files/target-files.ts";
import type { TargetIdentity } from "../targets/target.ts";
import type { Asking } from "./asking.ts";
import type { ToolFiles } from "./file-surroundings.ts";
import { hostWithTerminal } from "./host-with-terminal.ts";
import {
  type ActFailure,
  type Begin,
  defineTool,
  type PlannedAct,
  type Tool,
  type ToolContext,
  type ToolOutcome,
} from "./tool.ts";

export const pathField = z.string().min(1).max(4_095);
export const reasonField = z
  .string()
  .min(1)
  .max(2_000)
  .describe("One sentence for the person: why this change.");

/** What a file tool has at hand while it looks and while it acts: the files of one host. */
export type FileTable = { desk: ToolFiles; files: TargetFiles; host: Host; signal: AbortSignal };

/** What a file tool wants to do, once it has looked. */
export type FilePlan = {
  action: Extract<Action, { kind: "read-file" | "change-file" }>;
  /** Why the file policy forbids it; null = it does not. The gate records it all the same. */
  refusal: string | null;
  /** `approved` is the action in the form in which it was approved. */
  act: (
    table: FileTable,
    begin: Begin,
    approved: Action,
  ) => Promise<Result<ToolOutcome, ActFailure>>;
};

/** A tool that looks at a host's files first and then says what it would do to which file. */
export function defineFileTool<Schema extends z.ZodObject>(definition: {
  name: string;
  words: string;
  tier: ToolTier;
  description: string;
  schema: Schema;
  /** What is common to all of them. */
  common: (input: z.output<Schema>) => { host: string | undefined; reason: string; asking: Asking };
  look: (input: z.output<Schema>, table: FileTable) => Promise<Result<FilePlan, FairleadError>>;
}): Tool {
  const { common, description, look, name, schema, tier, words } = definition;
  return defineTool({
    name,
    words,
    tier,
    description,
    schema,
    plan: (input, context) => {
      const { asking, host: named, reason } = common(input);
      const desk = context.files;
      if (desk === undefined) return fail(failure("host-unknown", "There are no files here."));
      const host = hostWithTerminal(context, named);
      if (!host.ok) return host;
      return ok({
        kind: "look",
        look: async (signal) => {
          const opened = await desk.open(host.value.id, signal);
          if (!opened.ok) return opened;
          using files = opened.value;
          const plan = await look(input, { desk, files, host: host.value, signal });
          if (!plan.ok) return plan;
          const { identity } = files;
          return ok(
            plannedAct(plan.value, { asking, context, desk, host: host.value, identity, reason }),
          );
        },
      });
    },
  });
}

type Surroundings = {
  asking: Asking;
  context: ToolContext;
  desk: ToolFiles;
  host: Host;
  identity: TargetIdentity;
  reason: string;
};

function plannedAct(plan: FilePlan, given: Surroundings): PlannedAct {
  const { asking, context, desk, host, reason } = given;
  let { identity } = given;
  return {
    kind: "act",
    action: plan.action,
    reason,
    runId: null,
    asking,
    target: () => fileTarget(context, host, identity),
    // A host that was removed is found at the answer: the inventory is asked again then.
    onGone: () => new DisposableStack(),
    refusals: () => (plan.refusal === null ? [] : [{ at: null, sentence: plan.refusal }]),
    edited: null,
    act: async (action, begin, signal) => {
      const opened = await desk.open(host.id, signal);
      if (!opened.ok) return fail({ error: opened.error, undone: true });
      using files = opened.value;
      // The gate compares: what was approved for one host key does not happen under another.
      identity = files.identity;
      return await plan.act({ desk, files, host, signal }, begin, action);
    },
  };
}

function fileTarget(
  context: ToolContext,
  { id }: Host,
  { hostId, key, kind, user }: TargetIdentity,
): Result<ActionTarget, FairleadError> {
  const host = context.hosts.get(id);
  if (host === undefined) return fail(failure("host-unknown"));
  return ok({
    terminalId: null,
    hostId,
    hostName: host.name,
    user,
    directory: null,
    fingerprint: JSON.stringify(["files", hostId, kind, user, key]),
  });
}

/** A failure of an act that has not begun. */
export const notBegun = (error: FairleadError): Result<never, ActFailure> =>
  fail({ error, undone: true });
