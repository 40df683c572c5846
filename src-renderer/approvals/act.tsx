import { actText } from "../../shared/approval-words.ts";
import type { Action, ActionTarget } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { FileDiff } from "../files/file-diff.tsx";
import { FleetAct } from "../fleet/fleet-act.tsx";
import { riskMarks } from "./judgement-words.ts";
import { RevertScript } from "./revert-choice.tsx";
import { Visible } from "./visible.tsx";

interface ActProps {
  action: Action;
  target: ActionTarget;
  judgement: Pick<Judgement, "parts" | "hosts">;
}

/** The act exactly as it would be done: a command with its risky parts underlined, keys one by one, a change as its diff. */
export function Act({ action, target, judgement }: ActProps) {
  switch (action.kind) {
    case "send-keys":
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
    case "run-on-hosts":
      return <FleetAct action={action} judgement={judgement} />;
    case "change-file":
      return <FileChange action={action} target={target} />;
    case "fetch-url":
      return <Fetch action={action} target={target} />;
    case "ask-person":
      return (
        <p className="approval-question">
          <Visible text={action.question} prose />
        </p>
      );
    default:
      return (
        <pre>
          <code>
            <Visible
              text={actText(action, target)}
              marks={action.kind === "run-shell" ? riskMarks(judgement.parts) : []}
            />
          </code>
        </pre>
      );
  }
}

type Wish = Extract<Action, { kind: "fetch-url" }>;

/** The address exactly as it would be sent; of a search first what is searched for. */
function Fetch({ action, target }: { action: Wish; target: ActionTarget }) {
  return (
    <>
      {action.query !== null && (
        <p className="approval-question">
          <Visible text={action.query} prose />
        </p>
      )}
      <pre>
        <code>
          <Visible text={actText(action, target)} />
        </code>
      </pre>
    </>
  );
}

type Change = Extract<Action, { kind: "change-file" }>;

function FileChange({ action, target }: { action: Change; target: ActionTarget }) {
  const { bytesBefore, bytesAfter } = action;
  return (
    <>
      <p className="approval-file">
        <code>
          <Visible text={actText(action, target)} />
        </code>{" "}
        <span className="faint">
          {sizeWords(bytesBefore)} → {sizeWords(bytesAfter)}
        </span>
      </p>
      {action.diff !== "" && <FileDiff diff={action.diff} />}
      <RevertScript action={action} />
    </>
  );
}

const sizeWords = (bytes: number | null): string =>
  bytes === null ? "no file" : `${bytes.toLocaleString()} ${bytes === 1 ? "byte" : "bytes"}`;
