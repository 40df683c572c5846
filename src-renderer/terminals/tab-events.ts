import { isPanelId, isTerminalId, type PanelId } from "./panel-id.ts";
import { startRename, useTabState } from "./tab-state.ts";
import { focusPanel, focusTerminal, requestClosePanel } from "./terminal-desk.ts";

/**
 * What clicks and keys on tabs mean for what they hold, until `signal` aborts. The tabs are the layout's own and are made anew
 * when a terminal moves, so it is listened to around them all.
 */
export function listenToTabs(around: HTMLElement, signal: AbortSignal): void {
  const on = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    act: (id: PanelId, event: HTMLElementEventMap[Type]) => void,
  ) =>
    around.addEventListener(
      type,
      (event) => {
        const id = panelAt(event);
        if (id !== null && !isField(event)) act(id, event);
      },
      { signal },
    );
  on("click", (id, event) => (closes(event) ? requestClosePanel(id) : focusPanel(id)));
  on("auxclick", (id, event) => event.button === 1 && requestClosePanel(id));
  on("dblclick", (id, event) => closes(event) || (isTerminalId(id) && startRename(id)));
  on("contextmenu", (id, event) => {
    event.preventDefault();
    if (!isTerminalId(id)) return;
    focusTerminal(id);
    useTabState.setState({ menu: id });
  });
  on("keydown", (id, { key }) => {
    if (key === "Delete") requestClosePanel(id);
    if (key === "Enter") focusPanel(id);
    if (key === "F2" && isTerminalId(id)) startRename(id);
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

function panelAt({ target }: Event): PanelId | null {
  const tab = target instanceof Element ? target.closest(".dv-tab") : null;
  const id = tab?.querySelector("[data-tab]")?.getAttribute("data-tab") ?? "";
  return isPanelId(id) ? id : null;
}
