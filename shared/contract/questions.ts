import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { hostId, questionId } from "../ids.ts";
import { call } from "./call.ts";

/** What a connection has to ask a person before it can go on. */
export const question = z.object({
  id: questionId,
  hostId,
  hostName: z.string(),
  /** user@address:port as it is being connected to. */
  endpoint: z.string(),
  ask: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("host-key"), keyType: z.string(), fingerprint: z.string() }),
    z.object({ kind: z.literal("password"), retry: z.boolean() }),
    z.object({ kind: z.literal("passphrase"), path: z.string(), retry: z.boolean() }),
    z.object({
      kind: z.literal("keyboard-interactive"),
      title: z.string(),
      instructions: z.string(),
      prompts: z.array(z.object({ text: z.string(), echo: z.boolean() })),
    }),
  ]),
});
export type Question = z.infer<typeof question>;

export const questionAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("accept") }),
  z.object({ kind: z.literal("secret"), secret: z.string(), remember: z.boolean() }),
  z.object({ kind: z.literal("answers"), answers: z.array(z.string()) }),
  z.object({ kind: z.literal("cancel") }),
]);
export type QuestionAnswer = z.infer<typeof questionAnswer>;

export const questionEvent = z.object({
  type: z.literal("questions-listed"),
  questions: z.array(question),
});
export type QuestionEvent = z.infer<typeof questionEvent>;

export const questionsContract = {
  answer: call.input(z.object({ id: questionId, answer: questionAnswer })).output(z.void()),
  events: call.output(eventIterator(questionEvent)),
};
