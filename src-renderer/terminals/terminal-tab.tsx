import type { IDockviewPanelHeaderProps } from "dockview-react";
import { Play, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { TerminalId } from "../../shared/ids.ts";
import { isTerminalId } from "./is-terminal-id.ts";
import { StateShape } from "./pane-header.tsx";
import { focusTerminal, requestClose } from "./terminal-desk.ts";
import { type TerminalsStore, useTerminals } from "./terminal-store.ts";
import { terminalStateWords } from "./terminal-words.ts";

/** A terminal's tab: state, host, whether something runs. Clicked it takes the keyboard along; the middle button closes. */
export function TerminalTab({ api }: IDockviewPanelHeaderProps) {
  const id = isTerminalId(api.id) ? api.id : null;
  const terminal = useTerminals(({ terminals }) => (id === null ? undefined : terminals.get(id)));
  const label = useTerminals((state) => (id === null ? "" : tabLabel(state, id)));
  const tab = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (label !== "") api.setTitle(label);
  }, [api, label]);
  useEffect(() => (id === null ? undefined : listen(tab.current, id)), [id]);
  return (
    <span className="terminal-tab" ref={tab} data-tab={api.id}>
      {terminal !== undefined && <StateShape terminal={terminal} />}
      {terminal !== undefined && terminal.state !== "ready" && (
        <span className="visually-hidden">{terminalStateWords[terminal.state]}</span>
      )}
      <span className="cut">{label}</span>
      {terminal?.running && <Play size={10} aria-label="running" className="tab-running" />}
      <span className="tab-close" data-close title="Close" aria-hidden>
        <X size={12} />
      </span>
    </span>
  );
}

/** The tab itself is dockview's; what a click in it means for the terminal is ours. */
function listen(tab: HTMLElement | null, id: TerminalId): () => void {
  const gone = new AbortController();
  const owner = tab?.closest<HTMLElement>(".dv-tab") ?? tab;
  const options = { signal: gone.signal };
  const closes = (event: Event) =>
    event.target instanceof Element && event.target.closest("[data-close]") !== null;
  tab?.addEventListener(
    "pointerdown",
    (event) => closes(event) && event.stopPropagation(),
    options,
  );
  owner?.addEventListener(
    "click",
    (event) => (closes(event) ? requestClose(id) : focusTerminal(id)),
    options,
  );
  owner?.addEventListener("auxclick", (event) => event.button === 1 && requestClose(id), options);
  owner?.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Delete") requestClose(id);
      if (event.key === "Enter") focusTerminal(id);
    },
    options,
  );
  return () => gone.abort();
}

/** The host's name; with a number where several terminals are open there. */
function tabLabel(state: TerminalsStore, id: TerminalId): string {
  const terminal = state.terminals.get(id);
  if (terminal === undefined) return "";
  const same = [...state.terminals.values()]
    .filter(({ hostId }) => hostId === terminal.hostId)
    .sort((one, other) => one.openedAt - other.openedAt);
  if (same.length < 2) return terminal.hostName;
  return `${terminal.hostName} ${same.findIndex((other) => other.id === id) + 1}`;
}
