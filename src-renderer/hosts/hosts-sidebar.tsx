import { ChevronDown, ChevronRight, Plus, Search, Settings } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
} from "react";
import { colourOf } from "../../shared/host-colours.ts";
import type { HostId } from "../../shared/ids.ts";
import { openDialog } from "../app/frame-store.ts";
import { Hint } from "../ui/hint.tsx";
import { groupHosts } from "./host-groups.ts";
import { HostRow } from "./host-row.tsx";
import { SelectionFoot, useHostSelection } from "./host-selection.tsx";
import { useHosts } from "./hosts-store.ts";
import { usePlaceColours } from "./use-host-colour.ts";
import "./hosts.css";

/** In longer lists a row's menu is made when the row is pointed at or focused. */
const menusUpTo = 200;

/** `children` is the edge by which the column is made wider. The inventory: filter, groups that fold, one row a host. Arrow keys move, Enter opens a terminal. */
export function HostsSidebar({ children }: { children: ReactNode }) {
  const { hosts, statuses, loaded } = useHosts();
  const places = usePlaceColours();
  const [filter, setFilter] = useState("");
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<HostId | null>(null);
  const selection = useHostSelection();
  const list = useRef<HTMLElement>(null);
  const wanted = useDeferredValue(filter);
  const groups = useMemo(() => groupHosts(hosts, wanted), [hosts, wanted]);
  const shown = groups.flatMap((group) => (folded.has(group.name) ? [] : group.hosts));
  const current = shown.some(({ id }) => id === chosen) ? chosen : (shown[0]?.id ?? null);

  const fold = (name: string) =>
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  const focusHost = (id: HostId | undefined) =>
    list.current?.querySelector<HTMLElement>(`[data-host="${id}"]`)?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const at = shown.findIndex(({ id }) => id === current);
    const next = {
      ArrowDown: shown[at + 1],
      ArrowUp: shown[at - 1],
      Home: shown[0],
      End: shown.at(-1),
    }[event.key];
    if (next === undefined || !(event.target as HTMLElement).matches("[data-host]")) return;
    event.preventDefault();
    focusHost(next.id);
  };

  return (
    <nav className="hosts" aria-label="Hosts">
      {children}
      <div className="bar">
        <h2>Hosts</h2>
        <Hint text="Settings" action="settings">
          <button
            type="button"
            className="icon-button"
            aria-label="Settings"
            onClick={() => openDialog({ kind: "settings", page: "appearance" })}
          >
            <Settings size={16} aria-hidden />
          </button>
        </Hint>
      </div>
      <div className="hosts-filter">
        <Search size={14} aria-hidden />
        <input
          type="search"
          className="input"
          aria-label="Filter hosts"
          placeholder="Filter"
          autoComplete="off"
          spellCheck={false}
          data-hosts-filter
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" && event.key !== "Enter") return;
            event.preventDefault();
            focusHost(shown[0]?.id);
          }}
        />
      </div>
      <section className="hosts-list" ref={list} onKeyDown={onKeyDown} aria-label="Host list">
        {groups.map((group) => (
          <div key={group.name} className="host-group">
            <h3>
              <button
                type="button"
                className="host-group-button"
                aria-expanded={!folded.has(group.name)}
                onClick={() => fold(group.name)}
              >
                {folded.has(group.name) ? (
                  <ChevronRight size={12} aria-hidden />
                ) : (
                  <ChevronDown size={12} aria-hidden />
                )}
                <span className="cut">{group.name}</span>
                <span className="host-side">{group.hosts.length}</span>
              </button>
            </h3>
            {!folded.has(group.name) && (
              <ul>
                {group.hosts.map((host) => (
                  <HostRow
                    key={host.id}
                    host={host}
                    parent={group.hosts.find(({ id }) => id === host.container?.parent)}
                    colour={colourOf(host, places) ?? undefined}
                    status={statuses.get(host.id)}
                    current={host.id === current}
                    menuAlways={shown.length <= menusUpTo}
                    onCurrent={setChosen}
                    selected={selection.ids.has(host.id)}
                    onSelect={selection.select}
                  />
                ))}
              </ul>
            )}
          </div>
        ))}
        {loaded && groups.length === 0 && <p className="hosts-empty">No host matches.</p>}
        {loaded && filter === "" && hosts.every(({ kind }) => kind === "local") && (
          <p className="hosts-empty">
            Remote hosts appear here.{" "}
            <button
              type="button"
              className="link-button"
              onClick={() => openDialog({ kind: "import-hosts" })}
            >
              Import from ~/.ssh/config
            </button>
          </p>
        )}
      </section>
      {selection.ids.size > 0 && <SelectionFoot ids={selection.ids} onClear={selection.clear} />}
      <div className="hosts-foot">
        <Hint text="Add a host" action="add-host">
          <button
            type="button"
            className="button plain"
            onClick={() => openDialog({ kind: "host", id: null })}
          >
            <Plus size={14} aria-hidden /> Add host
          </button>
        </Hint>
      </div>
    </nav>
  );
}
