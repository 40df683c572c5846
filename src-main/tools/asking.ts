import { z } from "zod";
import { type Urgency, urgency } from "../../shared/contract/approvals.ts";
import { durationMs, durationText } from "./duration.ts";

/** Arguments of every tool that may ask the person; they decide how it is asked, never the answer. */
export const askingFields = {
  urgency: urgency
    .default("normal")
    .describe("high: something is broken now. Decides the order alone."),
  step: z
    .union([z.string().max(200), z.int()])
    .optional()
    .describe("Number of the plan's step you are at; without a plan a few words."),
  timeout: durationText
    .optional()
    .describe('How long the person may take to answer, such as "10m".'),
};

/** How an act is asked. */
export type Asking = {
  urgency: Urgency;
  step: string | null;
  /** Seconds until the question expires, where that is sooner than the setting; null = the setting. */
  timeoutSeconds: number | null;
};

export const plainAsking: Asking = { urgency: "normal", step: null, timeoutSeconds: null };

/** What the arguments say of how to ask. */
export function askingOf(input: {
  urgency: Urgency;
  step?: string | number | undefined;
  timeout?: string | undefined;
}): Asking {
  const step = String(input.step ?? "").trim();
  const ms = input.timeout === undefined ? null : durationMs(input.timeout);
  return {
    urgency: input.urgency,
    step: step === "" ? null : step,
    timeoutSeconds: ms === null ? null : ms / 1_000,
  };
}
