import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { fairleadError } from "../errors.ts";
import {
  approvalId,
  conversationId,
  fleetId,
  itemId,
  profileId,
  runId,
  terminalId,
  turnId,
} from "../ids.ts";
import { approvalAnswer, refusal } from "./approvals.ts";
import { call } from "./call.ts";
import { plan, planChange } from "./plan.ts";
import { runProcess } from "./runs.ts";
import { runState } from "./terminals.ts";

export const conversation = z.object({
  id: conversationId,
  title: z.string(),
  profileId: profileId.nullable(),
  createdAt: z.number(),
  usedAt: z.number(),
  /** Names of tools that the agent does not have here, beside those that the policy file or the model's profile switch off. */
  toolsOff: z.array(z.string()).default([]),
});
export type Conversation = z.infer<typeof conversation>;

/**
 * What a tool can do at most: look; change what a person could undo or do again; act with the rights of an administrator.
 */
export const toolTier = z.enum(["reads", "changes", "privileged"]);
export type ToolTier = z.infer<typeof toolTier>;

export const toolInfo = z.object({
  name: z.string(),
  /** What it does, for a person: "Read a file". */
  words: z.string(),
  tier: toolTier,
});
export type ToolInfo = z.infer<typeof toolInfo>;

export const usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** Of the input tokens, those the provider had kept from before. Left out: it does not say. */
  cachedTokens: z.number().optional(),
  /** What it cost, in billionths of a dollar. Left out: no price is known. */
  nanoDollars: z.number().optional(),
  /** Requests to the model. */
  requests: z.number().optional(),
  /** The last request: the bytes that were sent and the tokens they were. */
  last: z.object({ bytes: z.number(), tokens: z.number() }).optional(),
});
export type Usage = z.infer<typeof usage>;

/** How a tool call ended or where it stands. */
export const toolStatus = z.discriminatedUnion("state", [
  z.object({ state: z.literal("asking"), approvalId }),
  z.object({ state: z.literal("working") }),
  z.object({ state: z.literal("done") }),
  z.object({ state: z.literal("failed"), sentence: z.string() }),
  z.object({ state: z.literal("denied"), comment: z.string() }),
  z.object({ state: z.literal("expired") }),
  z.object({ state: z.literal("refused"), refusals: z.array(refusal) }),
  z.object({ state: z.literal("stopped") }),
  /** The app ended while it was under way and nobody knows how far it came. */
  z.object({ state: z.literal("unknown") }),
]);
export type ToolStatus = z.infer<typeof toolStatus>;

const common = { id: itemId, turnId, at: z.number() };

/** One entry of a conversation as it is shown and kept. */
export const chatItem = z.discriminatedUnion("kind", [
  z.object({
    ...common,
    kind: z.literal("person"),
    text: z.string(),
    /** false: sent while the agent was at work, and not read by it yet. */
    heard: z.boolean().optional(),
  }),
  z.object({ ...common, kind: z.literal("agent"), text: z.string(), complete: z.boolean() }),
  z.object({
    ...common,
    kind: z.literal("tool"),
    callId: z.string(),
    tool: z.string(),
    /** The arguments as the model wrote them. */
    input: z.string(),
    /** For a command: what is proposed, and after an edit what was approved. */
    command: z.string().nullable(),
    editedFrom: z.string().nullable(),
    reason: z.string(),
    terminalId: terminalId.nullable(),
    hostName: z.string(),
    runId: runId.nullable(),
    /** For a run on many hosts, once it has begun. */
    fleetId: fleetId.optional(),
    answer: approvalAnswer.nullable(),
    status: toolStatus,
    exitCode: z.number().nullable(),
    durationMs: z.number().nullable(),
    /** What the model was given. */
    output: z.string(),
  }),
  /** A command that outlived its call has ended. */
  z.object({
    ...common,
    kind: z.literal("run-ended"),
    runId,
    terminalId,
    hostName: z.string(),
    command: z.string(),
    state: runState,
    exitCode: z.number().nullable(),
    durationMs: z.number().nullable(),
    /** The end of its output. */
    lastLines: z.string(),
    /** It ended while Fairlead was closed. */
    whileClosed: z.boolean(),
    /** Whether the agent knows. */
    heard: z.boolean(),
    /** The agent began a turn because of it. */
    wakes: z.boolean(),
  }),
  /** What still ran of the agent's commands when a person stopped it, or when a timeout was up. */
  z.object({
    ...common,
    kind: z.literal("left-running"),
    because: z.enum(["stop", "timeout"]),
    runs: z.array(
      z.object({
        runId,
        terminalId,
        hostName: z.string(),
        command: z.string(),
        /** null = it could not be seen, for the reason in `problem`. */
        processes: z.array(runProcess).nullable(),
        problem: z.string().nullable(),
        /** What was done about it since, in words. */
        done: z.array(z.string()),
      }),
    ),
  }),
  z.object({
    ...common,
    kind: z.literal("end"),
    reason: z.enum(["answered", "stopped", "denied", "limit", "failed", "interrupted"]),
    error: fairleadError.nullable(),
    usage: usage.nullable(),
    durationMs: z.number(),
    /** Of that, the time in which no person was waited for. */
    workedMs: z.number().optional(),
    /** The person let it go on after a limit: that raised the limit by as much again. */
    wentOn: z.boolean().optional(),
  }),
  /** From here on the model is sent less of what came before; everything stays in the conversation. */
  z.object({
    ...common,
    kind: z.literal("fold"),
    because: z.enum(["room", "person", "refused"]),
    /** The model is sent `summary` instead of its messages before this one; 0 = nothing is summed up. */
    from: z.int(),
    /** Long answers of tools before this message of the model's are sent as references. */
    referredBefore: z.int(),
    /** Who wrote the summary. "" of "nobody": there is none. */
    by: z.enum(["agent", "fairlead", "nobody"]),
    summary: z.string(),
    /** How many messages are summed up, and how many outputs are only referred to. */
    messages: z.int(),
    outputs: z.int(),
    tokensBefore: z.int(),
    tokensAfter: z.int(),
    /** Where untrusted text in the summary comes from, for a person. */
    sources: z.array(z.string()),
    /** What the summary itself used. */
    usage: usage.nullable(),
  }),
]);
export type ChatItem = z.infer<typeof chatItem>;

export const chatEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("items-listed"),
    items: z.array(chatItem),
    turnId: turnId.nullable(),
    /** The newest plan, also where it has ended. */
    plan: plan.nullable(),
  }),
  /** New, or a newer form of an item that was there. */
  z.object({ type: z.literal("item-changed"), item: chatItem }),
  z.object({ type: z.literal("text-delta"), itemId, text: z.string() }),
  z.object({ type: z.literal("turn-started"), turnId }),
  z.object({ type: z.literal("turn-ended"), turnId }),
  /** A new plan, or a newer form of the newest one. */
  z.object({ type: z.literal("plan-changed"), plan }),
]);
export type ChatEvent = z.infer<typeof chatEvent>;

export const conversationEvent = z.object({
  type: z.literal("conversations-listed"),
  conversations: z.array(conversation),
});
export type ConversationEvent = z.infer<typeof conversationEvent>;

const byId = z.object({ id: conversationId });

export const chatContract = {
  /** `profileId` pins the conversation to a model; without it the active one answers. */
  create: call
    .input(z.object({ profileId: profileId.nullable().optional() }).optional())
    .output(conversation),
  rename: call.input(byId.extend({ title: z.string().trim().min(1).max(200) })).output(z.void()),
  remove: call.input(byId).output(z.void()),
  /** Every tool there is, on or off. */
  tools: call.output(z.array(toolInfo)),
  /** Switches one tool off or on again in this conversation; what the policy file or the profile switches off stays off. */
  setTool: call
    .input(byId.extend({ tool: z.string().min(1).max(100), on: z.boolean() }))
    .output(z.void()),
  /** Starts a turn; while one runs, the agent reads the message at its next step. `terminalId` is the pane the person looks at: what the agent acts on by default. */
  send: call
    .input(
      byId.extend({
        text: z.string().trim().min(1).max(200_000),
        terminalId: terminalId.nullable(),
      }),
    )
    .output(z.object({ turnId })),
  /** Runs the last question again after a failure or a stop. */
  retry: call
    .input(byId.extend({ terminalId: terminalId.nullable() }))
    .output(z.object({ turnId })),
  stop: call.input(byId).output(z.void()),
  /** What the agent would get if it looked at this terminal now, word for word. */
  observe: call.input(z.object({ terminalId })).output(z.object({ text: z.string() })),
  /** Every plan of the conversation that is kept, oldest first; the last one is the present one. */
  plans: call.input(byId).output(z.array(plan)),
  /** A person ticks or skips a step or aborts the plan. It stops nothing that runs; the agent is told at its next step. */
  changePlan: call.input(byId.extend({ change: planChange })).output(z.void()),
  conversations: call.output(eventIterator(conversationEvent)),
  events: call.input(byId).output(eventIterator(chatEvent)),
};
