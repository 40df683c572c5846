import { useEffect, useState } from "react";
import type { ImportableHost } from "../../shared/contract/hosts.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { endpointWords } from "./host-groups.ts";

interface ImportListProps {
  chosen: ReadonlySet<string>;
  onChosen: (aliases: ReadonlySet<string>) => void;
}

/** The hosts of ~/.ssh/config that are not in the inventory yet, each to be ticked; all are ticked at first. */
export function ImportList({ chosen, onChosen }: ImportListProps) {
  const [found, setFound] = useState<readonly ImportableHost[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the list appears
  useEffect(() => {
    const stop = new AbortController();
    void attempt(client.hosts.importable(undefined, { signal: stop.signal })).then((outcome) => {
      if (stop.signal.aborted) return;
      if (!outcome.ok) return setFailure(outcome.error);
      setFound(outcome.value);
      onChosen(new Set(outcome.value.map(({ alias }) => alias)));
    });
    return () => stop.abort();
  }, []);
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (found === null) return <p className="faint">Reading ~/.ssh/config…</p>;
  if (found.length === 0) {
    return <p className="soft">No host of ~/.ssh/config is missing from the inventory.</p>;
  }
  const all = chosen.size === found.length;
  const toggle = (alias: string) => {
    const next = new Set(chosen);
    if (!next.delete(alias)) next.add(alias);
    onChosen(next);
  };
  return (
    <div className="import-list">
      <label className="check">
        <input
          type="checkbox"
          checked={all}
          onChange={() => onChosen(new Set(all ? [] : found.map(({ alias }) => alias)))}
        />
        All {found.length} hosts
      </label>
      <ul>
        {found.map((host) => (
          <li key={host.alias}>
            <label className="check">
              <input
                type="checkbox"
                checked={chosen.has(host.alias)}
                onChange={() => toggle(host.alias)}
              />
              <span className="cut">{host.alias}</span>
              <span className="faint cut">{endpointWords(host)}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
