import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, type Result } from "../../shared/result.ts";
import type { Emitter } from "../base/emitter.ts";
import type { Secret } from "../base/secret.ts";
import { fillPrompt } from "./fill-prompt.ts";
import type { InputWatch } from "./input-watch.ts";
import { keyBytes } from "./key-bytes.ts";
import { Keyboard } from "./keyboard.ts";
import type { Traffic } from "./recording/traffic.ts";
import type { ShellState } from "./shell-state.ts";
import { TypedSecret } from "./typed-secret.ts";

export type TerminalInputParts = {
  shell: () => ShellState;
  /** Told of the person's keys; knows what is asked. */
  watch: Pick<InputWatch, "isBegun" | "needs" | "typed">;
  traffic: Emitter<Traffic>;
  now: () => number;
  /** What an approval is bound to. */
  fingerprint: () => string;
  /** Keys that would arrive who knows when are not taken. */
  takesKeys: () => boolean;
  /** Whether its shell answers. */
  isReady: () => boolean;
  write: (bytes: Uint8Array) => Promise<Result<void, FairleadError>>;
  /** Told what the person has typed where the terminal showed nothing of it. */
  learnSecret: (value: string) => void;
  /** The person enters a line in a shell that says nothing before it runs it. */
  enters: () => void;
  /** A ^C goes to whatever runs. */
  interrupts: () => void;
  /** The person has typed something. */
  personTyped: () => void;
  changed: () => void;
};

const enterKey = Uint8Array.of(0x0d);
const interruptKey = Uint8Array.of(0x03);

/** Everything that is typed into a terminal, by the person, the agent or the keychain, and who has its keyboard. */
export class TerminalInput {
  readonly keyboard: Keyboard;
  readonly #parts: TerminalInputParts;
  readonly #typedSecret: TypedSecret;

  constructor(parts: TerminalInputParts) {
    this.#parts = parts;
    this.#typedSecret = new TypedSecret(parts.learnSecret, parts.now);
    this.keyboard = new Keyboard({
      now: parts.now,
      press: (bytes) => this.#press(bytes),
      reply: (bytes) => void parts.write(bytes), // What becomes of it shows on the screen.
    });
  }

  /** What the program has printed, without marks. */
  printed(bytes: Uint8Array): void {
    this.#typedSecret.printed(bytes);
  }

  /** Keys of the person: they take the driver at once. An emulator's own answers to programs pass without that. */
  fromPerson(bytes: Uint8Array): void {
    if (bytes.length === 0 || !this.#parts.takesKeys()) return;
    if (!this.keyboard.input(bytes)) return;
    if (isInterrupt(bytes)) this.#parts.interrupts();
    this.#parts.personTyped();
    this.#parts.changed();
  }

  /** Named keys and text in order, pressed by the agent. */
  async fromAgent(keys: readonly string[]): Promise<Result<void, FairleadError>> {
    if (!this.#parts.takesKeys()) return fail(failure("terminal-lost"));
    const shell = this.#parts.shell();
    const bytes = Buffer.concat(keys.map((key) => keyBytes(key, shell.applicationCursor)));
    if (isInterrupt(bytes)) this.#parts.interrupts();
    this.keyboard.take("agent");
    shell.typed(bytes);
    this.#parts.changed();
    return await this.writeAgents(bytes);
  }

  /** What the agent sends on the way to its command. */
  writeAgents(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    this.#parts.traffic.emit({ type: "typed", bytes, by: "agent" });
    return this.#parts.write(bytes);
  }

  /** The person gives the keyboard to the agent; with `clear` what stands on the line is cancelled. */
  handBack(clear: boolean): void {
    // Pressed as a person presses it: the line stays to be read, and no editor takes it for anything else.
    if (clear) this.#press(interruptKey);
    this.keyboard.handBack(clear);
    this.#parts.changed();
  }

  /**
   * Answers the question with the secret that `begin` hands out, and Enter. Nothing of it is sent where another question
   * or none stands there, or the program shows what is typed: a failure then says so.
   */
  async fill(
    question: number,
    begin: () => Promise<Result<Secret, FairleadError>>,
  ): Promise<Result<void, FairleadError>> {
    // While a command is on its way to the prompt nothing asks.
    if (this.keyboard.isHeld) return fail(failure("prompt-gone"));
    const { fingerprint, isReady, shell, takesKeys, traffic, watch, write } = this.#parts;
    const target = fingerprint();
    return await fillPrompt({
      isThere: () =>
        takesKeys() && isReady() && fingerprint() === target && watch.needs?.question === question,
      isBegun: () => watch.isBegun,
      output: traffic,
      hold: () => this.keyboard.hold(),
      write,
      entered: () => {
        shell().typed(enterKey);
        traffic.emit({ type: "filled" });
      },
      begin,
    });
  }

  /** Keys of the person on their way. */
  #press(bytes: Uint8Array): void {
    const { enters, shell, traffic, watch, write } = this.#parts;
    if (shell().entersUnseen(bytes)) enters();
    shell().typed(bytes);
    this.#typedSecret.typed(bytes, shell().isEditing);
    watch.typed(bytes);
    traffic.emit({ type: "typed", bytes, by: "person" });
    void write(bytes); // What becomes of them shows on the screen.
  }
}

function isInterrupt(bytes: Uint8Array): boolean {
  return bytes.includes(3);
}
