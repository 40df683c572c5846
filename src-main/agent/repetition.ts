import type { ModelToolCall } from "../models/message.ts";
import type { Plan } from "../tools/tool.ts";

/** How often the same call may come in a row: looking again is ordinary, doing the same again is not. */
const mostInRow: Record<Plan["kind"], number> = {
  act: 3,
  fleet: 3,
  read: 15,
  look: 5,
  question: 15,
};

/** Beyond this many more, the turn is over: the model does not listen. */
const patience = 3;

export type RepetitionVerdict = "go-on" | "say-so" | "give-up";

/** Notices a model that makes the same call over and over. One per turn. */
export class Repetition {
  #last = "";
  #count = 0;

  /** What to do about this call; counts it. How a person is asked does not make it another call. */
  judge(call: ModelToolCall, kind: Plan["kind"]): RepetitionVerdict {
    const key = `${call.name} ${withoutAsking(call.arguments)}`;
    this.#count = key === this.#last ? this.#count + 1 : 1;
    this.#last = key;
    const over = this.#count - mostInRow[kind];
    if (over <= 0) return "go-on";
    return over <= patience ? "say-so" : "give-up";
  }
}

function withoutAsking(argumentsText: string): string {
  try {
    const { reason: _r, urgency: _u, step: _s, timeout: _t, ...rest } = JSON.parse(argumentsText);
    return JSON.stringify(rest);
  } catch {
    return argumentsText;
  }
}
