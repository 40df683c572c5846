import type { TerminalId } from "../../shared/ids.ts";
import { isTerminalId } from "./is-terminal-id.ts";
import { startRename, useTabState } from "./tab-state.ts";
import { focusTerminal, requestClose } from "./terminal-desk.ts";

/**
 * What clicks and keys on tabs mean for terminals, until `signal` aborts. The tabs are the layout's own and are made anew
 * when a terminal moves, so it is listened to around them all.
 */
export function listenToTabs(around: HTMLElement, signal: AbortSignal): void {
  const on = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    act: (id: TerminalId, event: HTMLElementEventMap[Type]) => void,
  ) =>
    around.addEventListener(
      type,
      (event) => {
        const id = terminalAt(event);
        if (id !== null && !isField(event)) act(id, event);
      },
      { signal },
    );
  on("click", (id, event) => (closes(event) ? requestClose(id) : focusTerminal(id)));
  on("auxclick", (id, event) => event.button === 1 && requestClose(id));
  on("dblclick", (id, event) => closes(event) || startRename(id));
  on("contextmenu", (id, event) => {
    event.preventDefault();
    focusTerminal(id);
    useTabState.setState({ menu: id });
  });
  on("keydown", (id, { key }) => {
    if (key === "Delete") requestClose(id);
    if (key === "Enter") focusTerminal(id);
    if (key === "F2") startRename(id);
  });
  // A press on the cross or in the name is neither a choice of the tab nor the beginning of a drag.
  const capture = { capture: true, signal };
  around.addEventListener(
    "pointerdown",
    (event) => (closes(event) || isField(event)) && event.stopPropagation(),
    capture,
  );
  around.addEventListener(
    "dragstart",
    () => document.activeElement?.matches(".tab-name") && useTabState.setState({ renaming: null }),
    capture,
  );
}

const isField = ({ target }: Event) => target instanceof Element && target.matches(".tab-name");

const closes = ({ target }: Event) =>
  target instanceof Element && target.closest("[data-close]") !== null;

function terminalAt({ target }: Event): TerminalId | null {
  const tab = target instanceof Element ? target.closest(".dv-tab") : null;
  const id = tab?.querySelector("[data-tab]")?.getAttribute("data-tab") ?? "";
  return isTerminalId(id) ? id : null;
}
