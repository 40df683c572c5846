import type { HostId } from "../../shared/ids.ts";
import { attempt, client } from "../control/client.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useHosts } from "./hosts-store.ts";

/** Asks before a host leaves the inventory. */
export function RemoveHostDialog({ id, onClose }: { id: HostId; onClose: () => void }) {
  const host = useHosts(({ hosts }) => hosts.find((known) => known.id === id));
  if (host === undefined) return null;
  return (
    <ConfirmDialog
      title={`Remove ${host.name}?`}
      act="Remove"
      typed={host.name}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void attempt(client.hosts.remove({ id }));
      }}
    >
      <p>
        The host leaves the inventory with its notes and tags. Nothing changes on the host itself.
      </p>
    </ConfirmDialog>
  );
}
