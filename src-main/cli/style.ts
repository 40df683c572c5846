import type { Surroundings } from "./surroundings.ts";

export type Style = (text: string) => string;

/** Colours for what goes to standard error; none where it is no terminal, with --no-color or NO_COLOR. */
export function styles(surroundings: Surroundings, wanted: boolean): Record<"bold" | "dim", Style> {
  const on = wanted && surroundings.stderr.isTTY === true && !surroundings.environment["NO_COLOR"];
  const style =
    (code: number): Style =>
    (text) =>
      on ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { bold: style(1), dim: style(2) };
}
