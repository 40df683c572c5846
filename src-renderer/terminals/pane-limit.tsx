import { Timer } from "lucide-react";
import type { RunLimit } from "../../shared/contract/runs.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { stopWords } from "../runs/run-words.ts";
import { useRuns, useSeconds } from "../runs/runs-store.ts";
import { absoluteTime } from "../ui/times.ts";

/** In a pane's header, beside the command that runs: when its time is over. */
export function PaneLimit({ terminalId }: { terminalId: TerminalId }) {
  const limit = useRuns(
    ({ runs }) => runs.find((run) => run.terminalId === terminalId && run.limit !== null)?.limit,
  );
  return limit == null ? null : <Left limit={limit} />;
}

function Left({ limit }: { limit: RunLimit }) {
  const now = useSeconds();
  const whose = limit.by === "agent" ? "The agent" : "You";
  return (
    <span
      className="pane-limit"
      title={`${whose} gave the command until ${absoluteTime(limit.at)}; then it gets TERM. /timeout off takes that back.`}
    >
      <Timer size={12} aria-hidden /> {stopWords(limit, now)}
    </span>
  );
}
