import { X } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import type { HostId } from "../../shared/ids.ts";
import { openDialog } from "../app/frame-store.ts";

/** Hosts that are chosen together in the list. `select` stays the same function, so that rows need not be drawn anew. */
export function useHostSelection() {
  const [ids, setIds] = useState<ReadonlySet<HostId>>(new Set());
  const last = useRef<HostId | null>(null);
  const select = useCallback((id: HostId, how: "one" | "range") => {
    const from = last.current;
    last.current = id;
    setIds((before) => {
      const after = new Set(before);
      if (how === "range" && from !== null) {
        for (const each of between(from, id)) after.add(each);
      } else if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const clear = useCallback(() => {
    last.current = null;
    setIds(new Set());
  }, []);
  return { ids, select, clear };
}

/** The hosts from one row to another, as the list shows them now. */
function between(one: HostId, other: HostId): HostId[] {
  const rows = [...document.querySelectorAll<HTMLElement>(".hosts-list [data-host]")];
  const shown = rows.map((row) => row.dataset["host"] as HostId);
  const places = [shown.indexOf(one), shown.indexOf(other)].sort((low, high) => low - high);
  const [from = -1, to = -1] = places;
  return from < 0 ? [other] : shown.slice(from, to + 1);
}

/** What can be done with the hosts that are chosen. */
export function SelectionFoot({ ids, onClear }: { ids: ReadonlySet<HostId>; onClear: () => void }) {
  return (
    <div className="hosts-foot hosts-selection">
      <button
        type="button"
        className="button small"
        onClick={() => openDialog({ kind: "run-on-hosts", initial: { hostIds: [...ids] } })}
      >
        Run on {ids.size} {ids.size === 1 ? "host" : "hosts"}…
      </button>
      <button
        type="button"
        className="icon-button small"
        aria-label="Choose none"
        title="Choose none"
        onClick={onClear}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
