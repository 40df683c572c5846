import { FrameDialog } from "../ui/frame-dialog.tsx";

export function AuditDialog({ onClose }: { onClose: () => void }) {
  return (
    <FrameDialog title="Audit" wide onClose={onClose}>
      <div />
    </FrameDialog>
  );
}
