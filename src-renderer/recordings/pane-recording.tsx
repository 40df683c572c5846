import { CircleAlert, CircleDot } from "lucide-react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { absoluteTime } from "../ui/times.ts";

/** In the pane's header: that it is recorded, or why no longer. */
export function PaneRecording({ recording }: Pick<TerminalInfo, "recording">) {
  if (recording === null) return null;
  const { since, problem } = recording;
  return (
    <span className="pane-note" title={problem ?? `Recorded since ${absoluteTime(since)}`}>
      {problem === null ? (
        <CircleDot size={12} aria-hidden />
      ) : (
        <CircleAlert size={12} aria-hidden />
      )}
      <span className="cut">{problem === null ? "recording" : "recording ended"}</span>
    </span>
  );
}
