import { useState } from "react";
import type { Backup } from "../../shared/contract/files.ts";
import { FrameDialog } from "../ui/frame-dialog.tsx";
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
  return (
    <FrameDialog title="Changed files" wide onClose={onClose}>
      {backups?.length === 0 && (
        <p className="dialog-body soft">
          Nothing has been changed yet. Before the agent changes, deletes or overwrites a file, what
          was there is kept here.
        </p>
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
