import { useId, useState } from "react";
import type { Conversation } from "../../shared/contract/chat.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";

/** Gives a conversation another title. */
export function RenameDialog(props: { conversation: Conversation; onClose: () => void }) {
  const [title, setTitle] = useState(props.conversation.title);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const field = useId();
  const rename = async () => {
    const done = await attempt(client.chat.rename({ id: props.conversation.id, title }));
    if (done.ok) props.onClose();
    else setFailure(done.error);
  };
  return (
    <FrameDialog title="Rename conversation" onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <div className="dialog-body">
          <div className="field">
            <label htmlFor={field}>Title</label>
            <input
              id={field}
              className="input"
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          </div>
          {failure !== null && <FailureNotice failure={failure} />}
        </div>
        <div className="dialog-foot">
          <button type="button" className="button" onClick={props.onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={title.trim() === ""}>
            Rename
          </button>
        </div>
      </form>
    </FrameDialog>
  );
}
