import { useState } from "react";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { useCredentials } from "../settings/credentials-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { TextField } from "../ui/text-field.tsx";

/** Opens the vault with its passphrase, or makes one where there is none. */
export function VaultDialog({ onClose }: { onClose: () => void }) {
  const event = useCredentials((store) => store.event);
  const [opening] = useState(event?.locked ?? false);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const differs = !opening && again !== "" && again !== passphrase;
  const ready = passphrase !== "" && (opening || again === passphrase);
  const unlock = async () => {
    setBusy(true);
    const outcome = await attempt(client.credentials.unlock({ passphrase }));
    setBusy(false);
    if (outcome.ok) onClose();
    else setFailure(outcome.error);
  };
  return (
    <FrameDialog title={opening ? "Unlock the vault" : "Create a vault"} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(submit) => {
          submit.preventDefault();
          if (ready) void unlock();
        }}
      >
        <div className="dialog-body">
          <p className="soft">{event?.explanation}</p>
          {!opening && (
            <p>
              The passphrase encrypts the secrets on disk. It is not kept anywhere: without it they
              cannot be read again.
            </p>
          )}
          <TextField
            label="Passphrase"
            type="password"
            value={passphrase}
            onChange={setPassphrase}
          />
          {!opening && (
            <TextField
              label="Passphrase again"
              type="password"
              value={again}
              onChange={setAgain}
              problem={differs ? "The two are not the same." : undefined}
            />
          )}
          {failure !== null && <FailureNotice failure={failure} />}
        </div>
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!ready || busy}>
            {opening ? "Unlock" : "Create"}
          </button>
        </div>
      </form>
    </FrameDialog>
  );
}
