import { useState } from "react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { leftOutBecause, startBroadcast, useBroadcast } from "./broadcast-store.ts";
import { labelOf } from "./terminal-label.ts";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** Chooses the panes that get what is typed. Those on the screen are ticked, production never by itself. */
export function BroadcastDialog({ onClose }: { onClose: () => void }) {
  const { chosen: before, shown } = useBroadcast();
  const state = useTerminals();
  const terminals = [...state.terminals.values()];
  const isProduction = useProduction();
  const usable = (terminal: TerminalInfo) => leftOutBecause(terminal, shown) !== "not attached";
  const [chosen, setChosen] = useState<ReadonlySet<TerminalId>>(() => {
    if (before.size > 0) return before;
    const usual = terminals.filter(
      (terminal) => leftOutBecause(terminal, shown) === null && !isProduction(terminal),
    );
    return new Set(usual.map(({ id }) => id));
  });
  const set = (id: TerminalId, on: boolean) =>
    setChosen((now) => new Set(on ? [...now, id] : [...now].filter((other) => other !== id)));
  const count = terminals.filter(({ id }) => chosen.has(id)).length;
  const begin = (ids: Iterable<TerminalId>) => {
    startBroadcast(ids);
    onceClosed(onClose, () => {
      const { focused } = useTerminals.getState();
      if (focused !== null) viewOf(focused)?.focus();
    });
  };
  return (
    <FrameDialog
      title="Broadcast input"
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button left" onClick={onClose}>
            Cancel
          </button>
          {before.size > 0 && (
            <button type="button" className="button" onClick={() => begin([])}>
              Stop
            </button>
          )}
          <button
            type="button"
            className="button primary"
            disabled={count < 2}
            onClick={() => begin(chosen)}
          >
            Broadcast to {count} panes
          </button>
        </>
      }
    >
      <div className="dialog-body">
        <p>
          What you type or paste in one of these panes goes to all of them, as long as they are on
          the screen. The agent never does this.
        </p>
        {terminals.length < 2 && <p className="field-hint">It takes two open terminals.</p>}
        <ul className="broadcast-list">
          {terminals.map((terminal) => (
            <li key={terminal.id}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={chosen.has(terminal.id)}
                  disabled={!usable(terminal) && !chosen.has(terminal.id)}
                  onChange={(event) => set(terminal.id, event.target.checked)}
                />
                <span className="broadcast-name">
                  <span>{labelOf(state, terminal.id)}</span>
                  <span className="faint">
                    {terminal.user}@{terminal.hostName}
                    {terminal.directory !== null && ` ${terminal.directory}`}
                  </span>
                </span>
                {isProduction(terminal) && <strong className="production-badge">PRODUCTION</strong>}
                <span className="faint">{noteOn(terminal, shown)}</span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </FrameDialog>
  );
}

function noteOn(terminal: TerminalInfo, shown: ReadonlySet<TerminalId>): string {
  const because = leftOutBecause(terminal, shown);
  if (because !== null) return because;
  if (terminal.driver === "agent") return "the agent has the keyboard";
  return terminal.running === null ? "" : "a command runs";
}

function useProduction(): (terminal: TerminalInfo) => boolean {
  const rules = usePolicy((state) => state.policy?.modeRules);
  const hosts = useHosts((state) => state.hosts);
  return ({ hostId }) => {
    const host = hosts.find(({ id }) => id === hostId);
    return host !== undefined && isProductionPlace(host, rules);
  };
}
