/** What an answer may lean on besides the output. */
export type AnswerContext = { now: Date };

/** What is proposed; `wait` as run_shell takes it, left out = to the end. */
export type Proposal = { command: string; reason: string; wait?: string };

/** One everyday question that practice understands: how it is recognised, looked up and answered. */
export type PracticeQuestion = {
  /** As it is offered to a person: "free disk space". */
  about: string;
  /** A way to ask it, for the list of what is understood; a test asks it. */
  example: string;
  /** Says that this question is meant; tested on lower case text without accents. */
  decides: RegExp;
  /** Breaks ties with other questions that are decided too. */
  helps: RegExp;
  /** One line for bash, zsh, fish, dash and ash alike, degrading where a program is missing. `text` is what was asked. */
  propose(text: string): Proposal;
  /** The answer from real output, quoting its figures; null when the output does not hold what was looked for. */
  answer(output: string, context: AnswerContext): string | null;
  /** What is said while its command has not ended; left out, the same as of any other. */
  meanwhile?: Partial<Record<"running" | "waiting" | "needs-input", string>>;
};

/** Lower case, without accents: "Größte Dateien" becomes "grosste dateien". */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "");
}

export function linesOf(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Output as a block of code, at most `most` lines of it, whatever it holds. */
export function block(lines: readonly string[], most: number): string {
  const shown = lines.slice(0, most);
  const rest = lines.length - shown.length;
  const longest = Math.max(2, ...shown.map((line) => /`{3,}/.exec(line)?.[0].length ?? 0));
  const fence = "`".repeat(longest + 1);
  const more = rest > 0 ? [`… and ${rest} more lines`] : [];
  return [fence, ...shown, ...more, fence].join("\n");
}

/** "1 port", "3 ports". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
