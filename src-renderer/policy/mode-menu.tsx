import { Popover } from "@base-ui/react/popover";
import { Ban, ChevronDown } from "lucide-react";
import { useRef } from "react";
import { useFrame } from "../app/frame-store.ts";
import { useConversations } from "../chat/conversations-store.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { focusAtOnce } from "../ui/focus-at-once.ts";
import { Hint } from "../ui/hint.tsx";
import { ModeForm } from "./mode-form.tsx";
import { leftWords, modeThere, scopeWords } from "./mode-words.ts";
import { setMode } from "./policy-store.ts";
import { useModeOn } from "./use-effective-mode.ts";
import "./policy.css";

/** How much runs without a person, where the agent acts next; always on the screen, and changed from here. */
export function ModeMenu() {
  const open = useFrame((state) => state.modeMenuOpen);
  const hostId = useTerminals(
    ({ terminals, focused }) => (focused && terminals.get(focused)?.hostId) ?? null,
  );
  const hosts = useHosts((state) => state.hosts);
  const { conversations, current } = useConversations();
  const popup = useRef<HTMLDivElement>(null);
  const known = useModeOn(hostId);
  if (known === null) return <span className="faint">…</span>;
  const { effective, now } = known;
  const { mode, source, until } = effective;
  const where = scopeWords(source, { hosts, conversations, current });
  const left = until === null ? null : leftWords(until, now);
  const words = modeThere(effective);
  return (
    <span className="mode-choice">
      {mode !== "none" && (
        <Hint text="Nothing runs from now on: mode none">
          <button
            type="button"
            className="icon-button small"
            aria-label="Set the mode to none"
            onClick={() =>
              void setMode({
                scope:
                  current === null
                    ? { kind: "everywhere" }
                    : { kind: "conversation", conversationId: current },
                mode: "none",
                until: null,
              })
            }
          >
            <Ban size={14} aria-hidden />
          </button>
        </Hint>
      )}
      <Popover.Root open={open} onOpenChange={(next) => useFrame.setState({ modeMenuOpen: next })}>
        <Popover.Trigger
          className={`select quiet mode-trigger mode-${mode}`}
          aria-label={`Approval mode: ${words}, ${where}${left === null ? "" : `, ${left} left`}`}
        >
          <span className="cut">
            mode: {words}
            {left !== null && <span className="mode-left"> · {left}</span>}
          </span>
          <ChevronDown size={12} aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className="positioner" side="bottom" align="end" sideOffset={4}>
            <Popover.Popup
              ref={popup}
              initialFocus={focusAtOnce(
                () => popup.current,
                () => popup.current,
              )}
              className="popup mode-popup"
              aria-label="Approval mode"
            >
              <ModeForm
                effective={effective}
                now={now}
                hostId={hostId}
                onDone={() => useFrame.setState({ modeMenuOpen: false })}
              />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}
