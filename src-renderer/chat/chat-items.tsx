import { ArrowDown } from "lucide-react";
import { Fragment, useMemo, useRef, useState } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { unreachable } from "../../shared/result.ts";
import { useSettings } from "../settings/settings-store.ts";
import { AgentItem } from "./agent-item.tsx";
import { useChat } from "./chat-store.ts";
import { NoteView } from "./commands/note-view.tsx";
import { type Note, notesByItem, useNotes } from "./commands/notes-store.ts";
import { useConversations } from "./conversations-store.ts";
import { FoldItem } from "./fold-item.tsx";
import { LeftRunningItem } from "./left-running-item.tsx";
import { PersonItem } from "./person-item.tsx";
import { RunEndedItem } from "./run-ended-item.tsx";
import { ToolItem } from "./tool-item.tsx";
import { TurnEnd } from "./turn-end.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";
import "./chat-items.css";

/** A long conversation is drawn from its end; what is earlier comes when it is asked for. */
const drawnAtFirst = 150;
const drawnMore = 300;

/** The conversation, oldest first; it stays at its end while it grows unless the person has scrolled up. */
export function ChatItems({ onRetry }: { onRetry: () => void }) {
  const { items, turnId, loaded } = useChat();
  const showTools = useSettings(({ event }) => event?.settings.appearance.showToolCalls ?? true);
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd } = useStickToEnd(frame, content);
  const shown = useMemo(
    () =>
      items.filter(
        // A question that waits is never hidden.
        (item) => showTools || item.kind !== "tool" || item.status.state === "asking",
      ),
    [items, showTools],
  );
  /** How many entries at the beginning are not drawn; decided when the conversation has come, so that nothing jumps later. */
  const [left, setLeft] = useState<number | null>(null);
  if (left === null && loaded) setLeft(Math.max(0, shown.length - drawnAtFirst));
  const earlier = left ?? 0;
  const { notes } = useNotes();
  const current = useConversations((state) => state.current);
  // A note stands behind an entry that is drawn: where its own is hidden or left out, behind the one before it.
  const noted = useMemo(
    () => notesByItem(notes, current, items, new Set(shown.slice(earlier).map(({ id }) => id))),
    [notes, current, items, shown, earlier],
  );
  const last = items.at(-1);
  const lastStep = items.findLast(({ kind }) => kind !== "fold");
  const waits = turnId !== null && !(last?.kind === "agent" && last.text !== "");
  const asks = last?.kind === "tool" && last.status.state === "asking";
  return (
    <div className="chat-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="chat-scroll" ref={frame} tabIndex={0} role="log" aria-label="Conversation">
        <div className="chat-items" ref={content}>
          {earlier > 0 && (
            <button
              type="button"
              className="button small earlier"
              onClick={() => setLeft(Math.max(0, earlier - drawnMore))}
            >
              Show {Math.min(earlier, drawnMore)} earlier entries of {earlier}
            </button>
          )}
          <Notes notes={noted.get(null)} />
          {shown.slice(earlier).map((item) => (
            <Fragment key={item.id}>
              <Item
                item={item}
                growing={turnId === item.turnId && item.id === last?.id}
                onRetry={item.id === lastStep?.id && turnId === null ? onRetry : null}
              />
              <Notes notes={noted.get(item.id)} />
            </Fragment>
          ))}
          {waits && !asks && (
            <p className="faint working" role="status">
              <span aria-hidden>◌</span> The agent is at work
            </p>
          )}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className="button small to-end" onClick={toEnd}>
          <ArrowDown size={12} aria-hidden /> To the end
        </button>
      )}
    </div>
  );
}

function Notes({ notes }: { notes: readonly Note[] | undefined }) {
  return notes?.map((note) => <NoteView key={note.id} note={note} />);
}

function Item(props: { item: ChatItem; growing: boolean; onRetry: (() => void) | null }) {
  const { item } = props;
  switch (item.kind) {
    case "person":
      return <PersonItem item={item} />;
    case "agent":
      return <AgentItem item={item} growing={props.growing && !item.complete} />;
    case "tool":
      return <ToolItem item={item} />;
    case "fold":
      return <FoldItem item={item} />;
    case "run-ended":
      return <RunEndedItem item={item} />;
    case "left-running":
      return <LeftRunningItem item={item} />;
    case "end":
      return <TurnEnd item={item} onRetry={props.onRetry} />;
    default:
      return unreachable(item);
  }
}
