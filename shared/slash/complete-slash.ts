import { type SlashArgument, slashCommand, slashCommands } from "./commands.ts";
import { argumentAt, takesRest } from "./parse-slash.ts";

/** Something that can be put into the line. */
export interface Completion {
  /** What is put in. */
  text: string;
  /** What is said beside it. */
  words: string;
  /** A space follows: more may be written. */
  goesOn: boolean;
}

export interface Completions {
  /** Where in the line the word begins that they would replace. */
  from: number;
  entries: readonly Completion[];
}

/** What there is of each kind now. */
export type Candidates = Partial<Record<SlashArgument, readonly { text: string; words: string }[]>>;

/** More are not listed. */
const most = 50;

const signals = [
  { text: "TERM", words: "ask its processes to end" },
  { text: "KILL", words: "end them at once" },
  { text: "INT", words: "press ^C" },
];
const durations = ["30s", "5m", "30m", "2h", "off"].map((text) => ({
  text,
  words: text === "off" ? "no limit" : "from now",
}));

/**
 * What can stand where the line ends, best first: names that begin with what is there before names that hold it. null where the
 * line is no command, or nothing is to be put in.
 */
export function completeSlash(line: string, candidates: Candidates): Completions | null {
  const name = /^\/([a-z]*)$/i.exec(line)?.[1];
  if (name !== undefined) {
    const entries = slashCommands.map((command) => ({
      text: `/${command.name}`,
      words: command.words,
      goesOn: command.usage !== "",
    }));
    return listed(0, `/${name}`, entries);
  }
  const [, known = "", behind] = /^\/([a-z]+)[^\S\n](.*)$/i.exec(line) ?? [];
  const command = slashCommand(known);
  if (behind === undefined || command === null) return null;
  const place = placeAt(behind, (before) => argumentAt(command, before));
  if (place === null) return null;
  const { argument, typed } = place;
  const verbs = Object.entries(command.verbs ?? {}).map(([text, places]) => ({
    text,
    words: "",
    goesOn: places.length > 0,
  }));
  const own = { signal: signals, duration: durations, ...candidates };
  const entries =
    argument === "verb"
      ? verbs
      : (own[argument] ?? []).map((entry) => ({
          ...entry,
          goesOn: argument === "command-run",
        }));
  const inWords = argument !== "verb" && argument in candidates;
  return listed(line.length - typed.length, typed, entries, inWords);
}

/** Which argument the end of the line is in, and what of it is there. */
function placeAt(
  behind: string,
  argumentBehind: (before: readonly string[]) => SlashArgument | "verb" | null,
): { argument: SlashArgument | "verb"; typed: string } | null {
  const before: string[] = [];
  let rest = behind.trimStart();
  for (;;) {
    const argument = argumentBehind(before);
    if (argument === null) return null;
    const [word = ""] = rest.split(/\s/, 1);
    if (takesRest(argument) || word.length === rest.length) return { argument, typed: rest };
    before.push(word);
    rest = rest.slice(word.length).trimStart();
  }
}

/** `typed` may stand anywhere in what is put in, and where `inWords` also in what is said beside it. */
function listed(
  from: number,
  typed: string,
  entries: readonly Completion[],
  inWords = false,
): Completions | null {
  const wanted = typed.replace(/^\//, "").toLowerCase();
  const begun: Completion[] = [];
  const holding: Completion[] = [];
  for (const entry of entries) {
    const text = entry.text.replace(/^\//, "").toLowerCase();
    if (text.startsWith(wanted)) begun.push(entry);
    else if (text.includes(wanted)) holding.push(entry);
    else if (inWords && entry.words.toLowerCase().includes(wanted)) holding.push(entry);
  }
  const all = [...begun, ...holding].slice(0, most);
  return all.length === 0 ? null : { from, entries: all };
}
