import type { IDockviewPanelHeaderProps } from "dockview-react";
import { Play, Radio, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { TerminalId } from "../../shared/ids.ts";
import { useHostColour } from "../hosts/use-host-colour.ts";
import { usePart } from "./broadcast-store.ts";
import { StateShape } from "./pane-state.tsx";
import { isTerminalId } from "./panel-id.ts";
import { TabMenu } from "./tab-menu.tsx";
import { endRename, mostLetters, useTabState } from "./tab-state.ts";
import { useLabel } from "./terminal-label.ts";
import { useTerminals } from "./terminal-store.ts";
import { terminalStateWords } from "./terminal-words.ts";

/**
 * A terminal's tab: state, name, whether something runs. Clicked it takes the keyboard along; the middle button closes, a
 * double click or F2 renames, the right button has the rest.
 */
export function TerminalTab({ api }: IDockviewPanelHeaderProps) {
  const id = isTerminalId(api.id) ? api.id : null;
  const terminal = useTerminals(({ terminals }) => (id === null ? undefined : terminals.get(id)));
  const label = useLabel(id);
  const colour = useHostColour(terminal?.hostId);
  const part = usePart(id);
  const renaming = useTabState((state) => id !== null && state.renaming === id);
  const tab = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (label !== "") api.setTitle(label);
  }, [api, label]);
  return (
    <span
      className="terminal-tab"
      ref={tab}
      data-tab={api.id}
      data-colour={colour}
      title={terminal?.name ? `${terminal.name}, on ${terminal.hostName}` : undefined}
    >
      {terminal !== undefined && <StateShape terminal={terminal} />}
      {terminal !== undefined && terminal.state !== "ready" && (
        <span className="visually-hidden">{terminalStateWords[terminal.state]}</span>
      )}
      {renaming && id !== null ? (
        <TabName id={id} label={label} />
      ) : (
        <span className="cut">{label}</span>
      )}
      {part !== undefined && (
        <Radio
          size={12}
          aria-label={part === "receives" ? "broadcast" : "broadcast, left out"}
          className="tab-broadcast"
          data-part={part}
        />
      )}
      {terminal?.running && <Play size={10} aria-label="running" className="tab-running" />}
      <span className="tab-close" data-close title="Close" aria-hidden>
        <X size={12} />
      </span>
      {id !== null && <TabMenu id={id} anchor={tab} />}
    </span>
  );
}

/** The name as a field. Enter keeps it, Escape does not; empty is the host's name. */
function TabName({ id, label }: { id: TerminalId; label: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    input.focus();
    input.select();
    const gone = new AbortController();
    const options = { signal: gone.signal };
    input.addEventListener(
      "keydown",
      (event) => {
        // The tab around it has keys of its own.
        event.stopPropagation();
        const ends = event.key === "Enter" || event.key === "Escape";
        if (!ends || event.isComposing) return;
        // The rest of the key would go to the terminal, which gets the keyboard.
        event.preventDefault();
        void endRename(id, event.key === "Enter" ? input.value : null);
      },
      options,
    );
    input.addEventListener("blur", () => void endRename(id, input.value), options);
    return () => gone.abort();
  }, [id]);
  return (
    <input
      ref={field}
      className="tab-name"
      aria-label="Name of the terminal"
      maxLength={mostLetters}
      spellCheck={false}
      autoComplete="off"
      defaultValue={label}
    />
  );
}
