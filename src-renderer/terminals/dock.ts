import type { Direction, DockviewApi, IDockviewPanel, SerializedDockview } from "dockview-react";
import type { TerminalId } from "../../shared/ids.ts";
import { isPanelId, isTerminalId, type PanelId } from "./panel-id.ts";

/** Where a new terminal goes: a tab of the group in use, a tab nobody is taken to, or beside another terminal. */
export type Placement =
  | { kind: "tab" }
  | { kind: "background" }
  | { kind: "beside"; terminal: TerminalId; direction: "right" | "below" };

export type Side = "left" | "right" | "up" | "down";

/** The panels: one for each terminal and for each run on many hosts that is shown, by its id. Knows the layout and nothing else. */
export class Dock {
  readonly #api: DockviewApi;
  /** The kept layout has been brought back, so that from here on changes are the person's. */
  restored = false;

  constructor(api: DockviewApi) {
    this.#api = api;
  }

  get active(): PanelId | null {
    return idOf(this.#api.activePanel);
  }

  get terminals(): TerminalId[] {
    return this.#api.panels.flatMap(({ id }) => (isTerminalId(id) ? id : []));
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
    const zoomed = this.#api.groups.find((group) => group.api.isMaximized());
    for (const panel of [...this.#api.panels]) {
      const id = idOf(panel);
      if (id === null || (isTerminalId(id) && !existing.has(id))) this.#api.removePanel(panel);
    }
    // A group that lost its last terminal has gone by itself; one that never had any would be a hole.
    for (const group of [...this.#api.groups]) {
      if (group.panels.length === 0) this.#api.removeGroup(group);
    }
    // Taking a panel away ends the zoom.
    const stays = zoomed !== undefined && this.#api.groups.includes(zoomed);
    if (stays && !zoomed.api.isMaximized()) zoomed.api.maximize();
    return true;
  }

  has(id: PanelId): boolean {
    return this.#api.getPanel(id) !== undefined;
  }

  add(id: PanelId, placement: Placement): void {
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
    this.#unzoom();
    this.#api.addPanel({
      ...panelOf(id),
      inactive: placement.kind === "background" && this.#api.totalPanels > 0,
      ...beside,
    });
  }

  /** The panel becomes another terminal's, where it stands. */
  replace(id: TerminalId, by: TerminalId): void {
    const panel = this.#api.getPanel(id);
    if (panel === undefined || this.has(by)) return;
    this.#api.addPanel({
      ...panelOf(by),
      inactive: !panel.api.isVisible,
      position: { referencePanel: panel, direction: "within" },
    });
    this.#api.removePanel(panel);
  }

  remove(id: PanelId): void {
    const panel = this.#api.getPanel(id);
    if (panel !== undefined) this.#api.removePanel(panel);
  }

  activate(id: PanelId): void {
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

  /**
   * Moves a panel towards a side: out of a group with others into a split there, a lone one past its neighbour, and
   * where there is none on that side to the edge of everything. False where nothing could move.
   */
  move(id: PanelId, side: Side): boolean {
    const panel = this.#api.getPanel(id);
    if (panel === undefined) return false;
    this.#unzoom();
    const position = positions[side];
    const { group } = panel.api;
    if (group.panels.length > 1) {
      panel.api.moveTo({ group, position });
      return true;
    }
    if (this.#api.groups.length < 2) return false;
    const neighbour = this.#api.adjacentGroupInDirection(group, side);
    if (neighbour !== undefined) panel.api.moveTo({ group: neighbour as typeof group, position });
    else panel.api.moveTo({ group: this.#api.addGroup({ direction: edges[side] }) });
    return true;
  }

  /** Moves a panel into the next group as a tab; false where there is only one group. */
  moveToNextGroup(id: PanelId): boolean {
    const panel = this.#api.getPanel(id);
    const { groups } = this.#api;
    const at = groups.findIndex((group) => group.id === panel?.api.group.id);
    const next = groups[(at + 1) % groups.length];
    if (panel === undefined || next === undefined || groups.length < 2) return false;
    this.#unzoom();
    panel.api.moveTo({ group: next, position: "center" });
    return true;
  }

  /** Moves a panel's tab within its group by one place. */
  moveTab(id: PanelId, step: 1 | -1): void {
    const panel = this.#api.getPanel(id);
    if (panel === undefined) return;
    const { group } = panel.api;
    const index = group.panels.findIndex((other) => other.id === id) + step;
    if (index < 0 || index >= group.panels.length) return;
    panel.api.moveTo({ group, position: "center", index });
  }

  #unzoom(): void {
    if (this.#api.hasMaximizedGroup()) this.#api.exitMaximizedGroup();
  }

  /** The panel on top of the group on that side; null where there is none. */
  neighbour(side: Side): PanelId | null {
    const group = this.#api.activeGroup;
    if (group === undefined) return null;
    return idOf(this.#api.adjacentGroupInDirection(group, side)?.activePanel);
  }

  /** The next (1) or previous (-1) panel in the order of the tabs, round and round. */
  next(step: 1 | -1): PanelId | null {
    const ids = this.#api.groups.flatMap((group) =>
      group.panels.flatMap((panel) => idOf(panel) ?? []),
    );
    const at = this.active === null ? -1 : ids.indexOf(this.active);
    return ids[(at + step + ids.length) % ids.length] ?? null;
  }
}

const positions = { left: "left", right: "right", up: "top", down: "bottom" } as const;
const edges = { left: "left", right: "right", up: "above", down: "below" } as const;
const panelOf = (id: PanelId) => {
  const kind = isTerminalId(id) ? "terminal" : "fleet";
  return {
    id,
    // What is announced when it opens; its tab then takes a name of its own.
    title: kind === "terminal" ? "Terminal" : "Run on many hosts",
    component: kind,
    tabComponent: kind,
    renderer: "always",
    minimumWidth: 120,
    minimumHeight: 96,
  } as const;
};

const idOf = (panel: Pick<IDockviewPanel, "id"> | undefined): PanelId | null =>
  panel !== undefined && isPanelId(panel.id) ? panel.id : null;
