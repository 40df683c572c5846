import { useEffect, useState } from "react";
import type { ProfileId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { durationWords } from "../ui/times.ts";

/** Asks a model for one word and says whether it came; `atOnce` does so when it appears. */
export function TestModel({ id, name, atOnce }: { id: ProfileId; name: string; atOnce?: boolean }) {
  const [busy, setBusy] = useState(false);
  const [latencyMs, setLatencyMs] = useState<number | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const test = async () => {
    setBusy(true);
    setLatencyMs(null);
    const outcome = await attempt(client.models.test({ id }));
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) setLatencyMs(outcome.value.latencyMs);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => {
    if (atOnce) void test();
  }, []);
  return (
    <>
      <button
        type="button"
        className="button small"
        aria-label={`Test ${name}`}
        disabled={busy}
        onClick={() => void test()}
      >
        {busy ? "Testing…" : "Test"}
      </button>
      {latencyMs !== null && (
        <span role="status" className="test-result">
          ✓ answered in {durationWords(latencyMs)}
        </span>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}
