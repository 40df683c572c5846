import { useEffect, useState } from "react";
import type { ImportableHost } from "../../shared/contract/hosts.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { endpointWords } from "./host-groups.ts";

interface ImportListProps {
  chosen: ReadonlySet<string>;
  onChosen: (aliases: ReadonlySet<string>) => void;
  /** Hosts whose agent forwarding the person agreed to. */
  forwarding: ReadonlySet<string>;
  onForwarding: (aliases: ReadonlySet<string>) => void;
}

/**
 * The hosts of ~/.ssh/config that are not in the inventory yet, each to be ticked; all are ticked at first. A host that a
 * ticked one is reached over comes along. Agent forwarding is offered where the file asks for it, and not ticked.
 */
export function ImportList({ chosen, onChosen, forwarding, onForwarding }: ImportListProps) {
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
  const needed = neededBy(chosen, found);
  const toggle = (alias: string) => {
    const next = toggled(chosen, alias);
    onChosen(new Set([...next, ...neededBy(next, found)]));
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
            <label
              className="check"
              title={needed.has(host.alias) ? "A ticked host is reached over it." : undefined}
            >
              <input
                type="checkbox"
                checked={chosen.has(host.alias)}
                disabled={needed.has(host.alias)}
                onChange={() => toggle(host.alias)}
              />
              <span className="cut">{host.alias}</span>
              <span className="faint cut">
                {endpointWords(host)}
                {host.jump !== null && `, over ${host.jump}`}
              </span>
            </label>
            {host.forwardAgent && (
              <label className="check import-agent">
                <input
                  type="checkbox"
                  checked={forwarding.has(host.alias)}
                  onChange={() => onForwarding(toggled(forwarding, host.alias))}
                />
                Forward the ssh-agent, as the file asks
              </label>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, alias: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(alias)) next.add(alias);
  return next;
}

/** The hosts that the chosen ones are reached over, as far as they are to be imported themselves. */
export function neededBy(
  chosen: ReadonlySet<string>,
  found: readonly ImportableHost[],
): Set<string> {
  const byAlias = new Map(found.map((host) => [host.alias, host]));
  const needed = new Set<string>();
  for (const alias of chosen) {
    let jump = byAlias.get(alias)?.jump ?? null;
    for (; jump !== null && byAlias.has(jump) && !needed.has(jump); ) {
      needed.add(jump);
      jump = byAlias.get(jump)?.jump ?? null;
    }
  }
  return needed;
}
