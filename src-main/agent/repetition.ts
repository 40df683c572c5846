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

/** So many calls that take turns are still the same over and over. */
const longestRound = 4;

/** Beyond this many more, the turn is over: the model does not listen. */
const patience = 3;

/** So many calls in a row that no tool could make anything of are the last: another one would be no better. */
const mostFailures = 10;

/** Calls that are looked back at. */
const remembered = (mostInRow.read + patience + 1) * longestRound;

export type RepetitionVerdict = "go-on" | "say-so" | "give-up";

/**
 * Notices a model that goes round in circles: the same call over and over, a few that take turns, calls that make no
 * sense one after the other. One per turn.
 */
export class Repetition {
  readonly #calls: { key: string; most: number }[] = [];
  #failures = 0;

  /** What to do about this call; counts it. How a person is asked does not make it another call. */
  judge(call: ModelToolCall, kind: Plan["kind"]): RepetitionVerdict {
    this.#failures = 0;
    return this.#judge(call, kind);
  }

  /** The same for a call that makes no sense to any tool. */
  judgeFailed(call: ModelToolCall): RepetitionVerdict {
    this.#failures += 1;
    return this.#failures > mostFailures ? "give-up" : this.#judge(call, "act");
  }

  #judge(call: ModelToolCall, kind: Plan["kind"]): RepetitionVerdict {
    const key = `${call.name} ${withoutAsking(call.arguments)}`;
    this.#calls.push({ key, most: mostInRow[kind] });
    if (this.#calls.length > remembered) this.#calls.shift();
    let over = 0;
    for (let round = 1; round <= longestRound; round += 1) {
      over = Math.max(over, this.#roundsOf(round) - this.#mostOf(round));
    }
    if (over <= 0) return "go-on";
    return over <= patience ? "say-so" : "give-up";
  }

  /** How often the last `round` calls have come in a row, in the same order. */
  #roundsOf(round: number): number {
    const calls = this.#calls;
    let same = 0;
    while (
      same + round < calls.length &&
      calls[calls.length - 1 - same]?.key === calls[calls.length - 1 - same - round]?.key
    ) {
      same += 1;
    }
    return Math.floor(same / round) + 1;
  }

  /** The patience of the most harmless among the last `round` calls: waiting for something is looking in turns. */
  #mostOf(round: number): number {
    return Math.max(...this.#calls.slice(-round).map(({ most }) => most));
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
