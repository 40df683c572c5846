import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { approvalId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { askingFields, askingOf } from "./asking.ts";
import { defineTool } from "./tool.ts";

const schema = z.object({
  question: z
    .string()
    .trim()
    .min(1)
    .max(4_000)
    .optional()
    .describe("A question that yes or no answers; the person may add a comment."),
  about: z
    .string()
    .max(500)
    .default("")
    .describe('What kind of action it is about, in a few words, such as "reboot of a server".'),
  id: approvalId.optional().describe("Instead of a question: look at one that was asked before."),
  wait: z
    .boolean()
    .default(true)
    .describe("true: wait for the answer. false: go on, and look later with the id."),
  ...askingFields,
});

/** Asks the person something. Nothing is done by it: what follows from the answer needs its own approval. */
export const askPerson = defineTool({
  name: "ask_person",
  words: "Ask you a question",
  tier: "reads",
  description:
    "Ask the person a question that yes or no answers, and get the answer with their comment. For decisions that are " +
    "theirs. It approves no command: every command is still judged and asked for itself.",
  schema,
  plan: (input) => {
    const { about, id, question, wait } = input;
    const asking = askingOf(input);
    if (id !== undefined && question === undefined) {
      return ok({ kind: "question", about: { id }, wait, asking });
    }
    if (question === undefined || id !== undefined) {
      return fail(failure("input-invalid", "Give either a question or the id of one."));
    }
    return ok({ kind: "question", about: { question, reason: about }, wait, asking });
  },
});
