import type { IDockviewHeaderActionsProps } from "dockview-react";
import { Columns2, Maximize2, Minimize2, Plus, Rows2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Hint } from "../ui/hint.tsx";
import { isPanelId, isTerminalId } from "./panel-id.ts";
import { focusPanel, openTerminal, splitFocused, toggleZoom } from "./terminal-desk.ts";
import { useTerminals } from "./terminal-store.ts";

/** Beside a group's tabs: one more terminal on the same host. */
export function NewTabAction({ activePanel }: IDockviewHeaderActionsProps) {
  const open = () => {
    const id = activePanel?.id ?? "";
    const terminal = isTerminalId(id) ? useTerminals.getState().terminals.get(id) : undefined;
    activePanel?.api.setActive();
    void openTerminal(terminal?.hostId ?? "host-local");
  };
  return (
    <div className="group-actions">
      <GroupButton action="new-terminal" text="New terminal on this host" onClick={open}>
        <Plus size={14} aria-hidden />
      </GroupButton>
    </div>
  );
}

/** At the end of a group's tabs: split it, or let it fill everything. */
export function GroupActions({ activePanel, containerApi }: IDockviewHeaderActionsProps) {
  const [zoomed, setZoomed] = useState(containerApi.hasMaximizedGroup());
  useEffect(() => {
    const listening = containerApi.onDidMaximizedGroupChange(() =>
      setZoomed(containerApi.hasMaximizedGroup()),
    );
    return () => listening.dispose();
  }, [containerApi]);
  const here = (act: () => void) => () => {
    const id = activePanel?.id ?? "";
    if (isPanelId(id)) focusPanel(id);
    act();
  };
  const Zoom = zoomed ? Minimize2 : Maximize2;
  return (
    <div className="group-actions">
      <GroupButton
        action="split-right"
        text="Split right"
        onClick={here(() => void splitFocused("right"))}
      >
        <Columns2 size={14} aria-hidden />
      </GroupButton>
      <GroupButton
        action="split-down"
        text="Split down"
        onClick={here(() => void splitFocused("below"))}
      >
        <Rows2 size={14} aria-hidden />
      </GroupButton>
      <GroupButton
        action="zoom-terminal"
        text={zoomed ? "Show all panes" : "Zoom"}
        onClick={here(toggleZoom)}
      >
        <Zoom size={14} aria-hidden />
      </GroupButton>
    </div>
  );
}

function GroupButton(props: {
  action: string;
  text: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Hint text={props.text} action={props.action}>
      <button
        type="button"
        className="icon-button small"
        aria-label={props.text}
        onClick={props.onClick}
      >
        {props.children}
      </button>
    </Hint>
  );
}
