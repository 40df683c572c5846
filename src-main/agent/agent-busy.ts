import type { Run, TerminalEvent } from "../../shared/contract/terminals.ts";
import { localHostId, type RunId } from "../../shared/ids.ts";
import type { Emitter } from "../base/emitter.ts";

const working = new Set<Run["state"]>(["waiting", "running", "needs-input"]);

/**
 * Knows which of the agent's commands run on this machine. `ended` is called while the command that ended still counts
 * as running, so that what it left behind is seen as its doing.
 */
export class AgentBusy implements Disposable {
  readonly #runs = new Set<RunId>();
  readonly #listening: Disposable;

  constructor(events: Emitter<TerminalEvent>, ended: () => void) {
    this.#listening = events.on((event) => {
      if (event.type !== "run-changed") return;
      const { hostId, id, origin, state } = event.run;
      if (origin !== "agent" || hostId !== localHostId) return;
      if (working.has(state)) this.#runs.add(id);
      else if (this.#runs.has(id)) {
        ended();
        this.#runs.delete(id);
      }
    });
  }

  get busy(): boolean {
    return this.#runs.size > 0;
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }
}
