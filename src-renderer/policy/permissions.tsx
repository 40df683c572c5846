import { useState } from "react";
import type { Permission } from "../../shared/contract/policy.ts";
import { Visible } from "../approvals/visible.tsx";
import { useConversations } from "../chat/conversations-store.ts";
import type { CallFailure } from "../control/client.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime } from "../ui/times.ts";
import { leftWords, scopeWords } from "./mode-words.ts";
import { forgetPermission } from "./policy-store.ts";
import { useNow } from "./use-effective-mode.ts";

/** What was chosen not to be asked again, and for how long still. */
export function Permissions({ permissions }: { permissions: readonly Permission[] }) {
  const hosts = useHosts((state) => state.hosts);
  const { conversations, current } = useConversations();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const now = useNow(permissions.length > 0);
  const forget = async (permission: Permission) => {
    const outcome = await forgetPermission(permission);
    setFailure(outcome.ok ? null : outcome.error);
  };
  return (
    <>
      <h3>Remembered permissions</h3>
      {permissions.length === 0 ? (
        <p className="field-hint">
          None. An approval that can be remembered has a button “Remember…”.
        </p>
      ) : (
        <table className="policy-table">
          <thead>
            <tr>
              <th scope="col">Pattern</th>
              <th scope="col">Where</th>
              <th scope="col">Expires</th>
              <th scope="col">Used</th>
              <th scope="col">
                <span className="visually-hidden">Forget</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission.id}>
                <td>
                  <code>
                    <Visible text={permission.pattern} />
                  </code>
                </td>
                <td>{scopeWords(permission.scope, { hosts, conversations, current })}</td>
                <td title={absoluteTime(permission.expiresAt)}>
                  {permission.expiresAt <= now
                    ? "expired"
                    : `in ${leftWords(permission.expiresAt, now)}`}
                </td>
                <td>{permission.used === 1 ? "once" : `${permission.used} times`}</td>
                <td className="policy-act">
                  <button
                    type="button"
                    className="button small"
                    aria-label={`Forget ${permission.pattern}`}
                    onClick={() => void forget(permission)}
                  >
                    Forget
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}
