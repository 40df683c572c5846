import { useState } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { placeWords } from "../hosts/host-groups.ts";
import { useHosts } from "../hosts/hosts-store.ts";

interface HostChoiceProps {
  chosen: readonly HostId[];
  problem: string | undefined;
  onChange: (ids: HostId[]) => void;
}

/** The hosts, ticked. The filter takes names, addresses, groups and tags. */
export function HostChoice({ chosen, problem, onChange }: HostChoiceProps) {
  const hosts = useHosts((state) => state.hosts);
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const shown = hosts.filter((host) => saidOf(host).includes(wanted));
  const ticked = new Set(chosen);
  const set = (ids: Iterable<HostId>, on: boolean) => {
    const next = new Set(ticked);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    // In the order of the list, so that the canary is the first that is seen.
    onChange(hosts.map(({ id }) => id).filter((id) => next.has(id)));
  };
  const all = shown.length > 0 && shown.every(({ id }) => ticked.has(id));
  return (
    <fieldset className="fleet-hosts">
      <legend>Hosts: {chosen.length} chosen</legend>
      <div className="fleet-filter">
        <input
          type="search"
          className="input"
          aria-label="Filter hosts to choose from"
          placeholder="Name, address, group or tag"
          autoComplete="off"
          spellCheck={false}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <button
          type="button"
          className="button small"
          disabled={shown.length === 0}
          onClick={() =>
            set(
              shown.map(({ id }) => id),
              !all,
            )
          }
        >
          {all ? `Take out ${shown.length}` : `Choose ${shown.length}`}
        </button>
      </div>
      {problem !== undefined && <p className="field-problem">{problem}</p>}
      <ul>
        {shown.map((host) => (
          <li key={host.id}>
            <label className="check">
              <input
                type="checkbox"
                checked={ticked.has(host.id)}
                onChange={(event) => set([host.id], event.target.checked)}
              />
              <span className="cut">{host.name}</span>
              <span className="faint cut">{placeWords(host)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

const saidOf = ({ address, group, name, tags }: Host): string =>
  [name, address, group, ...tags].join("\n").toLowerCase();
