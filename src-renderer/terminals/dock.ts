import type { Direction, DockviewApi, IDockviewPanel, SerializedDockview } from "dockview-react";
import type { TerminalId } from "../../shared/ids.ts";
import { isTerminalId } from "./is-terminal-id.ts";

/** Where a new terminal goes: a tab of the group in use, a tab nobody is taken to, or beside another terminal. */
export type Placement =
  | { kind: "tab" }
  | { kind: "background" }
  | { kind: "beside"; terminal: TerminalId; direction: "right" | "below" };

export type Side = "left" | "right" | "up" | "down";

/** The panels of the terminals: one panel for each, its id the terminal's. Knows the layout and nothing else. */
export class Dock {
  readonly #api: DockviewApi;
  /** The kept layout has been brought back, so that from here on changes are the person's. */
  restored = false;

  constructor(api: DockviewApi) {
    this.#api = api;
  }

  get active(): TerminalId | null {
    return idOf(this.#api.activePanel);
  }

  get terminals(): TerminalId[] {
    return this.#api.panels.flatMap((panel) => idOf(panel) ?? []);
  }

  /** The layout as data that can be kept. */
  layout(): unknown {
    return structuredClone(this.#api.toJSON());
  }

  /** Brings a kept layout back for the terminals that still exist; false where it cannot be read any more. */
  restore(layout: unknown, existing: ReadonlySet<TerminalId>): boolean {
    try {
      this.#api.fromJSON(layout as SerializedDockview);
    } catch {
      this.#api.clear();
      return false;
    }
    for (const panel of [...this.#api.panels]) {
      const id = idOf(panel);
      if (id === null || !existing.has(id)) this.#api.removePanel(panel);
    }
    return true;
  }

  has(id: TerminalId): boolean {
    return this.#api.getPanel(id) !== undefined;
  }

  add(id: TerminalId, placement: Placement): void {
    if (this.has(id)) return;
    const beside =
      placement.kind === "beside" && this.has(placement.terminal)
        ? {
            position: {
              referencePanel: placement.terminal as string,
              direction: placement.direction as Direction,
            },
          }
        : {};
    if (this.#api.hasMaximizedGroup()) this.#api.exitMaximizedGroup();
    this.#api.addPanel({
      id,
      component: "terminal",
      tabComponent: "terminal",
      renderer: "always",
      minimumWidth: 120,
      minimumHeight: 96,
      inactive: placement.kind === "background" && this.#api.totalPanels > 0,
      ...beside,
    });
  }

  remove(id: TerminalId): void {
    const panel = this.#api.getPanel(id);
    if (panel !== undefined) this.#api.removePanel(panel);
  }

  activate(id: TerminalId): void {
    const panel = this.#api.getPanel(id);
    if (panel === undefined) return;
    const hiddenByZoom = this.#api.hasMaximizedGroup() && !panel.api.isMaximized();
    if (hiddenByZoom) this.#api.exitMaximizedGroup();
    panel.api.setActive();
  }

  /** Makes the group of the active terminal fill everything, or gives the others their place back. */
  toggleZoom(): void {
    const panel = this.#api.activePanel;
    if (this.#api.hasMaximizedGroup()) this.#api.exitMaximizedGroup();
    else panel?.api.maximize();
  }

  /** The terminal on top of the group on that side; null where there is none. */
  neighbour(side: Side): TerminalId | null {
    const group = this.#api.activeGroup;
    if (group === undefined) return null;
    return idOf(this.#api.adjacentGroupInDirection(group, side)?.activePanel);
  }

  /** The next (1) or previous (-1) terminal in the order of the tabs, round and round. */
  next(step: 1 | -1): TerminalId | null {
    const ids = this.#api.groups.flatMap((group) =>
      group.panels.flatMap((panel) => idOf(panel) ?? []),
    );
    const at = this.active === null ? -1 : ids.indexOf(this.active);
    return ids[(at + step + ids.length) % ids.length] ?? null;
  }
}

const idOf = (panel: Pick<IDockviewPanel, "id"> | undefined): TerminalId | null =>
  panel !== undefined && isTerminalId(panel.id) ? panel.id : null;
