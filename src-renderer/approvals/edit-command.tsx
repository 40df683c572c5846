import { useEffect, useId, useRef, useState } from "react";
import type { Refusal } from "../../shared/contract/approvals.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import { hidesSomething } from "../../shared/visible-text.ts";
import { attempt, client } from "../control/client.ts";
import { Visible } from "./visible.tsx";

interface EditCommandProps {
  id: ApprovalId;
  command: string;
  onApprove: (command: string) => void;
  onCancel: () => void;
}

const checkAfterMs = 150;

/** Edits a proposed command and says before the answer whether it could be delivered exactly as written. */
export function EditCommand(props: EditCommandProps) {
  const [text, setText] = useState(props.command);
  const [verdict, setVerdict] = useState<{ text: string; refusals: readonly Refusal[] } | null>(
    null,
  );
  const field = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const outcome = await attempt(
        client.approvals.check({ id: props.id, command: text }, { signal: stop.signal }),
      );
      if (stop.signal.aborted) return;
      const refusals = outcome.ok
        ? outcome.value.refusals
        : [{ at: null, sentence: outcome.error.sentence }];
      setVerdict({ text, refusals });
    }, checkAfterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [props.id, text]);
  const refusals = verdict?.refusals ?? [];
  const allowed = verdict?.text === text && refusals.length === 0 && text.trim() !== "";
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
      {hidesSomething(text) && (
        <div className="approval-command">
          <pre>
            <code>
              <Visible text={text} />
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
      </ul>
      <div className="approval-buttons">
        <button
          type="button"
          className="button primary"
          disabled={!allowed}
          onClick={() => props.onApprove(text)}
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
