import type { Finding } from "./program.ts";
import { givenWords } from "./rule-forms.ts";

type Words = readonly (string | null)[];

/** How the command line of a cloud names what it does: groups, then a verb. */
export type Verbs = {
  /** Words that may stand before the verb; anything else there is not known. Space separated. */
  groups: string;
  /** The verbs that only look. */
  reads: RegExp;
  /** Options with a value that may stand before the verb, space separated. */
  values: string;
  /** Whole commands whose answer is secret. */
  secrets: RegExp;
};

/** A check for such a program: null where the verb only looks. */
export const readsByVerb =
  ({ groups, reads, values, secrets }: Verbs) =>
  (words: Words): Finding | null => {
    const known = new Set(groups.split(/\s+/));
    const { operands } = givenWords(words, values);
    const at = operands.findIndex((word) => word !== null && reads.test(word) && !known.has(word));
    const before = operands.slice(0, Math.max(at, 0));
    const asked = before.concat(operands[at] ?? null).join(" ");
    if (at < 1 || !before.every((word) => word !== null && known.has(word)))
      return { effect: "unknown", because: "what it does in the cloud is not described" };
    // The text of a file can be a value of any option.
    if (words.some((word) => word === null || /(^|=)(fileb?:\/\/|@)/.test(word)))
      return { effect: "unknown", because: "sends the content of a file" };
    return secrets.test(asked)
      ? { effect: "read", secret: true, because: "shows keys, passwords or tokens" }
      : null;
  };
