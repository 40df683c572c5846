import { type FormEvent, useId, useState } from "react";
import type { Judgement } from "../../shared/contract/policy.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { JudgementView } from "../approvals/judgement-view.tsx";
import { riskMarks } from "../approvals/judgement-words.ts";
import { Visible } from "../approvals/visible.tsx";
import { useConversations } from "../chat/conversations-store.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { Choice } from "../ui/choice.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";

const nowhere = "nowhere";

const verdictWords = {
  allow: { shape: "✓", words: "would run by itself" },
  ask: { shape: "?", words: "would ask" },
  deny: { shape: "⊘", words: "would be denied" },
} as const;

interface Tried {
  command: string;
  judgement: Judgement;
}

/** What the policy would say of a command in the conversation on the screen, without anything being proposed or run. */
export function TryCommand() {
  const terminals = useTerminals((state) => state.terminals);
  const focused = useTerminals((state) => state.focused);
  const conversationId = useConversations((state) => state.current);
  const [command, setCommand] = useState("");
  const [where, setWhere] = useState<TerminalId | typeof nowhere>(focused ?? nowhere);
  const [tried, setTried] = useState<Tried | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const id = useId();
  const there = where !== nowhere && terminals.has(where) ? where : nowhere;
  const explain = async (event: FormEvent) => {
    event.preventDefault();
    if (command.trim() === "") return;
    const terminalId = there === nowhere ? null : there;
    const outcome = await attempt(client.policy.explain({ command, terminalId, conversationId }));
    setFailure(outcome.ok ? null : outcome.error);
    setTried(outcome.ok ? { command, judgement: outcome.value } : null);
  };
  return (
    <>
      <h3>Try a command</h3>
      <form className="try-command" onSubmit={(event) => void explain(event)}>
        <label htmlFor={id} className="visually-hidden">
          Command to judge
        </label>
        <textarea
          id={id}
          className="input mono"
          rows={2}
          spellCheck={false}
          autoCapitalize="off"
          placeholder="sudo systemctl restart nginx"
          value={command}
          onChange={(event) => setCommand(event.target.value)}
        />
        <div className="settings-row">
          <Choice
            label="Where it would run"
            options={[
              { value: nowhere, label: "in no terminal" },
              ...[...terminals.values()].map((terminal) => ({
                value: terminal.id,
                label: `on ${terminal.hostName}`,
                ...(terminal.directory === null ? {} : { hint: terminal.directory }),
              })),
            ]}
            value={there}
            onChange={setWhere}
          />
          <button type="submit" className="button" disabled={command.trim() === ""}>
            Explain
          </button>
          <span className="field-hint">Nothing is run.</span>
        </div>
      </form>
      {failure !== null && <FailureNotice failure={failure} />}
      {tried !== null && <Answer tried={tried} />}
    </>
  );
}

function Answer({ tried: { command, judgement } }: { tried: Tried }) {
  const { shape, words } = verdictWords[judgement.verdict];
  return (
    <div className="try-answer" role="status">
      <p className={`try-verdict ${judgement.verdict}`}>
        <span aria-hidden>{shape}</span> It {words}
        {judgement.production && (
          <>
            {" "}
            <span className="production-badge">PRODUCTION</span>
          </>
        )}
      </p>
      <div className="approval-command">
        <pre>
          <code>
            <Visible text={command} marks={riskMarks(judgement.parts)} />
          </code>
        </pre>
      </div>
      <JudgementView judgement={judgement} open />
    </div>
  );
}
