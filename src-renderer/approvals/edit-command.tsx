import { useEffect, useId, useRef, useState } from "react";
import type { Refusal } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import { hidesSomething } from "../../shared/visible-text.ts";
import { attempt, client } from "../control/client.ts";
import { JudgementView } from "./judgement-view.tsx";
import { riskMarks } from "./judgement-words.ts";
import { TypedNameField } from "./typed-name-field.tsx";
import { Visible } from "./visible.tsx";

interface EditCommandProps {
  id: ApprovalId;
  command: string;
  /** What the policy says of the command as it was proposed. */
  judgement: Judgement;
  onApprove: (command: string, name: { typedName?: string }) => void;
  onCancel: () => void;
}

interface Checked {
  text: string;
  refusals: readonly Refusal[];
  judgement: Judgement | null;
}

const checkAfterMs = 150;

/** Edits a proposed command and says before the answer whether it could be delivered, and what the policy says of it. */
export function EditCommand(props: EditCommandProps) {
  const [text, setText] = useState(props.command);
  const [typedName, setTypedName] = useState("");
  const checked = useCheck(props.id, text);
  const field = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  useEffect(() => field.current?.focus(), []);
  const refusals = checked?.refusals ?? [];
  const fresh = checked?.text === text;
  const judgement = checked?.judgement ?? null;
  const typed = (judgement ?? props.judgement).typedName;
  const denied = judgement?.verdict === "deny";
  const allowed =
    fresh &&
    refusals.length === 0 &&
    !denied &&
    text.trim() !== "" &&
    (typed === null || typedName === typed);
  const marks = fresh && judgement !== null ? riskMarks(judgement.parts) : [];
  return (
    <div className="approval-form">
      <label htmlFor={label}>Edit the command</label>
      <textarea
        id={label}
        ref={field}
        className="input mono"
        spellCheck={false}
        autoCapitalize="off"
        rows={Math.min(10, text.split("\n").length + 1)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-invalid={refusals.length > 0}
        aria-describedby={`${label}-refusals`}
      />
      {(hidesSomething(text) || marks.length > 0) && (
        <div className="approval-command">
          <pre>
            <code>
              <Visible text={text} marks={marks} />
            </code>
          </pre>
        </div>
      )}
      <ul id={`${label}-refusals`} className="approval-refusals" aria-live="polite">
        {refusals.map((refusal) => (
          <li key={`${refusal.at} ${refusal.sentence}`}>
            {refusal.sentence}
            {refusal.at !== null && <span className="faint"> (character {refusal.at + 1})</span>}
          </li>
        ))}
        {denied && <li>The policy denies this command. It cannot be approved.</li>}
      </ul>
      {judgement !== null && (
        <div aria-busy={!fresh} className={fresh ? undefined : "stale"}>
          <JudgementView judgement={judgement} />
        </div>
      )}
      {typed !== null && <TypedNameField name={typed} value={typedName} onChange={setTypedName} />}
      <div className="approval-buttons">
        <button
          type="button"
          className="button primary"
          disabled={!allowed}
          onClick={() => props.onApprove(text, typed === null ? {} : { typedName })}
        >
          Approve edited
        </button>
        <button type="button" className="button" onClick={props.onCancel}>
          Cancel edit
        </button>
      </div>
    </div>
  );
}

/** What main says of the text, a moment after it was changed last; of an older text until then. */
function useCheck(id: ApprovalId, text: string): Checked | null {
  const [checked, setChecked] = useState<Checked | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const outcome = await attempt(
        client.approvals.check({ id, command: text }, { signal: stop.signal }),
      );
      if (stop.signal.aborted) return;
      setChecked(
        outcome.ok
          ? { text, ...outcome.value }
          : { text, refusals: [{ at: null, sentence: outcome.error.sentence }], judgement: null },
      );
    }, checkAfterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [id, text]);
  return checked;
}
