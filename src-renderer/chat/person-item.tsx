import { Pencil } from "lucide-react";
import { memo } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Hint } from "../ui/hint.tsx";
import { absoluteTime } from "../ui/times.ts";
import { editInComposer } from "./draft-store.ts";

/** What the person wrote, as it was written. */
export const PersonItem = memo(function PersonItem(props: {
  item: Extract<ChatItem, { kind: "person" }>;
}) {
  const { heard, text, at } = props.item;
  return (
    <article className="message person" aria-label="You">
      <p title={absoluteTime(at)}>{text}</p>
      {heard === false && (
        <span className="message-note faint" role="status">
          <span aria-hidden>◇</span> the agent reads it at its next step
        </span>
      )}
      <div className="message-actions">
        <Hint text="Edit and send again">
          <button
            type="button"
            className="icon-button small"
            aria-label="Edit and send again"
            onClick={() => editInComposer(text)}
          >
            <Pencil size={14} aria-hidden />
          </button>
        </Hint>
        <CopyButton text={text} label="Copy message" />
      </div>
    </article>
  );
});
