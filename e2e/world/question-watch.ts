import type { NeedsInput } from "../../shared/contract/terminals.ts";
import type { PromptKind } from "../../shared/prompts/recorded-prompt.ts";
import type { Terminal } from "../../src-main/terminals/terminal.ts";
import type { Terminals } from "../../src-main/terminals/terminals.ts";
import { until } from "./until.ts";

/** How long a question may stand there before it is told, in ms. */
const promiseMs = 2_000;

/**
 * Sees each question of a terminal come, and whether it was told within two seconds of the last byte or key. That is
 * measured by a timer of the same loop that the terminal's own timers run in: a busy machine holds up both, in order.
 */
export class QuestionWatch implements Disposable {
  readonly #terminal: Terminal;
  readonly #listening = new DisposableStack();
  readonly #late = new Set<number>();
  #seen = 0;
  #isOverdue = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(terminals: Terminals, terminal: Terminal) {
    this.#terminal = terminal;
    this.#listening.use(
      terminal.traffic.on(({ type }) => {
        if (type === "output" || type === "typed") this.#again();
      }),
    );
    this.#listening.use(terminals.events.on(() => this.#look()));
  }

  get now(): NeedsInput | null {
    return this.#terminal.info().needsInput;
  }

  /** The next question after number `after`, of that kind if one is given; fails where it was told late. */
  async told(after = 0, kind: PromptKind | null = null): Promise<NeedsInput> {
    const needs = await until("a question", () => {
      const { now } = this;
      if (now === null || now.question <= after) return null;
      return kind === null || now.kind === kind ? now : null;
    }).catch((error) => {
      throw new Error(
        `${String(error)}, told: ${JSON.stringify(this.now)}, saw:\n${this.screen()}`,
      );
    });
    this.#look();
    if (this.#late.has(needs.question)) throw new Error(`it came late: ${needs.text}`);
    return needs;
  }

  screen(): string {
    return this.#terminal.capture({ history: 500 });
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#isOverdue = false;
    this.#timer = setTimeout(() => {
      this.#isOverdue = true;
    }, promiseMs);
  }

  #look(): void {
    const { now } = this;
    if (now === null || now.question === this.#seen) return;
    this.#seen = now.question;
    if (this.#isOverdue) this.#late.add(now.question);
  }
}
