import { Fragment } from "react";
import { useActions } from "../control/shortcuts.ts";
import { Keys } from "../ui/keys.tsx";

/** How it works, in short: the way from a question to an answer, the safety model, the shortcuts. */
export function HelpPage() {
  const { actions } = useActions();
  return (
    <>
      <h3>How to</h3>
      <ol className="help-list">
        <li>Add a host, or use this computer. A double click or Enter opens its terminal.</li>
        <li>Ask in the chat. The agent acts in the terminal you used last.</li>
        <li>
          Read the command it proposes. Approve it, edit it, or deny it with a comment that it gets
          to read.
        </li>
        <li>Watch it run in your terminal. The answer quotes the output.</li>
      </ol>
      <h3>What keeps it safe</h3>
      <ul className="help-list">
        <li>Nothing runs without your approval; in mode “none” nothing runs at all.</li>
        <li>
          The approved text is what is sent, to the target you approved. If the target changes
          before, the approval is void.
        </li>
        <li>Characters that hide are shown; a command that could arrive changed is refused.</li>
        <li>No answer is not a yes: an expired question counts as denied.</li>
        <li>
          Every proposal and every answer is written to the audit before anything happens. After a
          crash nothing runs twice.
        </li>
        <li>
          Passwords and keys stay in the keychain or vault. They never reach a model, the audit or
          this window.
        </li>
        <li>Your typing takes a terminal back from the agent at once.</li>
      </ul>
      <h3>Shortcuts</h3>
      <dl className="shortcuts">
        {actions
          .filter((action) => action.chord !== undefined)
          .map((action) => (
            <Fragment key={action.id}>
              <dt>{action.title}</dt>
              <dd>{action.chord && <Keys chord={action.chord} />}</dd>
            </Fragment>
          ))}
      </dl>
      <p className="field-hint">
        In an approval: A approves, E edits, D denies with a comment, S denies and stops, Esc gives
        the focus back.
      </p>
    </>
  );
}
