import type { ModelDraft, ModelProfile } from "../../shared/contract/models.ts";

/** What stands in the fields of a model's form; "" = nothing is set. */
export interface ContextDraft {
  window: string;
  input: string;
  output: string;
  cached: string;
  instructions: string;
}

export function contextDraftOf(profile: ModelProfile | null): ContextDraft {
  const text = (value: number | null | undefined) => (value == null ? "" : String(value));
  return {
    window: text(profile?.contextWindow),
    input: text(profile?.price?.input),
    output: text(profile?.price?.output),
    cached: text(profile?.price?.cached),
    instructions: profile?.instructions ?? "",
  };
}

/** What is wrong with a figure; undefined where nothing is. */
export function problemOfNumber(text: string, isWindow: boolean): string | undefined {
  if (text.trim() === "") return undefined;
  const value = Number(text);
  if (isWindow) {
    const good = Number.isInteger(value) && value >= 2_000 && value <= 100_000_000;
    return good ? undefined : "A whole number from 2000 on.";
  }
  return value >= 0 && value <= 10_000 ? undefined : "A number from 0 to 10000.";
}

/** Whether all figures are in order, and a price is told whole or not at all. */
export function isContextReady({ cached, input, output, window }: ContextDraft): boolean {
  const wrong = [input, output, cached].some((text) => problemOfNumber(text, false) !== undefined);
  const half = (input.trim() === "") !== (output.trim() === "");
  return !wrong && !half && problemOfNumber(window, true) === undefined;
}

/** For the profile: null takes away what was set before. */
export function contextOf(
  draft: ContextDraft,
): Required<Pick<ModelDraft, "contextWindow" | "price" | "instructions">> {
  const number = (text: string) => (text.trim() === "" ? null : Number(text));
  const input = number(draft.input);
  const output = number(draft.output);
  return {
    contextWindow: number(draft.window),
    price:
      input === null || output === null ? null : { input, output, cached: number(draft.cached) },
    instructions: draft.instructions.trim() === "" ? null : draft.instructions,
  };
}
