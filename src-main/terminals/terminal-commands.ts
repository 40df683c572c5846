import type { AgentWait, TerminalInfo, WaitReason } from "../../shared/contract/terminals.ts";
import { Emitter } from "../base/emitter.ts";
import { AgentDesk, type AgentDeskParts } from "./agent-desk.ts";
import { checkCommand } from "./command-check.ts";
import { type Claim, isMark, type Mark, type ShellReport } from "./marks.ts";
import { PersonRuns } from "./person-runs.ts";
import type { ShellState } from "./shell-state.ts";
import type { Standing } from "./standing.ts";
import type { TerminalInput } from "./terminal-input.ts";
import { waitReason } from "./wait-reason.ts";

export type TerminalCommandsParts = Pick<
  AgentDeskParts,
  "begin" | "fingerprint" | "now" | "openLog" | "redact" | "runChanged" | "terminal"
> & {
  shell: () => ShellState;
  input: TerminalInput;
  standing: () => Standing;
  /** Whether it has a shell at the other end, which may be silent. */
  isAttached: () => boolean;
  /** Whether tmux has the pane in a mode that takes the keys. */
  isElsewhere: () => boolean;
  /** Whether the terminal is let go of. */
  isDisposed: () => boolean;
  /** `running` or `waits` may say something new. */
  changed: () => void;
};

/** The commands of a terminal, the person's and the agent's: both hear what the shell prints and says. */
export class TerminalCommands {
  readonly agent: AgentDesk;
  readonly #parts: TerminalCommandsParts;
  readonly #person: PersonRuns;
  readonly #changed = new Emitter<void>();
  readonly #marks = new Emitter<Mark>();

  constructor(parts: TerminalCommandsParts) {
    this.#parts = parts;
    this.agent = this.#newDesk();
    this.#person = new PersonRuns(parts);
  }

  /** What runs, for the terminal's header; null where nothing does. */
  get running(): TerminalInfo["running"] {
    const agents = this.agent.running;
    if (agents !== null || !this.#parts.isAttached()) return agents;
    const { place } = this.#parts.shell();
    return place === "command" ? { runId: null, command: this.#person.command } : null;
  }

  /** The agent's command that waits, and why it does; null where none does. */
  get waits(): AgentWait | null {
    const first = this.agent.waiting;
    const reason = first === null ? null : this.waitReason();
    return first === null || reason === null ? null : { ...first, reason };
  }

  /** Why nothing of the agent's can be sent now; null when it can. */
  waitReason(): WaitReason | null {
    if (this.agent.running !== null) return "queue";
    const { input, isElsewhere, now, shell, standing } = this.#parts;
    return waitReason({
      state: standing().state,
      place: shell().place,
      line: shell().line,
      isElsewhere: isElsewhere(),
      sinceKeyMs: now() - input.keyboard.lastKeyAt,
    });
  }

  print(bytes: Uint8Array): void {
    this.agent.print(bytes);
    this.#person.print(bytes);
  }

  mark(mark: Mark | Claim): void {
    const isAgents = mark.kind === "command-start" && this.agent.startsWith(mark.count);
    this.agent.mark(mark);
    this.#person.mark(mark, isAgents);
    if (isMark(mark)) this.#marks.emit(mark);
  }

  /** What the shell said last, after some of its marks were missed. */
  recover(report: ShellReport): void {
    this.agent.recover(report);
    this.#person.recover(report);
  }

  /** The person enters a line in a shell that says nothing before it runs it. */
  entered(): void {
    if (this.agent.running === null) this.#person.entered();
  }

  /** A ^C goes to whatever runs. */
  interrupted(): void {
    this.agent.interrupted();
    this.#person.interrupted();
  }

  /** The shell is gone, and what ran in it with it. */
  lost(): void {
    this.agent.lost();
    this.#person.lost();
  }

  /** Something of the terminal has changed: what waits looks again. */
  lookAgain(): void {
    this.#changed.emit();
  }

  #newDesk(): AgentDesk {
    const { input, isAttached, isDisposed, isElsewhere, now, shell, standing } = this.#parts;
    const { keyboard } = input;
    return new AgentDesk({
      ...this.#parts,
      wire: {
        state: shell,
        changed: this.#changed,
        marks: this.#marks,
        // A shell that is still on its way is waited for.
        ended: () => isDisposed() || (!isAttached() && standing().state !== "connecting"),
        isSilent: () => standing().state !== "ready",
        isElsewhere,
        lastKeyAt: () => keyboard.lastKeyAt,
        now,
        write: (bytes) => input.writeAgents(bytes),
        hold: () => keyboard.hold(),
        check: (command) => checkCommand(shell(), command),
      },
      takesKeyboard: () => {
        keyboard.take("agent");
        this.#parts.changed();
      },
      waitsChanged: this.#parts.changed,
      runChanged: (run, active) => {
        if (active.isOver) keyboard.take("person");
        this.#parts.runChanged(run, active);
        this.#parts.changed();
      },
    });
  }
}
