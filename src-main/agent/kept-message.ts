import { z } from "zod";
import type { ModelMessage } from "../models/message.ts";

const keptMessage = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: z.string() }),
  z.object({ role: z.literal("user"), content: z.string() }),
  z.object({
    role: z.literal("assistant"),
    content: z.string(),
    toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })),
  }),
  z.object({ role: z.literal("tool"), toolCallId: z.string(), content: z.string() }),
]);

/** Reads a message as the store kept it. */
export const readKeptMessage = (kept: unknown): ModelMessage => keptMessage.parse(kept);
