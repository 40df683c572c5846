import { memo } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Markdown } from "./markdown.tsx";

/** What the agent wrote, as Markdown; an answer that was cut off says so. */
export const AgentItem = memo(function AgentItem(props: {
  item: Extract<ChatItem, { kind: "agent" }>;
  /** Whether more of it may come. */
  growing: boolean;
}) {
  const { text, complete } = props.item;
  if (text.trim() === "" && !props.growing) return null;
  return (
    <article className="message agent" aria-label="Agent" aria-busy={props.growing}>
      <Markdown text={text} />
      {!complete && !props.growing && (
        <p className="tool-note">The answer ends here: it was cut off.</p>
      )}
      {!props.growing && (
        <div className="message-actions">
          <CopyButton text={text} label="Copy answer" />
        </div>
      )}
    </article>
  );
});
