import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { CredentialId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { VaultDialog } from "../questions/vault-dialog.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { useCredentials } from "./credentials-store.ts";

const places = {
  keychain: "The system's keychain",
  vault: "A vault file under a passphrase",
  memory: "Memory, for this run only",
} as const;

/** Where secrets are kept, and their names; their values never leave main. */
export function CredentialsPage() {
  const event = useCredentials((store) => store.event);
  const [vault, setVault] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [readable, setReadable] = useState<ReadonlyMap<CredentialId, boolean>>(new Map());
  if (event === null) return null;
  const test = async (id: CredentialId) => {
    const outcome = await attempt(client.credentials.test({ id }));
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) setReadable((before) => new Map(before).set(id, outcome.value.readable));
  };
  const remove = async (id: CredentialId) => {
    const outcome = await attempt(client.credentials.remove({ id }));
    setFailure(outcome.ok ? null : outcome.error);
  };
  return (
    <>
      <div>
        <strong>{places[event.backend]}</strong>
        {event.locked && " (locked)"}
        <p className="soft">{event.explanation}</p>
      </div>
      {event.backend !== "keychain" && (event.locked || event.backend === "memory") && (
        <div className="settings-row">
          <button type="button" className="button" onClick={() => setVault(true)}>
            {event.locked ? "Unlock the vault…" : "Create a vault…"}
          </button>
        </div>
      )}
      <h3>Stored secrets</h3>
      {event.stored.length === 0 && (
        <p className="soft">None yet. Passwords are stored when you tick “Remember”.</p>
      )}
      <ul className="profile-list">
        {event.stored.map(({ id, label }) => (
          <li key={id} className="profile">
            <KeyRound size={14} aria-hidden />
            <span className="cut">
              {label}
              {readable.has(id) && (
                <span className={readable.get(id) ? "faint" : "field-problem"} role="status">
                  {readable.get(id) ? " (can be read)" : " (cannot be read)"}
                </span>
              )}
            </span>
            <span className="settings-row">
              <button
                type="button"
                className="button small"
                aria-label={`Test ${label}`}
                onClick={() => void test(id)}
              >
                Test
              </button>
              <button
                type="button"
                className="button small"
                aria-label={`Remove ${label}`}
                onClick={() => void remove(id)}
              >
                Remove
              </button>
            </span>
          </li>
        ))}
      </ul>
      {failure !== null && <FailureNotice failure={failure} />}
      {vault && <VaultDialog onClose={() => setVault(false)} />}
    </>
  );
}
