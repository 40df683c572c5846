import { unreachable } from "../../shared/result.ts";
import { AuditDialog } from "../audit/audit-dialog.tsx";
import { ContainerDialog } from "../containers/container-dialog.tsx";
import { ContainersDialog } from "../containers/containers-dialog.tsx";
import { ToldDialog } from "../context/told-dialog.tsx";
import { ChangedFilesDialog } from "../files/changed-files-dialog.tsx";
import { FleetsDialog } from "../fleet/fleets-dialog.tsx";
import { RunOnHostsDialog } from "../fleet/run-on-hosts-dialog.tsx";
import { HistoryDialog } from "../history/history-dialog.tsx";
import { HostDialog } from "../hosts/host-dialog.tsx";
import { ImportHostsDialog } from "../hosts/import-hosts-dialog.tsx";
import { RemoveHostDialog } from "../hosts/remove-host-dialog.tsx";
import { QuestionDialog } from "../questions/question-dialog.tsx";
import { VaultDialog } from "../questions/vault-dialog.tsx";
import { RecordingsDialog } from "../recordings/recordings-dialog.tsx";
import { RunsDialog } from "../runs/runs-dialog.tsx";
import { SettingsDialog } from "../settings/settings-dialog.tsx";
import { BroadcastDialog } from "../terminals/broadcast-dialog.tsx";
import { TmuxCloseDialog } from "../tmux/close-dialog.tsx";
import { TmuxDialog } from "../tmux/tmux-dialog.tsx";
import { closeDialog, type OpenDialog, useFrame } from "./frame-store.ts";
import { Palette } from "./palette.tsx";

/** The dialog that is open, and above it what a connection asks. */
export function Dialogs() {
  const dialog = useFrame((state) => state.dialog);
  return (
    <>
      {dialog !== null && <One dialog={dialog} />}
      <QuestionDialog />
    </>
  );
}

function One({ dialog }: { dialog: OpenDialog }) {
  switch (dialog.kind) {
    case "palette":
      return <Palette onClose={closeDialog} />;
    case "host":
      return <HostDialog key={dialog.id} id={dialog.id} onClose={closeDialog} />;
    case "remove-host":
      return <RemoveHostDialog id={dialog.id} onClose={closeDialog} />;
    case "import-hosts":
      return <ImportHostsDialog onClose={closeDialog} />;
    case "container":
      return <ContainerDialog key={dialog.id} id={dialog.id} onClose={closeDialog} />;
    case "containers":
      return <ContainersDialog key={dialog.hostId} hostId={dialog.hostId} onClose={closeDialog} />;
    case "settings":
      return <SettingsDialog page={dialog.page} onClose={closeDialog} />;
    case "audit":
      return <AuditDialog onClose={closeDialog} />;
    case "told":
      return <ToldDialog onClose={closeDialog} />;
    case "changed-files":
      return <ChangedFilesDialog onClose={closeDialog} />;
    case "recordings":
      return <RecordingsDialog onClose={closeDialog} />;
    case "history":
      return <HistoryDialog id={dialog.id} command={dialog.command} onClose={closeDialog} />;
    case "runs":
      return <RunsDialog onClose={closeDialog} />;
    case "fleets":
      return <FleetsDialog key={dialog.id} id={dialog.id} onClose={closeDialog} />;
    case "run-on-hosts":
      return <RunOnHostsDialog initial={dialog.initial} onClose={closeDialog} />;
    case "broadcast":
      return <BroadcastDialog onClose={closeDialog} />;
    case "vault":
      return <VaultDialog onClose={closeDialog} />;
    case "tmux":
      return <TmuxDialog hostId={dialog.hostId} onClose={closeDialog} />;
    case "tmux-close":
      return <TmuxCloseDialog id={dialog.id} onClose={closeDialog} />;
    default:
      return unreachable(dialog);
  }
}
