import { Play, RotateCcw } from "lucide-react";
import { memo } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { moneyWords } from "../../shared/money.ts";
import { useSettings } from "../settings/settings-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { countWords, durationWords } from "../ui/times.ts";

type End = Extract<ChatItem, { kind: "end" }>;

const words: Record<End["reason"], string> = {
  answered: "",
  stopped: "Stopped.",
  denied: "Stopped after a no.",
  limit: "The turn reached its limit and was stopped.",
  failed: "The turn failed.",
  interrupted: "Fairlead ended during this turn.",
};

/** How a turn ended; after anything but an answer it can be tried again. */
export const TurnEnd = memo(function TurnEnd(props: {
  item: End;
  /** Only the last turn can be run again. */
  onRetry: (() => void) | null;
}) {
  const { reason, error, usage, durationMs } = props.item;
  const showTokens = useSettings(({ event }) => event?.settings.appearance.showTokens ?? false);
  const retry = props.onRetry && reason !== "answered" && (
    <button type="button" className="button small" onClick={props.onRetry}>
      {reason === "limit" ? (
        <>
          <Play size={12} aria-hidden /> Go on, as much again
        </>
      ) : (
        <>
          <RotateCcw size={12} aria-hidden /> Retry
        </>
      )}
    </button>
  );
  return (
    <footer className="turn-end">
      {error !== null && <FailureNotice failure={error} />}
      {error === null && words[reason] !== "" && <p className="soft">{words[reason]}</p>}
      {retry}
      {showTokens && usage !== null && usage.inputTokens + usage.outputTokens > 0 && (
        <p className="faint">
          {countWords(usage.inputTokens)} tokens in, {countWords(usage.outputTokens)} out,{" "}
          {durationWords(durationMs)}
          {usage.nanoDollars ? `, ${moneyWords(usage.nanoDollars)}` : ""}
        </p>
      )}
    </footer>
  );
});
