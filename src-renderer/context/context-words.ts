import type {
  ContextInfo,
  ContextLimit,
  ContextPart,
  ContextWindow,
} from "../../shared/contract/context.ts";
import { moneyWords } from "../../shared/money.ts";
import { countWords, durationWords } from "../ui/times.ts";

/** How full the window is, in percent; what is beyond it counts as well. */
export const percentOf = ({ tokens, window }: ContextInfo): number =>
  Math.round((tokens / window.tokens) * 100);

/** The meter in a line: "24% of 128 k · 31 k tokens · $0.42". */
export function meterWords(info: ContextInfo): string {
  const words = [
    `${percentOf(info)}% of ${countWords(info.window.tokens)}`,
    `${countWords(info.tokens)} tokens`,
  ];
  if (info.nanoDollars !== null && info.nanoDollars > 0) words.push(moneyWords(info.nanoDollars));
  if (info.compacting) words.push("summing up…");
  else if (info.tokens >= info.compactsAt * 0.9) words.push("nearly full");
  return words.join(" · ");
}

const windowWords: Record<ContextWindow["from"], string> = {
  profile: "The size is the one in the model's profile.",
  provider: "The size is the one its provider tells.",
  table: "The size is what is known of this model.",
  unknown:
    "Nobody tells how much this model can take in, so this is a careful guess. Set it in the model's profile.",
};

/** What the figures are worth. */
export function basisWords({ counted, window }: ContextInfo): string {
  const basis = counted
    ? "An estimate, reckoned on from what the provider counted last."
    : "An estimate from the length of the text: the provider has not counted yet.";
  return `${basis} ${windowWords[window.from]}`;
}

export const partWords: Record<ContextPart["kind"], string> = {
  instructions: "Instructions",
  tools: "Tools",
  summary: "Summary of earlier messages",
  person: "Your messages",
  agent: "The agent's words and calls",
  output: "Output of commands and tools",
};

/** What the conversation has used up, with its cost or why none is told. */
export function usedWords({ inputTokens, nanoDollars, outputTokens }: ContextInfo): string {
  const tokens = `${countWords(inputTokens)} tokens sent, ${countWords(outputTokens)} received`;
  if (nanoDollars !== null) return `${tokens}, ${moneyWords(nanoDollars)}.`;
  return `${tokens}. No price is known for this model, so costs are neither told nor limited: set it in the model's profile.`;
}

export const limitWords: Record<ContextLimit["kind"], string> = {
  requests: "Requests",
  tokens: "Tokens",
  cost: "Cost",
  seconds: "Time of work",
};

/** "7 of 20"; "7, no limit". */
export function limitUse({ kind, most, used }: ContextLimit): string {
  const say = (value: number) => {
    if (kind === "cost") return moneyWords(value);
    return kind === "seconds" ? durationWords(value * 1_000) : countWords(value);
  };
  return most === 0 ? `${say(used)}, no limit` : `${say(used)} of ${say(most)}`;
}
