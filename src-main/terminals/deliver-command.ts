import type { Refusal } from "../../shared/contract/approvals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Emitter } from "../base/emitter.ts";
import { deliveryKeys } from "./delivery.ts";
import type { Mark } from "./marks.ts";
import type { ShellState } from "./shell-state.ts";
import { privateKeys } from "./shells/private-keys.ts";
import { politeMs } from "./wait-reason.ts";

/** As much of a terminal as the delivery of a command needs. */
export type ShellWire = {
  state(): ShellState;
  /** Said after every mark, every key of the person, and at the end. */
  readonly changed: Emitter<void>;
  readonly marks: Emitter<Mark>;
  /** True once nothing can be sent any more. */
  ended(): boolean;
  /** True while somebody has the pane in a mode that takes the keys (tmux's copy mode). */
  isElsewhere(): boolean;
  /** True while the other side does not answer, though it may again: nothing is sent then that would arrive who knows when. */
  isSilent(): boolean;
  /** True while a line that was left is taken back: ^C throws away what others have just asked the shell. */
  isClearing(): boolean;
  /** When the person last typed, in ms since the epoch. */
  lastKeyAt(): number;
  now(): number;
  write(bytes: Uint8Array): Promise<Result<void, FairleadError>>;
  /** The key that runs the line goes out next. */
  entering(): void;
  /** It has gone out. */
  entered(): void;
  /** Keeps the person's keys back until it is disposed of; then they go out in order. */
  hold(): Disposable;
  /** Why the shell as it is known now would not get exactly this text. */
  check(command: string): Refusal[];
};

/** What of it the terminal gives; the rest is the agent's desk's. */
export type DeskWire = Omit<ShellWire, "entering" | "entered" | "isClearing">;

/** As much of it as a question to the shell's line editor needs. */
type Asked = Pick<ShellWire, "changed" | "ended" | "marks" | "write">;

/** How often it is looked whether the pane is in a mode of its own. */
const lookMs = 500;
const answerMs = 3_000;
/** The same of one that has answered just before: it will again, however busy its host is. */
const nextAnswerMs = 10_000;
/** How long the person's keys are kept back after Enter where the shell has no mark for a command's beginning. */
const beginMs = 500;
/** A shell that leaves this many questions in a row unanswered has no line editor. */
const mostUnanswered = 3;
const interrupt = Uint8Array.of(3);

type Answer = Extract<Mark, { kind: "line" }>;
type Outcome = Result<void, FairleadError>;

/**
 * Brings a checked command to its shell and runs it: waits until the shell stands at its prompt with an empty line, calls
 * `started` right before the first byte of the command's delivery (again after every further wait, since the target may
 * have changed meanwhile), and sends. Nobody's half-typed line is touched. A failure means that the command was not run.
 */
export async function deliverCommand(
  wire: ShellWire,
  command: string,
  started: () => Promise<Outcome>,
  signal: AbortSignal,
): Promise<Outcome> {
  for (;;) {
    const clean = await cleanPrompt(wire, signal);
    if (!clean.ok) return clean;
    const [refusal] = wire.check(command);
    if (refusal !== undefined) return fail(failure("command-refused", refusal.sentence));
    const begun = await started();
    if (!begun.ok) return begun;
    if (signal.aborted) return fail(failure("aborted"));
    if (wire.state().place !== "prompt" || wire.state().line === "typed") continue;
    using _held = wire.hold();
    const sent = await send(wire, command, signal);
    if (sent !== "busy") return sent;
  }
}

/** Waits for the prompt and for the person; where the shell can tell, it is asked whether its line is empty. */
async function cleanPrompt(wire: ShellWire, signal: AbortSignal): Promise<Outcome> {
  for (let unanswered = 0; ; ) {
    const hopeless = hopelessNow(wire, signal);
    if (hopeless !== null) return fail(hopeless);
    const waitMs = notYet(wire);
    if (waitMs > 0) {
      await change(wire, signal, waitMs);
      continue;
    }
    const isEmpty = await lineIsEmpty(wire, signal);
    if (isEmpty === true) return ok(undefined);
    unanswered = isEmpty === null && !wire.isSilent() ? unanswered + 1 : 0;
    if (unanswered === mostUnanswered && wire.state().place === "prompt") {
      // Without a line editor (set +o emacs) our keys are text on the person's line: that goes, and nothing is sent.
      return takeBackUnanswered(wire, "its line editor does not answer");
    }
    // A line editor may drop keys while it cancels a line: it is asked again.
    if (isEmpty === null) await change(wire, signal, answerMs);
  }
}

/** How long to wait before another look, in ms; infinite until something changes, 0 when the prompt looks clean. */
function notYet(wire: ShellWire): number {
  const { place, line } = wire.state();
  const isBusy = place !== "prompt" || line === "typed" || wire.isSilent() || wire.isClearing();
  if (isBusy) return Number.POSITIVE_INFINITY;
  if (wire.isElsewhere()) return lookMs;
  return Math.max(0, wire.lastKeyAt() + politeMs - wire.now());
}

/** null where the shell does not answer. */
async function lineIsEmpty(wire: ShellWire, signal: AbortSignal): Promise<boolean | null> {
  if (!wire.state().hasEditor) return true;
  const answer = await ask(wire, privateKeys.ask, answerMs, signal);
  return answer === null ? null : answer.length === 0;
}

/** Why waiting makes no sense; null where it does. */
function hopelessNow(wire: ShellWire, signal: AbortSignal): FairleadError | null {
  if (signal.aborted) return failure("aborted");
  if (wire.ended()) return failure("terminal-lost");
  const { edits, hasEditor, integration } = wire.state();
  if (integration === "none") return failure("terminal-not-ready", "no marks");
  if (hasEditor && !edits) return failure("terminal-not-ready", "its line editor is off");
  return null;
}

/** "busy" where the line was not empty after all; then nothing was put on it. */
async function send(
  wire: ShellWire,
  command: string,
  signal: AbortSignal,
): Promise<Outcome | "busy"> {
  const { shell, hasEditor } = wire.state();
  const { keys, enter } = deliveryKeys(shell, command);
  if (!hasEditor) {
    // The echo of a typed line begins with its first key.
    wire.entering();
    const typed = await wire.write(keys);
    return typed.ok ? run(wire, enter) : takeBack(wire, typed.error);
  }
  const armed = await ask(wire, privateKeys.arm, nextAnswerMs, signal);
  if (armed === null) {
    // A stop ends the wait for the answer, too.
    if (signal.aborted) return takeBack(wire, failure("aborted"));
    return takeBackUnanswered(wire, "no answer");
  }
  if (armed.answer !== "armed") return "busy";
  const put = await putOnLine(wire, keys, command, signal);
  if (!put.ok) return takeBack(wire, put.error);
  wire.entering();
  // Listened for before the key goes out, since the answer may come with it.
  const begun = beginning(wire, shell === "fish" ? answerMs : beginMs);
  const entered = await run(wire, enter);
  return entered.ok ? begun : entered;
}

/** Pastes, and has the shell say that the line is what was sent: some editors change what is pasted. */
async function putOnLine(
  wire: ShellWire,
  keys: Uint8Array,
  command: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const written = await wire.write(keys);
  if (!written.ok) return written;
  const line = await readLine(wire, nextAnswerMs + command.length / 5, signal);
  if (signal.aborted) return fail(failure("aborted"));
  if (line === command) return ok(undefined);
  if (line === null && wire.isSilent()) return fail(failure("host-silent"));
  const what = line === null ? "no answer" : "the shell's line is not what was sent";
  return fail(failure("terminal-not-ready", what));
}

/** Where the line broke at this very key nobody knows whether it arrived: the run is under way then, and found out later. */
async function run(wire: ShellWire, enter: Uint8Array): Promise<Outcome> {
  const entered = await wire.write(enter);
  if (entered.ok) wire.entered();
  const isRefused = !entered.ok && entered.error.code === "tmux-failed";
  return isRefused ? takeBack(wire, entered.error) : ok(undefined);
}

/**
 * Resolves when the shell has begun, so that keys of the person that were kept back reach the program and not the line
 * editor. fish says when it cannot parse the line; it has then cleared it.
 */
async function beginning(wire: ShellWire, waitMs: number): Promise<Outcome> {
  const answer = Promise.withResolvers<Outcome>();
  using _listening = wire.marks.on((mark) => {
    if (mark.kind === "command-start" || mark.kind === "command-end") answer.resolve(ok(undefined));
    if (mark.kind === "line" && mark.answer === "invalid") {
      wire.state().cancelled();
      answer.resolve(fail(failure("command-refused", "fish cannot read this command")));
    }
  });
  const timer = setTimeout(() => answer.resolve(ok(undefined)), waitMs);
  const outcome = await answer.promise;
  clearTimeout(timer);
  return outcome;
}

/** Whether the text has gone is looked at again. */
const mostLooks = 4;

/**
 * An app that was killed between its paste and its Enter has left its command on the line. Where the shell says that just this
 * stands there it goes, as it does when a delivery fails; what a person has typed or changed stays.
 */
export async function takeBackLeft(wire: DeskWire, command: string): Promise<void> {
  if (!wire.state().hasEditor || wire.state().place !== "prompt") return;
  using _held = wire.hold();
  const { signal } = new AbortController();
  for (let look = 0; look < mostLooks; look += 1) {
    const line = await readLine(wire, answerMs + command.length / 5, signal);
    // While the prompt is drawn anew an editor may drop our question.
    const isAnswered = line !== null || look === 0;
    if (isAnswered && line !== command) return;
    if (line === command && wire.state().place === "prompt") await clear(wire);
  }
}

/** What may stand on the line goes. */
async function takeBack(wire: ShellWire, error: FairleadError): Promise<Outcome> {
  await clear(wire);
  return fail(error);
}

/**
 * With ^C, which every editor takes for that. Only fish, while it is busy with a question of ours, ends that and keeps the
 * line: it has a key of its own, which waits its turn.
 */
async function clear(wire: Pick<ShellWire, "state" | "write">): Promise<void> {
  const isFish = wire.state().shell === "fish";
  await wire.write(isFish ? Buffer.from(privateKeys.clear) : interrupt);
  wire.state().cancelled();
}

/** An editor that takes no key of ours for a key may still take ^C. */
async function takeBackUnanswered(wire: ShellWire, what: string): Promise<Outcome> {
  await wire.write(interrupt);
  wire.state().cancelled();
  return fail(failure("terminal-not-ready", what));
}

/** The text on the shell's line, byte for byte; null where the shell does not answer. */
async function readLine(wire: Asked, waitMs: number, signal: AbortSignal): Promise<string | null> {
  const parts: Buffer[] = [];
  using _reading = wire.marks.on((mark) => {
    if (mark.kind === "line-text") parts.push(linePart(mark.bytes));
  });
  const answer = await ask(wire, privateKeys.read, waitMs, signal);
  return answer === null ? null : Buffer.concat(parts).toString("utf8");
}

/** A part ends in a line feed of its own, and the terminal puts a carriage return before each, which no command has. */
function linePart(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes.filter((byte) => byte !== 0x0d));
  return text.at(-1) === 0x0a ? text.subarray(0, -1) : text;
}

/** Sends a private key and waits for the shell's answer; null where none comes. */
async function ask(
  wire: Asked,
  key: string,
  waitMs: number,
  signal: AbortSignal,
): Promise<Answer | null> {
  const answer = Promise.withResolvers<Answer | null>();
  using _listening = wire.marks.on((mark) => {
    if (mark.kind === "line") answer.resolve(mark);
  });
  using _watching = wire.changed.on(() => {
    if (wire.ended()) answer.resolve(null);
  });
  const written = await wire.write(Buffer.from(key));
  if (!written.ok) return null;
  const none = () => answer.resolve(null);
  const timer = setTimeout(none, waitMs);
  signal.addEventListener("abort", none);
  if (signal.aborted) none();
  const said = await answer.promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", none);
  return said;
}

/** Resolves at the next change, when the signal aborts, or after `longestMs`, which may be infinite. */
function change(wire: ShellWire, signal: AbortSignal, longestMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      listening[Symbol.dispose]();
      signal.removeEventListener("abort", done);
      clearTimeout(timer);
      resolve();
    };
    const listening = wire.changed.on(done);
    const timer = Number.isFinite(longestMs) ? setTimeout(done, longestMs) : undefined;
    signal.addEventListener("abort", done);
    if (signal.aborted || wire.ended()) done();
  });
}
