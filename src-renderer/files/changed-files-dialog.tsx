import { useState } from "react";
import type { Backup } from "../../shared/contract/files.ts";
import { useFrame } from "../app/frame-store.ts";
import { beginInComposer } from "../chat/draft-store.ts";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { BackupDetail } from "./backup-detail.tsx";
import { BackupList } from "./backup-list.tsx";
import { useBackups } from "./backups-store.ts";
import "../ui/list-and-detail.css";
import "./files.css";

/** What the agent changed on which host, each change with its diff and a way back. */
export function ChangedFilesDialog({ onClose }: { onClose: () => void }) {
  const backups = useBackups((state) => state.backups);
  const [chosen, setChosen] = useState<Backup["id"] | null>(null);
  const backup = backups?.find(({ id }) => id === chosen) ?? backups?.[0] ?? null;
  // What is looked at stays when a newer change comes, such as the restore itself.
  if (chosen === null && backup !== null) setChosen(backup.id);
  const askForChange = () =>
    onceClosed(onClose, () => {
      useFrame.setState({ chatShown: true });
      beginInComposer("Change the file ");
    });
  return (
    <FrameDialog title="Changed files" wide onClose={onClose}>
      {backups?.length === 0 && (
        <div className="dialog-body list-empty">
          <p className="soft">
            Nothing has been changed yet. Before the agent changes, deletes or overwrites a file,
            what was there is kept here.
          </p>
          <button type="button" className="button primary" onClick={askForChange}>
            Ask the agent for a change
          </button>
        </div>
      )}
      {backup !== null && (
        <div className="list-and-detail">
          <BackupList backups={backups ?? []} chosen={backup.id} onChoose={setChosen} />
          <BackupDetail key={backup.id} backup={backup} />
        </div>
      )}
    </FrameDialog>
  );
}
