import type { HostId } from "../../shared/ids.ts";
import { openDialog } from "../app/frame-store.ts";
import { useHosts } from "../hosts/hosts-store.ts";

/** Where a terminal in a container is no more: the way to the containers that are there now. Nothing on other hosts. */
export function OtherContainers({ hostId }: { hostId: HostId }) {
  const parent = useHosts(({ hosts }) => hosts.find(({ id }) => id === hostId)?.container?.parent);
  if (parent === undefined) return null;
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => openDialog({ kind: "containers", hostId: parent })}
    >
      Show the running containers
    </button>
  );
}
