import type { ShellName } from "../../shared/contract/terminals.ts";
import type { TerminalId } from "../../shared/ids.ts";
import type { JudgeCommand, ShellChange } from "../policy/command-judgement.ts";

/** So many changes of one shell are kept apart; more of them are "anything". */
const mostChanges = 200;

/** A command that was sent to a shell. */
export type PastRun = { command: string; shell: ShellName };

/** What the agent's commands have changed in the shell of each terminal. */
export class ShellMemory {
  readonly #judge: JudgeCommand;
  readonly #pastRuns: (id: TerminalId) => readonly PastRun[];
  readonly #changes = new Map<TerminalId, readonly ShellChange[]>();

  /** `pastRuns`: what was run in a terminal before this start of the app; asked once a terminal. */
  constructor(judge: JudgeCommand, pastRuns: (id: TerminalId) => readonly PastRun[]) {
    this.#judge = judge;
    this.#pastRuns = pastRuns;
  }

  of(id: TerminalId): readonly ShellChange[] {
    const known = this.#changes.get(id);
    if (known !== undefined) return known;
    const recalled = this.#pastRuns(id).reduce<readonly ShellChange[]>(
      (changes, run) => this.#after(run, changes),
      [],
    );
    this.#changes.set(id, recalled);
    return recalled;
  }

  ran(id: TerminalId, run: PastRun): void {
    this.#changes.set(id, this.#after(run, this.of(id)));
  }

  /** A new shell has begun there. */
  begin(id: TerminalId): void {
    this.#changes.set(id, []);
  }

  /** The terminal is gone for good. */
  forget(id: TerminalId): void {
    this.#changes.delete(id);
  }

  #after({ command, shell }: PastRun, before: readonly ShellChange[]): readonly ShellChange[] {
    const context = { shell, changes: before, directory: null, home: null, protectedPaths: [] };
    const said = new Set(before.map((each) => JSON.stringify(each)));
    const fresh = this.#judge(command, context).changes.filter(
      (each) => !said.has(JSON.stringify(each)),
    );
    if (fresh.length === 0) return before;
    const all = [...before, ...fresh];
    return all.length > mostChanges ? [{ kind: "anything", because: tooMany }] : all;
  }
}

const tooMany = "so much was changed in this shell that nobody can tell what its words mean";
