import type { FleetId, HostId, TerminalId } from "../../shared/ids.ts";
import { changeSettings, useSettings } from "../settings/settings-store.ts";
import { closeInTmux, neighbourInTmux, splitInTmux, zoomInTmux } from "../tmux/window-acts.ts";
import type { Dock, Placement, Side } from "./dock.ts";
import { isTerminalId, type PanelId } from "./panel-id.ts";
import { ask } from "./prompts-store.ts";
import { closeTerminal, requestTerminal, useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** A layout is kept when it has stood still for this long. */
const saveAfterMs = 800;
const layoutKey = "fairlead.layout";

let dock: Dock | null = null;
let savedLayout = "";
let saveTimer: ReturnType<typeof setTimeout> | undefined;
/** Calls of this page that are on their way: the terminal they bring has a place already. */
let opening = 0;

/** Gives the desk the panels it arranges, until the returned Disposable is disposed. */
export function takeDock(made: Dock): Disposable {
  dock = made;
  arrange();
  const stops = [useTerminals.subscribe(arrange), useSettings.subscribe(arrange)];
  return {
    [Symbol.dispose]: () => {
      for (const stop of stops) stop();
      clearTimeout(saveTimer);
      if (dock === made) dock = null;
    },
  };
}

/**
 * Opens a terminal, shows it and gives it the keyboard, but for somebody who has begun to write elsewhere meanwhile: what
 * they type must not land in a shell. Resolves when it is there or has failed; the failure is shown above the
 * terminals.
 */
export async function openTerminal(
  hostId: HostId,
  placement: Placement = { kind: "tab" },
): Promise<TerminalId | null> {
  opening += 1;
  const before = document.activeElement;
  const opened = await requestTerminal(hostId, likelySize(placement));
  opening -= 1;
  if (!opened.ok) {
    arrange();
    return null;
  }
  dock?.add(opened.value.id, placement);
  arrange();
  if (writesElsewhere(before)) putInUse(opened.value.id);
  else focusTerminal(opened.value.id);
  return opened.value.id;
}

/** Opens one more terminal on the host of the one in use, beside it. */
export async function splitFocused(direction: "right" | "below"): Promise<TerminalId | null> {
  const { terminals } = useTerminals.getState();
  const beside = inUse();
  if (splitInTmux(beside, direction)) return null;
  const terminal = beside === null ? undefined : terminals.get(beside);
  if (terminal === undefined) return openTerminal("host-local");
  return openTerminal(terminal.hostId, { kind: "beside", terminal: terminal.id, direction });
}

/** Whether a field has got the keyboard since `before` had it. A dialog keeps it in any case while it is open. */
function writesElsewhere(before: Element | null): boolean {
  const now = document.activeElement;
  return now !== before && now !== null && now.matches(fields);
}

const fields = ":is(input, textarea):not(.xterm-helper-textarea, .dialog *)";

/** Shows the terminal and gives it the keyboard. */
export function focusTerminal(id: TerminalId): void {
  putInUse(id);
  viewOf(id)?.focus();
}

/** Shows the terminal; it is the one that what is done next is about. */
function putInUse(id: TerminalId): void {
  const { focused } = useTerminals.getState();
  if (focused !== null && focused !== id) viewOf(focused)?.cancelFocus();
  useTerminals.setState({ focused: id });
  dock?.activate(panelOf(id));
}

/** Shows a run on many hosts in a tab of its own, and gives it the keyboard. */
export function showFleet(id: FleetId): void {
  dock?.add(id, { kind: "tab" });
  focusPanel(id);
}

/** Shows what a tab holds and gives it the keyboard. */
export function focusPanel(id: PanelId): void {
  if (isTerminalId(id)) {
    focusTerminal(id);
    return;
  }
  dock?.activate(id);
  focusOnceDrawn(id);
}

/** A tab is drawn some frames after its panel is made, on a busy machine many. */
function focusOnceDrawn(id: PanelId): void {
  const drawn = document.getElementById(id);
  if (drawn?.checkVisibility() === true) drawn.focus();
  else if (dock?.active === id) requestAnimationFrame(() => focusOnceDrawn(id));
}

/** Closes what a tab holds: a terminal ends with it, a run on many hosts goes on. */
export function requestClosePanel(id: PanelId): void {
  if (isTerminalId(id)) requestClose(id);
  else dock?.remove(id);
}

/** Ends a terminal; asks first when a command runs in it. */
export function requestClose(id: TerminalId): void {
  const terminal = useTerminals.getState().terminals.get(id);
  if (terminal === undefined) {
    dock?.remove(id);
    return;
  }
  if (closeInTmux(id)) return;
  const close = (yes: boolean) => {
    if (yes) void closeTerminal(id);
    else viewOf(id)?.focus();
  };
  if (terminal.running === null || terminal.state === "closed" || terminal.state === "lost") {
    close(true);
  } else ask({ kind: "close", terminal, answer: close });
}

export function closeFocused(): void {
  const id = fleetOnTop() ?? inUse();
  if (id) requestClosePanel(id);
}

export function focusNeighbour(side: Side): void {
  const inTmux = fleetOnTop() === null ? neighbourInTmux(inUse(), side) : null;
  const id = inTmux ?? dock?.neighbour(side);
  if (id) focusPanel(id);
}

export function focusNext(step: 1 | -1): void {
  const id = dock?.next(step);
  if (id) focusPanel(id);
}

export function toggleZoom(): void {
  if (fleetOnTop() === null && zoomInTmux(inUse())) return;
  dock?.toggleZoom();
  const id = dock?.active;
  if (id) focusPanel(id);
}

/** Moves the panel in use towards a side, and keeps the keyboard in it. */
export function moveFocused(side: Side): void {
  const id = dock?.active;
  if (id && dock?.move(id, side)) focusPanel(id);
}

/** Moves the panel in use into the next group of tabs. */
export function moveFocusedToNextGroup(): void {
  const id = dock?.active;
  if (id && dock?.moveToNextGroup(id)) focusPanel(id);
}

/** Moves the tab in use by one place. */
export function moveFocusedTab(step: 1 | -1): void {
  const id = dock?.active;
  if (id) dock?.moveTab(id, step);
}

/** The layout has changed: keep it once it stands still. */
export function layoutChanged(): void {
  if (dock?.restored !== true) return;
  clearTimeout(saveTimer);
  saveTimer = setTimeout(() => {
    const layout = dock?.layout();
    const text = JSON.stringify(layout);
    const { event } = useSettings.getState();
    if (text === savedLayout || event === null || event.fixed.includes("layout")) return;
    savedLayout = text;
    window.sessionStorage.setItem(layoutKey, text);
    void changeSettings({ layout: JSON.parse(text) });
  }, saveAfterMs);
}

/** The layout this window had before it was loaded again: another window's may have been kept since. */
function ownLayout(): unknown {
  try {
    return JSON.parse(window.sessionStorage.getItem(layoutKey) ?? "null");
  } catch {
    return null;
  }
}

/** The terminals of each panel as they were arranged last. */
let mates: ReadonlyMap<TerminalId, TerminalId[]> = new Map();

/** The terminal whose panel shows this one: tmux may lay out several in one. */
function panelOf(id: TerminalId): TerminalId {
  const { terminals } = useTerminals.getState();
  const panel = terminals.get(id)?.panel;
  return panel !== undefined && terminals.has(panel) ? panel : id;
}

/** The terminal in use: of several in the panel on top, the one that has the keyboard. */
function inUse(): TerminalId | null {
  const { focused } = useTerminals.getState();
  const onTop = dock?.active ?? null;
  if (onTop === null || !isTerminalId(onTop)) return focused;
  return focused !== null && panelOf(focused) === onTop ? focused : onTop;
}

/** The run on many hosts in the panel on top; null where a terminal is there. */
function fleetOnTop(): FleetId | null {
  const onTop = dock?.active ?? null;
  return onTop === null || isTerminalId(onTop) ? null : onTop;
}

/** Makes the panels agree with main's list: first the kept layout, then what it does not show. */
function arrange(): void {
  const { loaded, terminals } = useTerminals.getState();
  const settings = useSettings.getState().event;
  if (dock === null || !loaded || settings === null) return;
  if (!dock.restored) {
    dock.restored = true;
    const layout = ownLayout() ?? settings.settings.layout;
    if (layout !== null && terminals.size > 0) dock.restore(layout, new Set(terminals.keys()));
  }
  removePanels(dock);
  if (opening > 0) return;
  for (const id of terminals.keys()) {
    if (panelOf(id) === id) dock.add(id, { kind: "background" });
  }
  // After a start or a close the terminal on top is the one the person looks at.
  const onTop = dock.active;
  if (useTerminals.getState().focused !== null || onTop === null || !isTerminalId(onTop)) return;
  if (terminals.has(onTop)) useTerminals.setState({ focused: onTop });
}

/** Takes the panels away that are no terminal's any more; one that tmux shares out goes to the next terminal in it. */
function removePanels(from: Dock): void {
  const { terminals } = useTerminals.getState();
  for (const id of from.terminals) {
    if (terminals.has(id) && panelOf(id) === id) continue;
    const heir = (mates.get(id) ?? []).find((mate) => mate !== id && panelOf(mate) === mate);
    if (heir !== undefined) from.replace(id, heir);
    from.remove(id);
  }
  mates = Map.groupBy(terminals.keys(), panelOf);
}

/** What the new terminal's size will be as far as can be told; the true one follows when it is drawn. */
function likelySize(placement: Placement): { columns: number; rows: number } {
  const beside = placement.kind === "beside" ? placement.terminal : dock?.active;
  const size = beside && isTerminalId(beside) ? viewOf(beside)?.lastSize : null;
  if (!size) return { columns: 80, rows: 24 };
  if (placement.kind !== "beside") return size;
  return placement.direction === "right"
    ? { columns: Math.max(2, Math.floor(size.columns / 2)), rows: size.rows }
    : { columns: size.columns, rows: Math.max(1, Math.floor(size.rows / 2)) };
}
