import type { Refusal } from "../../shared/contract/approvals.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";
import { unreachable } from "../../shared/result.ts";
import {
  disguiseRefusals,
  hiddenCharacterRefusals,
  normalizeCommand,
} from "../policy/command-text.ts";
import { parseCommand, protectShell } from "../policy/shell-syntax.ts";
import { privateKeys } from "./shells/private-keys.ts";

/** Longest line, in bytes, that dash and busybox ash take whole. */
const shortLineBytes = 1_000;

const pasteStart = "\x1b[200~";
const pasteEnd = "\x1b[201~";

/** The text as it can be proposed to this shell: line ends as LF, parentheses around what would end the shell. */
export function prepareCommand(shell: ShellName, text: string): string {
  const normal = normalizeCommand(text);
  if (isPosixLike(shell)) return protectShell(normal);
  return shell === "fish" ? normal.trimStart() : normal;
}

/**
 * Why this shell would not get exactly this text, or would be ended by it; empty when it can be delivered. `pastes`:
 * whether its editor takes bracketed paste (bash before 4.4 does not).
 */
export function deliveryRefusals(shell: ShellName, text: string, pastes = true): Refusal[] {
  if (text.trim() === "") return [{ at: null, sentence: "The command is empty." }];
  const hidden = hiddenCharacterRefusals(text);
  if (!isPosixLike(shell)) return [...hidden, ...editorRefusals(shell, text, pastes)];
  const { refusals, words, endsShell, killsShell } = parseCommand(text);
  const ending: Refusal[] = [
    ...(endsShell ? [{ at: null, sentence: endsSentence }] : []),
    ...(killsShell ? [{ at: null, sentence: killsSentence }] : []),
  ];
  return [
    ...hidden,
    ...disguiseRefusals(words),
    ...refusals,
    ...ending,
    ...editorRefusals(shell, text, pastes),
  ];
}

/**
 * The keys that bring `text`, checked before, onto the line of a shell that was armed, and the key that runs it: bash and
 * fish take one bracketed paste, zsh the same through a widget of ours, dash and busybox ash a typed line. `enter` is
 * apart so that it goes only when all of `keys` has arrived.
 */
export function deliveryKeys(
  shell: ShellName,
  text: string,
): { keys: Uint8Array; enter: Uint8Array } {
  const paste = `${pasteStart}${text}${pasteEnd}`;
  const submit = Buffer.from(privateKeys.submit);
  switch (shell) {
    case "bash":
    case "fish":
      return { keys: Buffer.from(paste), enter: submit };
    case "zsh":
      return { keys: Buffer.from(`${privateKeys.paste}${text}${pasteEnd}`), enter: submit };
    case "dash":
    case "ash":
      return { keys: Buffer.from(text), enter: Buffer.from("\r") };
    case "unknown":
      throw new Error("nothing is delivered to an unknown shell");
    default:
      return unreachable(shell);
  }
}

const isPosixLike = (shell: ShellName) => shell !== "fish" && shell !== "unknown";

/** What the shell's line editor would change, drop or take for a key. */
function editorRefusals(shell: ShellName, text: string, pastes: boolean): Refusal[] {
  const tab = text.indexOf("\t");
  switch (shell) {
    case "bash":
      return pastes ? [] : shortLineRefusals("this bash", text, tab);
    case "zsh":
      return [];
    case "fish":
      return [
        ...(tab === -1
          ? []
          : [{ at: tab, sentence: "fish drops tabs from pasted text. Use spaces." }]),
        ...(/^\s/.test(text) ? [{ at: 0, sentence: fishTrims }] : []),
        ...fishLimits(text),
        ...fishEndings(text),
      ];
    case "dash":
    case "ash":
      return shortLineRefusals(shell, text, tab);
    case "unknown":
      return [
        {
          at: null,
          sentence:
            "Fairlead does not know this shell, so nothing can be delivered to it exactly as written.",
        },
      ];
    default:
      return unreachable(shell);
  }
}

const endsSentence =
  "The command would end the shell you share with the agent; put it in parentheses.";
const killsSentence =
  "The command sends a signal to the shell you share with the agent. To end that shell, close its terminal.";

const fishTrims = "fish drops spaces at the start of pasted text. Leave them out.";

function shortLineRefusals(shell: string, text: string, tab: number): Refusal[] {
  const refusals: Refusal[] = [];
  const newline = text.indexOf("\n");
  if (newline !== -1) {
    refusals.push({
      at: newline,
      sentence: `${shell} takes one line at a time. Write it in one line.`,
    });
  }
  if (tab !== -1) {
    refusals.push({ at: tab, sentence: `${shell} would complete words at a tab. Use spaces.` });
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > shortLineBytes) {
    refusals.push({
      at: null,
      sentence: `${shell} takes lines of at most ${shortLineBytes} bytes; this one has ${bytes}.`,
    });
  }
  return refusals;
}

/** fish draws the whole line anew for every line that is pasted: beyond this it takes longer than anybody waits. */
const fishLongest = { bytes: 16_000, lines: 250 } as const;

function fishLimits(text: string): Refusal[] {
  const bytes = Buffer.byteLength(text);
  const lines = text.split("\n").length;
  if (bytes <= fishLongest.bytes && lines <= fishLongest.lines) return [];
  const most = `${fishLongest.bytes} bytes in ${fishLongest.lines} lines`;
  const sentence = `fish takes at most ${most} at its prompt; this has ${bytes} bytes in ${lines}. Write it to a file and run that.`;
  return [{ at: null, sentence }];
}

/** fish has no subshell to wrap what would end it, so it is refused. */
function fishEndings(text: string): Refusal[] {
  const match = /(?:^|[\n;&|]|\b(?:and|or|not|begin|then)\s)\s*(exit|exec|logout)\b/.exec(text);
  if (match === null) return [];
  const sentence = `“${match[1]}” would end the shell you share with the agent. Put it in fish -c '…'.`;
  return [{ at: match.index, sentence }];
}
