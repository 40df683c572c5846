import {
  type SlashArgument,
  type SlashCommand,
  type SlashName,
  slashCommand,
  slashCommands,
} from "./commands.ts";

export type ParsedSlash =
  /** To be sent as it is. */
  | { kind: "message" }
  /** `rest`: everything behind the name; `words`: the same word by word. */
  | { kind: "command"; name: SlashName; rest: string; words: string[] }
  /** `nearest`: the name that was probably meant. */
  | { kind: "unknown"; name: string; nearest: SlashName | null };

/**
 * What a line of a person is. A command is one line whose first character is a slash with a name of letters behind it: a
 * path (/etc/hosts), two slashes, a leading space and a text of several lines are messages.
 */
export function parseSlash(text: string): ParsedSlash {
  const [, name, rest = ""] = /^\/([a-z]*)(?:[^\S\n]+(.*))?$/i.exec(text.trimEnd()) ?? [];
  if (name === undefined) return { kind: "message" };
  const known = slashCommand(name);
  if (known === null) return { kind: "unknown", name, nearest: nearestCommand(name) };
  const words = rest.split(/\s+/).filter((word) => word !== "");
  return { kind: "command", name: known.name, rest: rest.trim(), words };
}

/** What stands in the place behind `before`, the words that stand there already; null where nothing may. */
export function argumentAt(
  { places, verbs }: SlashCommand,
  before: readonly string[],
): SlashArgument | "verb" | null {
  const [verb, ...others] = before;
  if (verbs === undefined) return placeOf(places, before.length);
  if (verb === undefined) return "verb";
  return placeOf(verbs[verb.toLowerCase()] ?? [], others.length);
}

/** Arguments that are one word; all others take the rest of the line. */
const oneWord = new Set<SlashArgument>([
  "command-run",
  "approval",
  "slash-command",
  "signal",
  "duration",
  "plan-step",
]);

/** Whether the argument goes on to the end of the line. */
export const takesRest = (argument: SlashArgument | "verb"): boolean =>
  argument !== "verb" && !oneWord.has(argument);

function placeOf(places: readonly SlashArgument[], index: number): SlashArgument | null {
  const last = places.at(-1);
  if (index < places.length) return places[index] ?? null;
  return last !== undefined && takesRest(last) ? last : null;
}

/** The command whose name is closest: two letters off at most, or begun like it. */
export function nearestCommand(name: string): SlashName | null {
  const typed = name.toLowerCase();
  if (typed === "") return null;
  const known = slashCommands.map((command) => command.name);
  const begun = known.find((each) => each.startsWith(typed) || typed.startsWith(each));
  const [best] = known
    .map((each) => ({ each, off: distance(typed, each) }))
    .filter(({ each, off }) => off <= Math.min(2, each.length - 1))
    .sort((one, other) => one.off - other.off);
  if (best !== undefined && best.off < 2) return best.each;
  return begun ?? best?.each ?? null;
}

/** How many letters have to be put in, left out, changed or swapped with the next to make one word of the other. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const costs = [
        cell(rows, row - 1, column) + 1,
        (now[column - 1] ?? 0) + 1,
        cell(rows, row - 1, column - 1) + same,
      ];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) costs.push(cell(rows, row - 2, column - 2) + 1);
      now.push(Math.min(...costs));
    }
    rows.push(now);
  }
  return cell(rows, one.length, other.length);
}

const cell = (rows: readonly number[][], row: number, column: number): number =>
  rows[row]?.[column] ?? 0;
