import type { NeedsInput, TerminalInfo } from "./contract/terminals.ts";
import { unreachable } from "./result.ts";

type Place = Pick<TerminalInfo, "hostName" | "user">;

/** What the program in a terminal waits for, as a sentence without its full stop. */
export function needsInputWords(needs: NeedsInput, { hostName, user }: Place): string {
  switch (needs.kind) {
    case "password":
      return needs.user === null
        ? `Waiting for a password from you on ${hostName}, in the shell of ${user}`
        : `Waiting for your password on ${needs.host ?? hostName} as ${needs.user}`;
    case "passphrase":
      return needs.path === null
        ? `Waiting for a passphrase from you on ${hostName}`
        : `Waiting for the passphrase of ${needs.path} on ${hostName}`;
    case "code":
      return `Waiting for a code or PIN from you on ${hostName}`;
    case "host-key":
      return "Waiting for you to accept or refuse a host key";
    case "yes-no":
      return "Waiting for a yes or no";
    case "any-key":
      return "Waiting for a key";
    case "menu":
      return "Waiting for a choice";
    case "line":
      return "Waiting for a line of text";
    case "pager":
      return "A pager shows its output and waits for keys";
    case "editor":
      return "An editor has the screen";
    case "repl":
      return `${needs.program ?? "A line editor"} waits for a line`;
    case "full-screen":
      return "A full-screen program has the screen";
    case "more-lines":
      return "The shell waits for the rest of a command";
    case "hidden":
      return `What you type on ${hostName} is not shown, as with a password`;
    default:
      return unreachable(needs.kind);
  }
}

/** Why that is a guess; null where it is none. */
export function guessWords({ guess, kind, program }: NeedsInput): string | null {
  if (!guess) return null;
  if (kind === "hidden") return "A guess: your keys showed nothing for 0.3 seconds.";
  return program === null
    ? "A guess, by the form of the question."
    : `A guess: any program can ask as ${program} does.`;
}
