import type { ShellName } from "../../shared/contract/terminals.ts";
import type { SystemName } from "../policy/command-judgement.ts";

/** What the shell of a terminal says through its marks. Only marks with the terminal's nonce become one. */
export type Mark =
  /** I: the integration is loaded, or "unknown" where there is none for this shell. */
  | {
      kind: "intro";
      shell: ShellName;
      version: string;
      system: SystemName | null;
      /** Its own process id; left out where it does not say. */
      pid?: number;
    }
  /** A: the prompt begins. `edits`: the shell has a line editor that knows our keys (bash may have switched it off). */
  | { kind: "prompt-start"; edits: boolean }
  /** B: the prompt is drawn and the shell reads keys. Comes again when the prompt is drawn anew. */
  | { kind: "prompt-end" }
  /** The prompt of a further line: the command so far is not complete. */
  | { kind: "continuation" }
  /** T, right before a C of the person's: what the shell says of its text. */
  | ({ kind: "command-text" } & ToldText)
  /** C: a command starts; `count` is the number of agent commands so far, this one included if it is one. */
  | { kind: "command-start"; count: number }
  /** What follows until the D mark is the shell's, not the command's. */
  | { kind: "output-end" }
  /** D: the line has ended. `ours`: it was the agent's. `errexit`: a shell that nothing can be set in says that it has -e. Without a C mark before it nothing was executed. */
  | { kind: "command-end"; exitCode: number; count: number; ours: boolean; errexit?: true }
  /** L: the line editor's answer: how much stands on its line, and whether the next line is taken as the agent's. */
  | { kind: "line"; length: number; answer: "asked" | "armed" | "invalid" }
  /** R: a part of the text on its line, in order, before an L mark. */
  | { kind: "line-text"; bytes: Uint8Array }
  /** OSC 7 of our own: see `ShellReport`. */
  | ({ kind: "report" } & ShellReport);

/**
 * What a shell says of a command that a person typed. "known": this is it; "long": it begins so; "private": it is not to be
 * remembered; "old": the shell's history has not grown, and this is its last entry.
 */
export type ToldText = { how: "known" | "long" | "private" | "old"; text: string };

/** The last word of the shell, which tmux keeps for us (`#{pane_path}`). */
export type ShellReport = {
  directory: string | null;
  /** Agent commands so far (dash, ash: prompts so far). */
  count: number;
  /** Of the last agent command (dash, ash: of the last command); null before the first. */
  outcome: number | "running" | null;
  /** Where the shell was when it said so; null for shells that cannot tell. */
  place: "prompt" | "command" | null;
  /** Exit codes of the last few agent commands that ended, by what the count was with them. */
  exitCodes: ReadonlyMap<number, number>;
};

/** What any program may print and the terminal should know. Claims, not facts. */
export type Claim =
  | { kind: "title"; title: string }
  | { kind: "bracketed-paste"; on: boolean }
  | { kind: "alternate-screen"; on: boolean }
  | { kind: "application-cursor"; on: boolean }
  /** A prompt of a shell that is not ours. */
  | { kind: "other-shell" };

export type Piece = { kind: "output"; bytes: Uint8Array } | Mark | Claim;

const esc = 0x1b;
const bell = 0x07;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const backslash = 0x5c;
/** A longer sequence is no mark; its rest is output. */
const longestSequence = 4_096;
/** Our own marks may carry a whole command: only who knows the nonce has so much held back. */
const longestMark = 16_384;
/** Within so many bytes a mark of ours says its nonce. */
const nonceWithin = 100;

/**
 * Cuts a terminal's bytes into output, marks and claims; feed chunks of any size. Output is everything but our own marks,
 * byte for byte. A sequence that is cut by the end of a chunk waits for its rest.
 */
export class MarkParser {
  readonly #nonce: string;
  /** In ASCII. */
  readonly #textStart: string;
  readonly #onMark: ((mark: Mark, end: number) => void) | undefined;
  #rest: Uint8Array | null = null;
  /** Bytes pushed before the rest. */
  #passed = 0;

  /** `onMark`: told of every mark as it is found, and how many of the bytes pushed so far stood up to its end. */
  constructor(nonce: string, onMark?: (mark: Mark, end: number) => void) {
    this.#nonce = nonce;
    this.#textStart = `133;R;fl=${nonce};`;
    this.#onMark = onMark;
  }

  push(chunk: Uint8Array): Piece[] {
    const input = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    const start = this.#passed;
    this.#passed += input.length;
    const pieces: Piece[] = [];
    let from = 0;
    let at = input.indexOf(esc);
    while (at !== -1) {
      const end = sequenceEnd(input, at);
      if (end === null) {
        if (input.length - at < this.#longest(input, at)) {
          this.#rest = input.slice(at);
          this.#passed -= this.#rest.length;
          addOutput(pieces, input, from, at);
          return pieces;
        }
        at = input.indexOf(esc, at + 1);
        continue;
      }
      const found = this.#read(input, at, end);
      if (found !== null) {
        addOutput(pieces, input, from, isMark(found) ? at : end);
        pieces.push(found);
        if (isMark(found)) this.#onMark?.(found, start + end);
        from = end;
      }
      at = input.indexOf(esc, end);
    }
    addOutput(pieces, input, from, input.length);
    return pieces;
  }

  /** How long the sequence that begins at `at` may be. */
  #longest(input: Uint8Array, at: number): number {
    const beginning = Buffer.from(input.subarray(at + 2, at + 2 + nonceWithin)).toString("latin1");
    const isOurs = beginning.startsWith("133;") && beginning.includes(`fl=${this.#nonce}`);
    return isOurs ? longestMark : longestSequence;
  }

  #read(input: Uint8Array, at: number, end: number): Mark | Claim | null {
    const second = input[at + 1];
    if (second === openBracket) return readMode(ascii(input, at + 2, end));
    if (second !== closeBracket || end - at > this.#longest(input, at)) return null;
    const stringEnd = stringTerminator(input, end);
    if (stringEnd === null) return null;
    const text = Buffer.from(input.subarray(at + 2, stringEnd)).toString("utf8");
    if (text.startsWith(this.#textStart)) {
      return {
        kind: "line-text",
        bytes: Uint8Array.from(input.subarray(at + 2 + this.#textStart.length, stringEnd)),
      };
    }
    if (text.startsWith("133;")) return this.#readPromptMark(text.slice(4));
    if (text.startsWith("7;")) {
      const report = parseReport(text.slice(2), this.#nonce);
      return report === null ? null : { kind: "report", ...report };
    }
    if (text.startsWith("0;") || text.startsWith("2;")) {
      return { kind: "title", title: text.slice(2) };
    }
    return null;
  }

  #readPromptMark(text: string): Mark | Claim | null {
    const [name = "", ...fields] = text.split(";");
    if (!fields.includes(`fl=${this.#nonce}`)) {
      return name === "A" || name === "B" ? { kind: "other-shell" } : null;
    }
    const value = (key: string) =>
      fields.find((field) => field.startsWith(`${key}=`))?.slice(key.length + 1) ?? "";
    return readMark(name, fields[0] ?? "", value);
  }
}

/** A path of the greatest length with every byte of it escaped. */
const longestReport = 16_384;
const reportForm =
  /^file:\/\/[^/?]*(\/[^?]*)?\?fl=([^:]*):(\d{1,15}):(-?\d{1,10}|r|-)(?::([pc])(?::([-.,\d]{0,256}))?)?$/;

/** Reads an OSC 7 text such as `file://host/tmp?fl=nonce:3:0:p:2.1,3.0`; null where it is not our shell's. */
export function parseReport(text: string, nonce: string): ShellReport | null {
  if (text.length > longestReport) return null;
  const found = reportForm.exec(text);
  if (found === null || found[2] !== nonce) return null;
  const [, path, , count, outcome, place, ended = ""] = found;
  return {
    directory: path === undefined ? null : decodedPath(path),
    count: Number(count),
    outcome: outcome === "r" ? "running" : outcome === "-" ? null : Number(outcome),
    place: place === "p" ? "prompt" : place === "c" ? "command" : null,
    exitCodes: endedCodes(ended),
  };
}

/** `2.1,3.0`: the second ended with 1, the third with 0. */
function endedCodes(text: string): Map<number, number> {
  const codes = new Map<number, number>();
  for (const [, count, code] of text.matchAll(/(?<![-.\d])(\d{1,15})\.(-?\d{1,10})(?![-.\d])/g)) {
    codes.set(Number(count), Number(code));
  }
  return codes;
}

/** As $OSTYPE or `uname -s` says it: "linux-gnu", "Linux", "darwin23", "FreeBSD"; null where nothing was said. */
function systemNamed(text: string): SystemName | null {
  if (text === "") return null;
  return /^linux/i.test(text) ? "linux" : "other";
}

function readMark(name: string, first: string, value: (key: string) => string): Mark | null {
  if (bracketed.has(name) && value("k") !== ")") return null;
  switch (name) {
    case "I":
      return {
        kind: "intro",
        shell: shellNamed(value("s")),
        version: value("v"),
        system: systemNamed(value("y")),
        ...(/^[1-9]\d{0,9}$/.test(value("p")) ? { pid: Number(value("p")) } : {}),
      };
    case "A":
      return { kind: "prompt-start", edits: value("e") !== "0" };
    case "B":
      return { kind: "prompt-end" };
    case "P":
      return { kind: "continuation" };
    case "T":
      return readText(value("h"), value("x"));
    case "C":
      return { kind: "command-start", count: Number(value("n")) || 0 };
    case "E":
      return { kind: "output-end" };
    case "D":
      return {
        kind: "command-end",
        exitCode: Number(first) || 0,
        count: Number(value("n")) || 0,
        ours: value("w") === "1",
        ...(value("o").includes("e") ? { errexit: true } : {}),
      };
    case "L":
      return { kind: "line", length: Number(first) || 0, answer: answers[value("q")] ?? "asked" };
    default:
      return null;
  }
}

const ways: Record<string, ToldText["how"]> = { k: "known", l: "long", p: "private", o: "old" };

function readText(way: string, encoded: string): Mark | null {
  const how = ways[way];
  if (how === undefined) return null;
  try {
    return { kind: "command-text", how, text: decodeURIComponent(encoded) };
  } catch {
    return null; // Not in UTF-8: then the text is not told.
  }
}

/** Where they stand in a prompt the bracket is an escape of its own, so that `echo "$PS1"` prints no mark. */
const bracketed = new Set(["B", "C", "E", "P"]);

const answers: Record<string, "armed" | "invalid"> = { "1": "armed", x: "invalid" };

function shellNamed(name: string): ShellName {
  switch (name) {
    case "bash":
    case "zsh":
    case "fish":
    case "dash":
    case "ash":
      return name;
    default:
      return "unknown";
  }
}

function readMode(text: string): Claim | null {
  if (!text.startsWith("?")) return null;
  const final = text.at(-1);
  if (final !== "h" && final !== "l") return null;
  const modes = text.slice(1, -1).split(";");
  if (modes.includes("2004")) return { kind: "bracketed-paste", on: final === "h" };
  if (modes.some((mode) => mode === "1049" || mode === "1047" || mode === "47")) {
    return { kind: "alternate-screen", on: final === "h" };
  }
  if (modes.includes("1")) return { kind: "application-cursor", on: final === "h" };
  return null;
}

/**
 * Where the control sequence at `at` ends (exclusive), or null while it is not complete. Only CSI and OSC are followed;
 * of anything else the escape alone is taken, since none of it is a mark.
 */
function sequenceEnd(input: Uint8Array, at: number): number | null {
  switch (input[at + 1]) {
    case undefined:
      return null;
    case openBracket:
      return csiEnd(input, at + 2);
    case closeBracket:
      return oscEnd(input, at + 2);
    default:
      return at + 1;
  }
}

/** A control character inside breaks it off: whatever it is, it is no mode that we look for. */
function csiEnd(input: Uint8Array, from: number): number | null {
  for (let at = from; at < input.length; at += 1) {
    const byte = input[at] ?? 0;
    if (byte >= 0x40 && byte <= 0x7e) return at + 1;
    if (byte < 0x20 || byte > 0x7e) return at;
  }
  return null;
}

function oscEnd(input: Uint8Array, from: number): number | null {
  for (let at = from; at < input.length; at += 1) {
    const byte = input[at];
    if (byte === bell) return at + 1;
    if (byte === esc && at + 1 === input.length) return null;
    if (byte === esc) return input[at + 1] === backslash ? at + 2 : at;
    if (byte === /* CAN */ 0x18 || byte === /* SUB */ 0x1a) return at;
  }
  return null;
}

/** Where the text of a complete OSC ends; null where it was broken off. */
function stringTerminator(input: Uint8Array, end: number): number | null {
  if (input[end - 1] === bell) return end - 1;
  return input[end - 2] === esc && input[end - 1] === backslash ? end - 2 : null;
}

const claims: ReadonlySet<string> = new Set<Claim["kind"]>([
  "title",
  "bracketed-paste",
  "alternate-screen",
  "application-cursor",
  "other-shell",
]);

/** Whether it is a word of our own shell's, and not a claim that any program could make. */
export function isMark(piece: Mark | Claim): piece is Mark {
  return !claims.has(piece.kind);
}

function addOutput(pieces: Piece[], input: Uint8Array, from: number, to: number): void {
  if (to > from) pieces.push({ kind: "output", bytes: input.subarray(from, to) });
}

function ascii(input: Uint8Array, from: number, to: number): string {
  return Buffer.from(input.buffer, input.byteOffset + from, to - from).toString("latin1");
}

/** The path as a person reads it; a stray percent sign stays as it is. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
