import type { HostStatus } from "../../shared/contract/hosts.ts";

const marks: Record<HostStatus["state"], { shape: string; word: string }> = {
  idle: { shape: "○", word: "not connected" },
  connecting: { shape: "◌", word: "connecting" },
  connected: { shape: "●", word: "connected" },
  stalled: { shape: "◒", word: "no answer for some seconds" },
  reconnecting: { shape: "◌", word: "reconnecting" },
  lost: { shape: "◐", word: "connection lost" },
  failed: { shape: "✕", word: "failed" },
};

/** The state as a word, with its latency or its problem. */
export function connectionWords(status: HostStatus | undefined): string {
  const { word } = marks[status?.state ?? "idle"];
  if (status?.problem) return `${word}: ${status.problem}`;
  return status?.latencyMs == null ? word : `${word}, ${Math.round(status.latencyMs)} ms`;
}

/** The state as a shape; its word is for screen readers and the hover text. */
export function ConnectionMark({ status }: { status: HostStatus | undefined }) {
  const state = status?.state ?? "idle";
  return (
    <span className={`connection-mark ${state}`} title={connectionWords(status)}>
      <span aria-hidden>{marks[state].shape}</span>
      <span className="visually-hidden">{connectionWords(status)}</span>
    </span>
  );
}
