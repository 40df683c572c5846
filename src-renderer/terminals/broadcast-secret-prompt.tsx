import { FrameDialog } from "../ui/frame-dialog.tsx";
import { listWords } from "../ui/list-words.ts";
import { dismissPrompt, donePrompt, type TerminalPrompt } from "./prompts-store.ts";

type Props = Extract<TerminalPrompt, { kind: "broadcast-secret" }>;

/** Asks who gets what is typed while a pane of the broadcast asks for a secret. */
export function BroadcastSecretPrompt({ here, asking, panes, answer }: Props) {
  const give = (who: "all" | "here") => () => {
    donePrompt();
    answer(who);
  };
  return (
    <FrameDialog
      title={`Type this into ${panes.length} panes?`}
      onClose={dismissPrompt}
      foot={
        <>
          <button type="button" className="button left" onClick={dismissPrompt}>
            Cancel
          </button>
          <button type="button" className="button" onClick={give("all")}>
            All {panes.length} panes
          </button>
          <button type="button" className="button primary" data-first onClick={give("here")}>
            Only {here}, broadcast off
          </button>
        </>
      }
    >
      <div className="dialog-body">
        <p>
          {listWords(asking)} {asking.length === 1 ? "asks" : "ask"} for a secret, as far as the
          screen tells. Input goes to {listWords(panes)}.
        </p>
        <p>A pane that does not ask for it would show what you type, and its shell keep it.</p>
      </div>
    </FrameDialog>
  );
}
