import { useEffect, useState } from "react";
import { useConversations } from "../chat/conversations-store.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";

/** Everything the agent is told before the conversation, word for word as it is at this moment. */
export function ToldDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  useEffect(() => {
    const { current } = useConversations.getState();
    const { focused } = useTerminals.getState();
    void attempt(client.context.told({ id: current, terminalId: focused })).then((told) => {
      if (told.ok) setText(told.value.text);
      else setFailure(told.error);
    });
  }, []);
  return (
    <FrameDialog title="What the agent is told" wide onClose={onClose}>
      <div className="dialog-body told-body">
        <p>
          This goes to the model before every message, with the tools. You can add to it: in the
          settings under The agent for every model, under Models for one of them.
        </p>
        {failure !== null && <FailureNotice failure={failure} />}
        {text !== null && (
          <div className="told-text">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section tabIndex={0} aria-label="Instructions">
              <pre>{text}</pre>
            </section>
            <CopyButton text={text} label="Copy the text" />
          </div>
        )}
      </div>
    </FrameDialog>
  );
}
