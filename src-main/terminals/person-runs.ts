import type { Run } from "../../shared/contract/terminals.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { newId } from "../base/new-id.ts";
import { ActiveRun, type ActiveRunParts } from "./active-run.ts";
import type { Claim, Mark, ShellReport, ToldText } from "./marks.ts";
import { plainText } from "./plain-text.ts";
import type { ShellState } from "./shell-state.ts";

/** Bytes between prompt and start that are looked at; a longer line is not compared. */
const longestEcho = 16_384;

export type PersonRunsParts = {
  terminal: { id: TerminalId; hostId: HostId };
  shell: () => Pick<ShellState, "count" | "directory" | "hasEditor" | "integration">;
  fingerprint: () => string;
  redact: (text: string) => string;
  openLog: ActiveRunParts["openLog"];
  now: () => number;
  runChanged: (run: Run, active: ActiveRun) => void;
};

/**
 * A record of every command that a person starts in the terminal's own shell: bash, zsh and fish say when it starts and
 * what it is, dash and busybox ash only that it has ended. What is typed is never read for it: keys may be a password.
 */
export class PersonRuns {
  readonly #parts: PersonRunsParts;
  #active: ActiveRun | null = null;
  #told: ToldText | null = null;
  /** What was shown since the prompt; null where there was none. */
  #echo: Uint8Array[] | null = null;
  #echoBytes = 0;

  constructor(parts: PersonRunsParts) {
    this.#parts = parts;
  }

  /** The command of the person that runs now, redacted; "" where none does, and where its text is not known. */
  get command(): string {
    return this.#active?.run().command ?? "";
  }

  /** What the shell and its programs print. */
  print(bytes: Uint8Array): void {
    if (this.#active !== null) this.#active.print(bytes);
    else if (this.#echo !== null && this.#echoBytes <= longestEcho) {
      this.#echo.push(bytes.slice());
      this.#echoBytes += bytes.length;
    }
  }

  /** `isAgents`: the command that starts is the agent's. */
  mark(mark: Mark | Claim, isAgents: boolean): void {
    switch (mark.kind) {
      case "prompt-end":
        this.#active?.mark(mark);
        this.#echo = [];
        this.#echoBytes = 0;
        return;
      case "command-text":
        this.#told = { how: mark.how, text: mark.text };
        return;
      case "command-start":
        if (!isAgents) this.#start(this.#text(), null).typed(false);
        this.#told = null;
        this.#echo = null;
        return;
      default:
        this.#active?.mark(mark);
    }
  }

  /** The person has entered a line, in a shell that says nothing before it runs it. */
  entered(): void {
    if (this.#active !== null) return;
    const { count } = this.#parts.shell();
    this.#start(untold, count === null ? null : count + 1).typed(true);
  }

  interrupted(): void {
    this.#active?.interrupted();
  }

  /** What the shell said last, after some of its marks were missed. */
  recover(report: ShellReport): void {
    this.#active?.recover(report);
  }

  /** The shell is gone, and what ran in it with it. */
  lost(): void {
    this.#active?.lost();
  }

  #text(): Pick<Run, "command" | "commandText"> {
    const told = this.#told;
    if (told === null) return untold;
    switch (told.how) {
      case "known":
        return { command: told.text, commandText: "known" };
      case "long":
        return { command: told.text, commandText: "long" };
      case "private":
        return { command: "", commandText: "private" };
      case "old":
        // Not added again, because it is the same as the one before; or not to be remembered.
        return this.#shown() === told.text
          ? { command: told.text, commandText: "known" }
          : { command: "", commandText: "private" };
    }
  }

  /** What stands on the line after the prompt; null where that is not known. */
  #shown(): string | null {
    if (this.#echo === null || this.#echoBytes > longestEcho) return null;
    return plainText(Buffer.concat(this.#echo)).replace(/\s+$/, "");
  }

  #start(text: Pick<Run, "command" | "commandText">, expectedCount: number | null): ActiveRun {
    // Where the end of the last one was missed, nobody knows more of it.
    this.#active?.lost();
    const { fingerprint, now, openLog, redact, runChanged, shell, terminal } = this.#parts;
    const active: ActiveRun = new ActiveRun({
      run: {
        id: newId("run", now()),
        terminalId: terminal.id,
        hostId: terminal.hostId,
        origin: "person",
        ...text,
        command: redact(text.command),
        ...unstarted,
      },
      now,
      redact,
      openLog,
      changed: (run) => {
        if (active.isOver && this.#active === active) this.#active = null;
        runChanged(run, active);
      },
    });
    this.#active = active;
    active.begin(expectedCount, { directory: shell().directory, fingerprint: fingerprint() });
    return active;
  }
}

const untold = { command: "", commandText: "untold" } as const;

const unstarted = {
  approval: null,
  fingerprint: null,
  state: "running",
  startedAt: null,
  endedAt: null,
  durationMs: null,
  exitCode: null,
  directoryBefore: null,
  directoryAfter: null,
  outputBytes: 0,
  outputRange: { from: 0, to: 0 },
  excerpt: "",
} as const;
