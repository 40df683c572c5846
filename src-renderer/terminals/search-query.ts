import { fail, ok, type Result } from "../../shared/result.ts";

/** What is looked for in a terminal. */
export interface SearchQuery {
  text: string;
  regex: boolean;
  caseSensitive: boolean;
  wholeWord: boolean;
}

/** What was found: which of how many; `at` null: more than are counted. */
export interface SearchCount {
  at: number | null;
  of: number;
}

/** More are not counted and not highlighted. */
export const mostMatches = 1_000;

/** Whether the query can be looked for, or why not, for a person. */
export function checkQuery({ regex, text }: SearchQuery): Result<void, string> {
  if (!regex) return ok(undefined);
  try {
    new RegExp(text);
    return ok(undefined);
  } catch (error) {
    // "Invalid regular expression: /(/: Unterminated group": what follows the expression says it.
    const reason = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, "") : "";
    return fail(`Not a regular expression${reason === "" ? "." : `: ${reason.toLowerCase()}.`}`);
  }
}

/** "3 of 17", "more than 1000", "nothing found". */
export function countWords({ at, of }: SearchCount): string {
  if (of === 0) return "nothing found";
  if (at === null) return of >= mostMatches ? `more than ${mostMatches}` : `${of} found`;
  return `${at} of ${of >= mostMatches ? `${mostMatches} or more` : of}`;
}
