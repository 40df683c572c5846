import { useState } from "react";
import type { ContextInfo, ContextLimit } from "../../shared/contract/context.ts";
import { openDialog } from "../app/frame-store.ts";
import { useChat } from "../chat/chat-store.ts";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { countWords } from "../ui/times.ts";
import { compactNow, useContextInfo } from "./context-store.ts";
import {
  basisWords,
  limitUse,
  limitWords,
  partWords,
  percentOf,
  usedWords,
} from "./context-words.ts";

/** What the next request is made of, what was used up, the limits, and what can be done about it. */
export function ContextDetails({ info }: { info: ContextInfo }) {
  const running = useChat(({ turnId }) => turnId !== null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const compact = async () => {
    const done = await compactNow();
    setFailure(done.ok ? null : done.error);
  };
  const parts = info.parts.filter(({ tokens }) => tokens > 0);
  return (
    <>
      <p>
        About {countWords(info.tokens)} of {countWords(info.window.tokens)} tokens (
        {percentOf(info)}%) go to {info.model ?? "the model"} with the next request. At{" "}
        {countWords(info.compactsAt)} earlier messages are summed up.
      </p>
      <table className="context-table">
        <tbody>
          {parts.map(({ kind, tokens }) => (
            <tr key={kind}>
              <th scope="row">{partWords[kind]}</th>
              <td>{countWords(tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="field-hint">{basisWords(info)}</p>
      <p>So far in this conversation: {usedWords(info)}</p>
      {info.limits.length > 0 && <Limits limits={info.limits} />}
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="context-acts">
        <button
          type="button"
          className="button small"
          disabled={running || info.compacting || !info.canCompact}
          onClick={() => void compact()}
        >
          Sum up now
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => {
            useContextInfo.setState({ detailsOpen: false });
            openDialog({ kind: "told" });
          }}
        >
          What the agent is told
        </button>
      </div>
      {running ? (
        <p className="field-hint">While the agent is at work it sums up by itself where it must.</p>
      ) : (
        !info.canCompact && (
          <p className="field-hint">There is nothing yet that could be summed up.</p>
        )
      )}
    </>
  );
}

function Limits({ limits }: { limits: readonly ContextLimit[] }) {
  const kinds = [...new Set(limits.map(({ kind }) => kind))];
  const use = (kind: ContextLimit["kind"], scope: ContextLimit["scope"]) => {
    const limit = limits.find((one) => one.kind === kind && one.scope === scope);
    return limit === undefined ? "" : limitUse(limit);
  };
  return (
    <table className="context-table">
      <thead>
        <tr>
          <th scope="col">Limits</th>
          <th scope="col">This turn</th>
          <th scope="col">Conversation</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{limitWords[kind]}</th>
            <td>{use(kind, "turn")}</td>
            <td>{use(kind, "conversation")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
