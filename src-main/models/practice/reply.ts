import { localHostId } from "../../../shared/ids.ts";
import { answerResult } from "./answer-result.ts";
import { readCallResult } from "./call-result.ts";
import { asksAllHosts, fleet, fleetAnswer, fleetCall, hostsListed } from "./fleet.ts";
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
  call: { name: string; arguments: Record<string, unknown> } | null;
};

/** What practice says next. Pure: fixed rules, no language model. */
export function reply(
  messages: readonly PracticeMessage[],
  tools: readonly string[],
  context: AnswerContext,
): PracticeReply {
  const asked = messages.findLastIndex(({ role }) => role === "user");
  const text = messages[asked]?.content ?? "";
  const ended = endedCommand(text);
  if (ended !== null) return { text: ended, call: null };
  // No rules sum up: an empty answer lets Fairlead list what was done.
  if (text.startsWith("Sum this up:") && tools.length === 0) return { text: "", call: null };
  const question = recognise(text);
  const since = messages.slice(asked + 1);
  const last = since.at(-1);
  if (last?.role !== "tool") return first(text, question, tools);
  const called = since.findLast(({ calls }) => calls.length > 0)?.calls.at(-1)?.name;
  if (called === "list_hosts") return onAllHosts(question, text, last.content);
  if (called === "run_on_hosts" && last.content.startsWith("state: ")) {
    return { text: fleetAnswer(last.content), call: null };
  }
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
  if (asksAllHosts(text) && tools.includes("run_on_hosts")) {
    return {
      text: "Practice, no language model: this is about all hosts. First I look which there are.",
      call: { name: "list_hosts", arguments: {} },
    };
  }
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

function onAllHosts(
  question: PracticeQuestion | undefined,
  asked: string,
  listed: string,
): PracticeReply {
  const hosts = hostsListed(listed);
  if (hosts.length > 0) return { text: "", call: fleetCall(question, asked, hosts) };
  return {
    text: "There is no host in the inventory yet. Add some, and ask again.",
    call: null,
  };
}

/** Word that a command has ended after its call; null where the text is something else. */
function endedCommand(text: string): string | null {
  if (!text.startsWith("event: a command that you started has ended")) return null;
  const fact = (name: string) => new RegExp(`^${name}: (.+)$`, "m").exec(text)?.[1];
  const code = fact("exit code");
  const duration = fact("duration");
  const how = code === undefined ? `is over (${fact("state")})` : `ended with exit code ${code}`;
  return `${fact("command")} ${how}${duration === undefined ? "" : ` after ${duration}`}.`;
}

function introduction(text: string): string {
  const greeted = /^\s*(hi|hello|hey|hallo|hola|bonjour|salut|help|hilfe|\?)\b/i.test(text);
  const opening = greeted
    ? "Hello. This is practice: no language model, only fixed rules."
    : "This is practice: no language model, only fixed rules, and they do not recognise this question.";
  const list = [...questions, fleet].map(({ about, example }) => `- ${about}: "${example}"`);
  return `${opening} I understand questions about\n\n${list.join("\n")}\n\nFor everything else connect a model in the settings.`;
}
