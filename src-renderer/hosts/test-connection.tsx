import { CircleCheck, PlugZap } from "lucide-react";
import { useRef, useState } from "react";
import type { HostTest } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";

type Outcome =
  | { kind: "idle" }
  | { kind: "testing" }
  | ({ kind: "good" } & HostTest)
  | { kind: "bad"; failure: CallFailure };

/** Saves the host, connects, logs in and hangs up; says what was found. It can be cancelled. */
export function TestConnection({ save }: { save: () => Promise<HostId | null> }) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const stop = useRef<AbortController | null>(null);
  const test = async () => {
    const id = await save();
    if (id === null) return;
    const abort = new AbortController();
    stop.current = abort;
    setOutcome({ kind: "testing" });
    const tested = await attempt(client.hosts.test({ id }, { signal: abort.signal }));
    if (abort.signal.aborted) return setOutcome({ kind: "idle" });
    setOutcome(
      tested.ok ? { kind: "good", ...tested.value } : { kind: "bad", failure: tested.error },
    );
  };
  return (
    <div className="test-connection">
      {outcome.kind === "testing" ? (
        <div className="notice" role="status">
          <span className="notice-text">Connecting…</span>
          <button type="button" className="button small" onClick={() => stop.current?.abort()}>
            Cancel the test
          </button>
        </div>
      ) : (
        <button type="button" className="button" onClick={() => void test()}>
          <PlugZap size={14} aria-hidden /> Save and test the connection
        </button>
      )}
      {outcome.kind === "good" && (
        <div className="notice success" role="status">
          <CircleCheck size={16} aria-hidden />
          <span className="notice-text">
            {outcome.hops.length === 0
              ? `Logged in after ${Math.round(outcome.latencyMs)} ms. `
              : `Logged in. ${roundTrips(outcome)}. `}
            {outcome.server}.{" "}
            {outcome.tmux === null
              ? "No usable tmux: its terminals end with the connection."
              : `tmux ${outcome.tmux}: its terminals survive a lost connection.`}
          </span>
        </div>
      )}
      {outcome.kind === "bad" && <FailureNotice failure={outcome.failure} />}
    </div>
  );
}

/** "bastion 3 ms → inner 5 ms → this host 8 ms", each from here and back. */
function roundTrips({ hops, latencyMs }: HostTest): string {
  return [...hops, { name: "this host", latencyMs }]
    .map((hop) => `${hop.name} ${Math.round(hop.latencyMs)} ms`)
    .join(" → ");
}
