import type { NeedsInput, Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import type { ConversationId, CredentialId, TerminalId } from "../../shared/ids.ts";
import type { PromptKind } from "../../shared/prompts/recorded-prompt.ts";
import { hasEnded } from "../../src-main/tools/wait-for-run.ts";
import type { ModelAnswer, RecordedRequest, ScriptedModel } from "./model.ts";
import { runs, says } from "./model-turns.ts";
import { must, openAtPrompt } from "./own-core.ts";
import type { PromptWorld } from "./prompt-world.ts";
import { QuestionWatch } from "./question-watch.ts";
import { until } from "./until.ts";

/** Runs what stands between the brackets of the person's message, and has nothing to add. */
export const obedient: ModelAnswer = ({ body }) => {
  const last = body.messages?.at(-1);
  const command = last?.role === "user" ? bracketed.exec(last.content ?? "")?.[1] : undefined;
  return command === undefined ? says("I see.") : runs(command);
};
/** Blanks beside the brackets: `-p⟧` would be taken for a password, and its bracket with it. */
const bracketed = /⟦ (.*) ⟧/s;

/** A command of the agent in a terminal and a conversation of its own, so that many can wait at the same time. */
export class PromptTrial implements AsyncDisposable {
  readonly #world: PromptWorld;
  readonly #terminalId: TerminalId;
  readonly #conversation: ConversationId;
  readonly #questions: QuestionWatch;
  #command = "";

  private constructor(world: PromptWorld, terminalId: TerminalId, conversation: ConversationId) {
    this.#world = world;
    this.#terminalId = terminalId;
    this.#conversation = conversation;
    this.#questions = new QuestionWatch(world.app.terminals, this.#terminal);
  }

  /** Opens the terminal. The model of the world is `obedient` from then on. */
  static async open(world: PromptWorld): Promise<PromptTrial> {
    world.model.otherwise = obedient;
    const terminalId = await openAtPrompt(world.app, world.hostId);
    const { id } = must(await world.app.chat.create());
    return new PromptTrial(world, terminalId, id);
  }

  get info(): TerminalInfo {
    return this.#terminal.info();
  }

  /** The agent is asked for a command; it runs when this resolves. */
  async ask(command: string): Promise<void> {
    const { app } = this.#world;
    await app.chat.ended(this.#conversation);
    const before = this.#runs().length;
    this.#command = command;
    must(await app.chat.send(this.#conversation, `Please run ⟦ ${command} ⟧`, this.#terminalId));
    await until("a run", () => (this.#runs().length > before ? true : null)).catch((error) => {
      throw new Error(`${String(error)}, told: ${this.#results().join("\n")}`);
    });
  }

  needs(after = 0, kind: PromptKind | null = null): Promise<NeedsInput> {
    return this.#questions.told(after, kind);
  }

  /** Types as the person does. */
  type(text: string): void {
    this.#terminal.input(Buffer.from(text));
  }

  fill(question: number, credentialId: CredentialId) {
    const { fills } = this.#world.app.services;
    return fills.fill({ id: this.#terminalId, question, credentialId }, "window");
  }

  /** What the tool tells the model while the command waits: the person says something, and the wait is over. */
  async toolResult(): Promise<string> {
    must(await this.#world.app.chat.send(this.#conversation, "Well?", this.#terminalId));
    return await until("the tool's result", () =>
      this.#results().findLast((result) => result.startsWith("state: ")),
    );
  }

  /** The run at its end, with what it printed. */
  async ended(): Promise<Run & { output: string }> {
    const { chat, terminals } = this.#world.app;
    const run = await until("the end", () => {
      const last = this.#runs().at(-1);
      return last !== undefined && hasEnded(last) ? last : null;
    }).catch((error) => {
      throw new Error(`${String(error)}, saw:\n${this.#questions.screen()}`);
    });
    await chat.ended(this.#conversation);
    const { text } = must(await terminals.runOutput(run.id, 0, 20_000));
    return { ...run, output: text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#questions[Symbol.dispose]();
    await this.#world.app.terminals.close(this.#terminalId);
  }

  #results(): string[] {
    return toolResults(this.#world.model, `⟦ ${this.#command} ⟧`);
  }

  #runs(): readonly Run[] {
    return must(this.#world.app.terminals.runs(this.#terminalId));
  }

  get #terminal() {
    const terminal = this.#world.app.terminals.get(this.#terminalId);
    if (terminal === undefined) throw new Error("the terminal is gone");
    return terminal;
  }
}

/** Tool results after the person's message that holds `words`, in the last request of its conversation. */
function toolResults({ requests }: ScriptedModel, words: string): string[] {
  const messages = requests.findLast((request) => holds(request, words))?.body.messages ?? [];
  const from = messages.findLastIndex(({ content }) => content?.includes(words) === true);
  return messages
    .slice(from)
    .flatMap(({ content, role }) => (role === "tool" ? [content ?? ""] : []));
}

const holds = ({ body }: RecordedRequest, words: string) =>
  body.messages?.some(({ content }) => content?.includes(words) === true) === true;
