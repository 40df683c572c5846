import { endsIn, secretQuestions } from "../../shared/secret-prompt.ts";

/** Questions that only a person can answer, as programs end their output with them. */
const questions: readonly RegExp[] = [
  ...secretQuestions,
  // Yes or no.
  /[([](?:y(?:es)?\/n(?:o)?(?:\/[^)\]]{1,40})?|n\/y|j\/n|o\/n|s\/n)[)\]]\s*[?:.]?\s*$/i,
  /\((?:yes\/no(?:\/\[fingerprint\])?)\)\?\s*$/i,
  // Pagers and stops.
  /^--\s?more\s?--.*$/i,
  /^\(END\)\s*$/,
  /^(?:press|hit) (?:any key|enter|return)[^\n]*$/i,
  /^lines \d+-\d+[^\n]*$/i,
];

/** Whether output that has stopped ends in a question for a person. A guess, and named as one where it is shown. */
export function waitsForPerson(output: string): boolean {
  return endsIn(output, questions);
}
