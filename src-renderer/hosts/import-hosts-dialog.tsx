import { useState } from "react";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { ImportList } from "./import-list.tsx";

/** Takes hosts of ~/.ssh/config into the inventory. */
export function ImportHostsDialog({ onClose }: { onClose: () => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [forwarding, setForwarding] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const take = async () => {
    const outcome = await attempt(
      client.hosts.importFromSshConfig({ aliases: [...chosen], forwardAgent: [...forwarding] }),
    );
    if (outcome.ok) onClose();
    else setFailure(outcome.error);
  };
  return (
    <FrameDialog
      title="Import from ~/.ssh/config"
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            className="button primary"
            disabled={chosen.size === 0}
            onClick={() => void take()}
          >
            Import {chosen.size} {chosen.size === 1 ? "host" : "hosts"}
          </button>
        </>
      }
    >
      <div className="dialog-body">
        <ImportList
          chosen={chosen}
          onChosen={setChosen}
          forwarding={forwarding}
          onForwarding={setForwarding}
        />
        {failure !== null && <FailureNotice failure={failure} />}
      </div>
    </FrameDialog>
  );
}
