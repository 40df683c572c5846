import type { Run } from "../../../shared/contract/terminals.ts";
import type { TerminalId } from "../../../shared/ids.ts";
import {
  foldRun,
  nothingFolded,
  type TerminalMemory,
  terminalMemory,
  unfolded,
} from "./terminal-memory.ts";

/** The memories of all terminals. */
export class TerminalMemories {
  readonly #memories = new Map<TerminalId, TerminalMemory>();

  /** Takes up what is on record; one that cannot be read begins anew. */
  load(kept: readonly { terminalId: TerminalId; memory: unknown }[]): void {
    for (const { terminalId, memory } of kept) {
      const read = terminalMemory.safeParse(memory);
      if (read.success) this.#memories.set(terminalId, read.data);
    }
  }

  of(terminalId: TerminalId): TerminalMemory {
    return this.#memories.get(terminalId) ?? nothingFolded;
  }

  forget(terminalId: TerminalId): void {
    this.#memories.delete(terminalId);
  }

  /**
   * Folds the oldest of these runs, all of which have ended, so that no more than `unfolded` stay apart. `redact`: without
   * secrets, as it is kept. null where nothing was to be folded.
   */
  fold(
    terminalId: TerminalId,
    ended: readonly Run[],
    redact: (run: Run) => Run,
  ): { memory: TerminalMemory; runs: Run[] } | null {
    const before = this.of(terminalId);
    const apart = ended
      .filter(({ id }) => before.upTo === null || id > before.upTo)
      .toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const runs = apart.slice(0, Math.max(0, apart.length - unfolded));
    if (runs.length === 0) return null;
    const memory = runs.map(redact).reduce(foldRun, before);
    this.#memories.set(terminalId, memory);
    return { memory, runs };
  }
}
