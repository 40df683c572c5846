import { openDialog } from "../app/frame-store.ts";

/** Says what the audit is and opens its view. */
export function AuditPage() {
  return (
    <>
      <p className="soft">
        Every proposal, answer, start and end, every connection, login, use of a secret and change
        of the policy, each entry tied to the one before it. Known secrets are left out.
      </p>
      <div className="settings-row">
        <button
          type="button"
          className="button primary"
          onClick={() => openDialog({ kind: "audit" })}
        >
          Open the audit
        </button>
      </div>
    </>
  );
}
