import type { NeedsInput } from "../../shared/contract/terminals.ts";

/** A button that presses keys as the person would: what it says, what it sends, what that does. */
export type InputKey = { words: string; keys: string; hint: string };

const enter: InputKey = { words: "Enter", keys: "\r", hint: "Presses Enter" };
const leave: InputKey = { words: "Ctrl+C", keys: "\x03", hint: "Interrupts the program" };
const quit: InputKey = { words: "q", keys: "q", hint: "Leaves a pager and most programs like it" };
const page: InputKey = { words: "Space", keys: " ", hint: "Shows the next page" };
const end: InputKey = {
  words: "Ctrl+D",
  keys: "\x04",
  hint: "Ends the input, which ends most interpreters",
};

/** The keys that are likely to answer it or to leave it. */
export function inputKeys({ answers, kind }: Pick<NeedsInput, "answers" | "kind">): InputKey[] {
  switch (kind) {
    case "yes-no":
    case "host-key": {
      const hint = "Types this; Enter sends it where the program does not take it at once";
      return [...answers.map((words) => ({ words, keys: words, hint })), enter, leave];
    }
    case "any-key":
    case "menu":
    case "line":
      return [enter, leave];
    case "pager":
      return [quit, page, leave];
    case "full-screen":
      return [quit, leave];
    case "repl":
      return [end, leave];
    default:
      // Editors keep unsaved text; a secret is typed or filled.
      return kind === "editor" ? [] : [leave];
  }
}
