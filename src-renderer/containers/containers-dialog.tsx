import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import type { EngineListing, RunningContainer } from "../../shared/contract/containers.ts";
import type { HostId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { openTerminal } from "../terminals/terminal-desk.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { TextField } from "../ui/text-field.tsx";
import { ContainerList } from "./container-list.tsx";
import "./containers.css";

/** The running containers of a host. Choosing one puts it under its host in the inventory and opens a terminal in it. */
export function ContainersDialog({ hostId, onClose }: { hostId: HostId; onClose: () => void }) {
  const host = useHosts(({ hosts }) => hosts.find(({ id }) => id === hostId));
  const [engines, setEngines] = useState<readonly EngineListing[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [context, setContext] = useState<string | null>(null);
  const [user, setUser] = useState("");
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again
  useEffect(() => {
    const stop = new AbortController();
    setEngines(null);
    setFailure(null);
    const asking = client.containers.list({ hostId, context }, { signal: stop.signal });
    void attempt(asking).then((outcome) => {
      if (stop.signal.aborted) return;
      if (outcome.ok) setEngines(outcome.value);
      else setFailure(outcome.error);
    });
    return () => stop.abort();
  }, [hostId, context, round]);
  if (host === undefined) return null;

  const open = async ({ engine, context: from }: EngineListing, chosen: RunningContainer) => {
    const { id, image, name } = chosen;
    const container = { parent: hostId, engine, context: from, id, name, image };
    const kept = await attempt(client.containers.keep({ container, user }));
    if (!kept.ok) return setFailure(kept.error);
    onceClosed(onClose, () => openTerminal(kept.value.id));
  };
  const again = () => setRound((before) => before + 1);
  const docker = engines?.find(({ contexts }) => contexts.length > 1);

  return (
    <FrameDialog title={`Containers on ${host.name}`} wide onClose={onClose}>
      <div className="dialog-body containers">
        {engines?.map(
          ({ engine, problem }) =>
            problem !== null && (
              <FailureNotice
                key={engine}
                failure={{ ...problem, sentence: `${engine}: ${problem.sentence}` }}
              />
            ),
        )}
        {failure !== null && <FailureNotice failure={failure} />}
        {engines === null && failure === null && (
          <p className="faint containers-wait" role="status">
            Asking docker and podman on {host.name}…
          </p>
        )}
        {engines !== null && <ContainerList engines={engines} hostName={host.name} onOpen={open} />}
        <div className="field-row">
          {engines?.some(({ containers }) => containers.length > 0) && (
            <TextField
              label="User"
              value={user}
              placeholder="the container's own"
              onChange={setUser}
            />
          )}
          {docker !== undefined && (
            <ChoiceField
              label="Docker context"
              options={docker.contexts.map(({ endpoint, name }) => ({
                value: name,
                label: name,
                hint: endpoint,
              }))}
              value={docker.context?.name ?? ""}
              onChange={setContext}
            />
          )}
        </div>
      </div>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button"
          disabled={engines === null && failure === null}
          onClick={again}
        >
          <RefreshCw size={14} aria-hidden /> Look again
        </button>
      </div>
    </FrameDialog>
  );
}
