import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import type { HostId } from "../../shared/ids.ts";
import { jumpChain } from "../../shared/jump-chain.ts";
import { unreachable } from "../../shared/result.ts";
import type { Asker } from "./asker.ts";
import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { handleEach, withHelper } from "./handle-each.ts";
import type { Client } from "./open-core.ts";
import { note, type Surroundings } from "./surroundings.ts";
import { visible, visibleLine } from "./visible.ts";

export type QuestionParts = {
  client: Client;
  asker: Asker;
  surroundings: Surroundings;
  /** Only what this host asks, and the hosts it is reached over. */
  hostId: HostId;
};

/**
 * Runs `work` and meanwhile passes what the connection asks (host key, password …) on to the person at the terminal.
 * Where nobody can be asked the first question ends it.
 */
export function answerQuestions<T>(
  parts: QuestionParts,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { asker, hostId } = parts;
  const answerAll = (signal: AbortSignal) =>
    handleEach(
      ofHost(parts, signal),
      (question, open) => {
        if (!asker.canAsk) throw cannotAsk(question);
        void asker.inTurn(() => answerOne(parts, question, open));
      },
      signal,
    );
  async function* ofHost({ client }: QuestionParts, signal: AbortSignal) {
    const way = await hostsOnTheWay(client, hostId);
    for await (const { questions } of await client.questions.events(undefined, { signal })) {
      yield questions.filter((question) => way.has(question.hostId));
    }
  }
  return withHelper(work, answerAll, parts.surroundings.signal);
}

async function hostsOnTheWay(client: Client, hostId: HostId): Promise<Set<HostId>> {
  const hosts = await client.hosts.list();
  const host = hosts.find(({ id }) => id === hostId);
  const chain = host && jumpChain(host, (hop) => hosts.find(({ id }) => id === hop));
  return new Set([hostId, ...(chain?.kind === "chain" ? chain.hops.map(({ id }) => id) : [])]);
}

function cannotAsk(question: Question): CommandFailure {
  return new CommandFailure(
    `Connecting to ${visibleLine(question.endpoint)} needs a person's answer (${wanted(question)}) and nobody can be asked here, so nothing was run.`,
    exitCodes.cannotAsk.code,
  );
}

function wanted({ ask }: Question): string {
  switch (ask.kind) {
    case "host-key":
      return `is the host key ${ask.keyType} ${ask.fingerprint} right?`;
    case "password":
      return "password";
    case "passphrase":
      return `passphrase of ${visibleLine(ask.path)}`;
    case "keyboard-interactive":
      return "keyboard-interactive login";
    default:
      return unreachable(ask);
  }
}

async function answerOne(
  { client, asker, surroundings }: QuestionParts,
  question: Question,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const answer = await askPerson(asker, surroundings, question, signal);
  if (signal.aborted) return;
  // Somebody at a window may have been quicker: then this answer counts for nothing.
  await client.questions.answer({ id: question.id, answer }).catch(() => undefined);
}

async function askPerson(
  asker: Asker,
  surroundings: Surroundings,
  { ask, endpoint }: Question,
  signal: AbortSignal,
): Promise<QuestionAnswer> {
  const where = visibleLine(endpoint);
  switch (ask.kind) {
    case "host-key": {
      note(surroundings, `${where} was never connected to. Its ${ask.keyType} key is`);
      note(surroundings, `  ${visibleLine(ask.fingerprint)}`);
      const answer = await asker.line("Is that the right one? Type yes to accept it: ", signal);
      return { kind: answer === "yes" ? "accept" : "cancel" };
    }
    case "password":
      return secretAnswer(asker, `Password of ${where}`, ask.retry, signal);
    case "passphrase":
      return secretAnswer(asker, `Passphrase of ${visibleLine(ask.path)}`, ask.retry, signal);
    case "keyboard-interactive": {
      for (const text of [ask.title, ask.instructions].filter((one) => one !== "")) {
        note(surroundings, `${where} says: ${visible(text)}`);
      }
      return promptAnswers(asker, where, ask.prompts, signal);
    }
    default:
      return unreachable(ask);
  }
}

async function secretAnswer(
  asker: Asker,
  what: string,
  retry: boolean,
  signal: AbortSignal,
): Promise<QuestionAnswer> {
  const secret = await asker.secret(`${retry ? "Not accepted. " : ""}${what}: `, signal);
  return secret === null ? { kind: "cancel" } : { kind: "secret", secret, remember: false };
}

async function promptAnswers(
  asker: Asker,
  where: string,
  prompts: readonly { text: string; echo: boolean }[],
  signal: AbortSignal,
): Promise<QuestionAnswer> {
  const answers: string[] = [];
  for (const { text, echo } of prompts) {
    const prompt = `${where} asks: ${visibleLine(text)} `;
    const answer = await (echo ? asker.line(prompt, signal) : asker.secret(prompt, signal));
    if (answer === null) return { kind: "cancel" };
    answers.push(answer);
  }
  return { kind: "answers", answers };
}
