import type { ChatItem, Usage } from "../../../shared/contract/chat.ts";
import type { ContextLimit } from "../../../shared/contract/context.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { Settings } from "../../../shared/settings.ts";
import {
  type Limits,
  limitReached,
  limitsOf,
  nothingSpent,
  type Spent,
  shownLimits,
  spentBefore,
  spentOf,
  together,
} from "./limits.ts";

/** What one turn may use up, of its own and of its conversation. One per turn. */
export class TurnLimits {
  readonly #limits: Limits;
  readonly #ofConversation: Limits;
  readonly #before: Spent;
  #spent: Spent = nothingSpent;

  constructor(
    { conversation, turn }: Pick<Settings, "conversation" | "turn">,
    items: readonly ChatItem[],
  ) {
    const { raised, spent } = spentBefore(items);
    this.#limits = limitsOf(turn);
    this.#ofConversation = limitsOf(conversation, raised);
    this.#before = spent;
  }

  /** Seconds that the turn may work; 0 = no limit. */
  get seconds(): number {
    const { seconds } = this.#limits;
    const left = this.#secondsLeft;
    return left === null ? seconds : Math.min(seconds === 0 ? left : seconds, left);
  }

  /** Counts what a request used. */
  spend(usage: Usage | null): void {
    this.#spent = together(this.#spent, spentOf(usage));
  }

  /** The limit that stands in the way of another request; null = none. */
  reached(): FairleadError | null {
    return limitReached(
      { spent: this.#spent, limits: this.#limits },
      { spent: together(this.#before, this.#spent), limits: this.#ofConversation },
    );
  }

  /** How to say that the time of `seconds` is up. */
  timeIsUp(): FairleadError {
    const { seconds } = this;
    const isOfConversation = this.#secondsLeft === seconds && this.#limits.seconds !== seconds;
    return isOfConversation
      ? failure("conversation-limit", `${this.#ofConversation.seconds} s of work`)
      : failure("turn-limit", `${seconds} s of work`);
  }

  /** For a person: of the turn, then of the conversation; `seconds` is how long the turn has worked. */
  shown(seconds: number): ContextLimit[] {
    const spent = { ...this.#spent, seconds };
    return [
      ...shownLimits("turn", spent, this.#limits),
      ...shownLimits("conversation", together(this.#before, spent), this.#ofConversation),
    ];
  }

  /** null = no limit. A conversation that is over its time has a moment left, so that the turn ends as one of its limit. */
  get #secondsLeft(): number | null {
    const { seconds } = this.#ofConversation;
    return seconds === 0 ? null : Math.max(0.001, seconds - this.#before.seconds);
  }
}
