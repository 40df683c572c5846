import { actText } from "../../shared/approval-words.ts";
import type { Action, ActionTarget } from "../../shared/contract/approvals.ts";
import { Visible } from "./visible.tsx";

/** The act exactly as it would be done: a command in its own lines, keys one by one. */
export function Act({ action, target }: { action: Action; target: ActionTarget }) {
  if (action.kind === "send-keys") {
    return (
      <ol className="approval-keys">
        {action.keys.map((key, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys of a proposal never change their order
          <li key={at}>
            <kbd>
              <Visible text={key} />
            </kbd>
          </li>
        ))}
      </ol>
    );
  }
  return (
    <pre>
      <code>
        <Visible text={actText(action, target)} />
      </code>
    </pre>
  );
}
