import type { PolicyInForce } from "../../shared/contract/policy.ts";
import { openDialog } from "../app/frame-store.ts";
import { useConversations } from "../chat/conversations-store.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime } from "../ui/times.ts";
import { leftWords, modeOptions, scopeWords } from "./mode-words.ts";
import { clearMode, usePolicy } from "./policy-store.ts";
import { useNow } from "./use-effective-mode.ts";

/** The standing mode, and what is set beside it for a place or a while. */
export function ModesInForce({ policy }: { policy: PolicyInForce }) {
  const hosts = useHosts((state) => state.hosts);
  const { conversations, current } = useConversations();
  const failure = usePolicy((state) => state.failure);
  const now = useNow(policy.overrides.some(({ until }) => until !== null));
  const overrides = policy.overrides.filter(({ until }) => until === null || until > now);
  return (
    <>
      <h3>Mode</h3>
      <p>
        <strong>{policy.mode}</strong>:{" "}
        {modeOptions.find(({ value }) => value === policy.mode)?.hint}{" "}
        {policy.modeRules?.mode ? (
          "The policy file says so."
        ) : (
          <button
            type="button"
            className="link-button"
            onClick={() => openDialog({ kind: "settings", page: "approvals" })}
          >
            Change
          </button>
        )}
      </p>
      {overrides.length > 0 && (
        <table className="policy-table">
          <thead>
            <tr>
              <th scope="col">Mode</th>
              <th scope="col">Where</th>
              <th scope="col">How long</th>
              <th scope="col">
                <span className="visually-hidden">Take back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {overrides.map(({ scope, mode, until }) => (
              <tr key={JSON.stringify(scope)}>
                <td>{mode}</td>
                <td>{scopeWords(scope, { hosts, conversations, current })}</td>
                <td title={until === null ? undefined : absoluteTime(until)}>
                  {until === null ? "until taken back" : `${leftWords(until, now)} left`}
                </td>
                <td className="policy-act">
                  <button
                    type="button"
                    className="button small"
                    onClick={() => void clearMode(scope)}
                  >
                    Take back
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {overrides.length === 0 && (
        <p className="field-hint">Nothing else is set for a conversation, a host or a tag.</p>
      )}
      <p className="field-hint">
        On production hosts, those with {productionWords(policy)} as a tag or group, nothing runs by
        itself in any mode, except pure reads where the policy file allows them.
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}

/** "“production” or “prod”": what makes a host production. */
const productionWords = ({ modeRules }: PolicyInForce): string =>
  (modeRules?.production.tags ?? ["production", "prod"]).map((tag) => `“${tag}”`).join(" or ");
