import type { HostId } from "../../shared/ids.ts";
import { attempt, client } from "../control/client.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { useHosts } from "./hosts-store.ts";

/** Asks before a host leaves the inventory. One that others are reached over has to stay; their names are told. */
export function RemoveHostDialog({ id, onClose }: { id: HostId; onClose: () => void }) {
  const host = useHosts(({ hosts }) => hosts.find((known) => known.id === id));
  const hosts = useHosts((state) => state.hosts);
  if (host === undefined) return null;
  const over = hosts.filter(({ jump }) => jump === id).map(({ name }) => name);
  if (over.length > 0) {
    return (
      <FrameDialog
        title={`${host.name} is still needed`}
        onClose={onClose}
        foot={
          <button type="button" className="button primary" data-first onClick={onClose}>
            Close
          </button>
        }
      >
        <div className="dialog-body">
          <p>
            {over.join(", ")} {over.length === 1 ? "is" : "are"} reached over {host.name}. Give{" "}
            {over.length === 1 ? "it" : "them"} another way first.
          </p>
        </div>
      </FrameDialog>
    );
  }
  const containers = hosts.filter(({ container }) => container?.parent === id).length;
  const isContainer = host.kind === "container";
  return (
    <ConfirmDialog
      title={`Remove ${host.name}?`}
      act="Remove"
      {...(isContainer ? {} : { typed: host.name })}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void attempt(client.hosts.remove({ id }));
      }}
    >
      <p>
        {isContainer
          ? "The entry leaves the inventory. The container itself goes on as it is."
          : "The host leaves the inventory with its notes and tags. Nothing changes on the host itself."}
        {containers > 0 && " Its containers leave the inventory, too."}
      </p>
    </ConfirmDialog>
  );
}
