import type { TerminalId } from "../../shared/ids.ts";
import type { ShellChange } from "../policy/command-judgement.ts";

/** So many changes of one shell are kept apart; more of them are "anything". */
const mostChanges = 200;

/** What the commands of each terminal have changed in its shell. Forgotten when the shell ends or is another one. */
export class ShellMemory {
  readonly #changes = new Map<TerminalId, ShellChange[]>();

  of(id: TerminalId): readonly ShellChange[] {
    return this.#changes.get(id) ?? [];
  }

  add(id: TerminalId, changes: readonly ShellChange[]): void {
    const known = this.#changes.get(id) ?? [];
    const said = new Set(known.map((each) => JSON.stringify(each)));
    const fresh = changes.filter((each) => !said.has(JSON.stringify(each)));
    if (fresh.length === 0) return;
    const all = [...known, ...fresh];
    const because = "so much was changed in this shell that nobody can tell what its words mean";
    this.#changes.set(id, all.length > mostChanges ? [{ kind: "anything", because }] : all);
  }

  forget(id: TerminalId): void {
    this.#changes.delete(id);
  }
}

/** Whether these changes leave it open what a command with this name runs. */
export function mayMeanAnother(changes: readonly ShellChange[], name: string): boolean {
  return changes.some((change) => change.kind !== "shadowed" || change.name === name);
}
