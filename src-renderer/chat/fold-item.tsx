import { memo } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { countWords } from "../ui/times.ts";
import { foldBecause, foldSources, foldTitle } from "./fold-words.ts";

/** Where the model is sent less from here on: what became of the rest, and the summary it is sent instead. */
export const FoldItem = memo(function FoldItem(props: {
  item: Extract<ChatItem, { kind: "fold" }>;
}) {
  const { item } = props;
  const sources = foldSources(item);
  return (
    <details className="fold">
      <summary>
        {foldTitle(item)}: about {countWords(item.tokensBefore)} → {countWords(item.tokensAfter)}{" "}
        tokens
      </summary>
      <div className="fold-body">
        <p>{foldBecause(item)}</p>
        {item.outputs > 0 && (
          <p>
            {item.outputs === 1 ? "One long output is" : `${item.outputs} long outputs are`} sent as
            a reference: the agent reads it again by its run when it needs it.
          </p>
        )}
        {item.summary !== "" && (
          <>
            <p>
              {item.by === "agent"
                ? "The agent's summary:"
                : "The agent could not sum it up, so this is a list of what was done:"}
            </p>
            <pre>{item.summary}</pre>
          </>
        )}
        {sources !== null && <p className="faint">{sources}</p>}
      </div>
    </details>
  );
});
