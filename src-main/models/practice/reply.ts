import { localHostId } from "../../../shared/ids.ts";
import { answerResult } from "./answer-result.ts";
import { readCallResult } from "./call-result.ts";
import type { AnswerContext, PracticeQuestion } from "./question.ts";
import { questions, recognise } from "./questions.ts";

/** The conversation as the endpoint received it. */
export type PracticeMessage = {
  role: string;
  content: string;
  calls: readonly { name: string; arguments: string }[];
};

export type PracticeReply = {
  text: string;
  call: { name: string; arguments: Record<string, string> } | null;
};

/** What practice says next. Pure: fixed rules, no language model. */
export function reply(
  messages: readonly PracticeMessage[],
  tools: readonly string[],
  context: AnswerContext,
): PracticeReply {
  const asked = messages.findLastIndex(({ role }) => role === "user");
  const text = messages[asked]?.content ?? "";
  const question = recognise(text);
  const since = messages.slice(asked + 1);
  const last = since.at(-1);
  if (last?.role !== "tool") return first(text, question, tools);
  const result = readCallResult(last.content);
  if (result.kind === "opened" && question !== undefined) return propose(question, text, "");
  if (result.kind === "opened") return { text: "The terminal is open.", call: null };
  const opened = since.some(({ calls }) => calls.some(({ name }) => name === "open_terminal"));
  if (/No terminal is open/.test(last.content) && tools.includes("open_terminal") && !opened) {
    return openFirst;
  }
  return { text: answerResult(question, result, context), call: null };
}

function first(
  text: string,
  question: PracticeQuestion | undefined,
  tools: readonly string[],
): PracticeReply {
  const word = /\bthe one word: (\w+)/.exec(text)?.[1];
  if (word !== undefined) return { text: word, call: null };
  if (question === undefined) return { text: introduction(text), call: null };
  const about = `Practice, no language model: this looks like a question about ${question.about}.`;
  if (tools.includes("run_shell")) return propose(question, text, `${about} A command can tell.`);
  const { command } = question.propose(text);
  return {
    text: `${about} Running commands is not offered now; \`${command}\` would tell.`,
    call: null,
  };
}

function propose(question: PracticeQuestion, asked: string, text: string): PracticeReply {
  return { text, call: { name: "run_shell", arguments: question.propose(asked) } };
}

const openFirst: PracticeReply = {
  text: "No terminal is open, so I ask for one on this machine first.",
  call: {
    name: "open_terminal",
    arguments: { host: localHostId, reason: "A terminal to look it up in." },
  },
};

function introduction(text: string): string {
  const greeted = /^\s*(hi|hello|hey|hallo|hola|bonjour|salut|help|hilfe|\?)\b/i.test(text);
  const opening = greeted
    ? "Hello. This is practice: no language model, only fixed rules."
    : "This is practice: no language model, only fixed rules, and they do not recognise this question.";
  const list = questions.map(({ about, example }) => `- ${about}: "${example}"`);
  return `${opening} I understand questions about\n\n${list.join("\n")}\n\nFor everything else connect a model in the settings.`;
}
