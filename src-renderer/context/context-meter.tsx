import { Popover } from "@base-ui/react/popover";
import { useEffect, useRef } from "react";
import { useConversations } from "../chat/conversations-store.ts";
import { focusAtOnce } from "../ui/focus-at-once.ts";
import { ContextDetails } from "./context-details.tsx";
import { followContext, useContextInfo } from "./context-store.ts";
import { meterWords, percentOf } from "./context-words.ts";
import "./context.css";

/** How full the context is and what it cost, in a line below the message; more of it in a popover. */
export function ContextMeter() {
  const current = useConversations((state) => state.current);
  const { info, detailsOpen } = useContextInfo();
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    useContextInfo.setState({ info: null, detailsOpen: false });
    if (current === null) return;
    const stop = new AbortController();
    void followContext(current, stop.signal);
    return () => stop.abort();
  }, [current]);
  if (info === null) return null;
  const words = meterWords(info);
  return (
    <Popover.Root
      open={detailsOpen}
      onOpenChange={(open) => useContextInfo.setState({ detailsOpen: open })}
    >
      <Popover.Trigger
        className="context-meter"
        title="How full the model's context is"
        aria-label={`Context: ${words}`}
      >
        <span className="context-bar" aria-hidden>
          <span style={{ inlineSize: `${Math.min(100, percentOf(info))}%` }} />
        </span>
        <span className="cut">{words}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="positioner" side="top" align="start" sideOffset={4}>
          <Popover.Popup
            ref={popup}
            initialFocus={focusAtOnce(
              () => popup.current,
              () => popup.current,
            )}
            className="popup context-popup"
            aria-label="Context"
          >
            <ContextDetails info={info} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
