import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import type { TmuxListingEvent } from "../../shared/contract/tmux.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { NameForm } from "./name-form.tsx";
import { SessionItem } from "./session-item.tsx";
import { showTerminal } from "./show-terminal.ts";
import { actOn } from "./tmux-store.ts";
import { stateSentence } from "./tmux-words.ts";
import "./tmux.css";

/** Every session of a host's tmux with its windows and panes, as it is now, and what can be done with them. */
export function TmuxDialog({ hostId, onClose }: { hostId: HostId; onClose: () => void }) {
  const host = useHosts(({ hosts }) => hosts.find(({ id }) => id === hostId));
  const event = useListing(hostId);
  const [naming, setNaming] = useState(false);
  const listing = event?.type === "sessions-listed" ? event.listing : null;
  const sentence = listing === null ? null : stateSentence(listing);
  const canMake = listing?.state === "listed" || listing?.state === "no-server";
  const show = (id: TerminalId) => onceClosed(onClose, () => showTerminal(id));
  return (
    <FrameDialog
      title={`tmux on ${host?.name ?? "this host"}`}
      wide
      onClose={onClose}
      foot={
        canMake && !naming ? (
          <button type="button" className="button left" onClick={() => setNaming(true)}>
            <Plus size={14} aria-hidden /> New session
          </button>
        ) : undefined
      }
    >
      <div className="dialog-body tmux-body">
        {event === null && <p className="soft">Looking…</p>}
        {event?.type === "listing-failed" && <FailureNotice failure={event.failure} />}
        {sentence !== null && <p className="soft">{sentence}</p>}
        {naming && (
          <NameForm
            label="Name of the new session"
            act="Create"
            directory
            onCancel={() => setNaming(false)}
            onName={async (name, directory) => {
              const failure = await actOn(hostId, listing?.server ?? null, {
                kind: "new-session",
                name,
                directory,
              });
              if (failure === null) setNaming(false);
              return failure;
            }}
          />
        )}
        {listing !== null && listing.server !== null && host !== undefined && (
          <ul className="tmux-sessions" aria-label="Sessions">
            {listing.sessions.map((session) => (
              <SessionItem
                key={session.session}
                host={host}
                server={listing.server ?? ""}
                session={session}
                onShow={show}
              />
            ))}
          </ul>
        )}
      </div>
    </FrameDialog>
  );
}

function useListing(hostId: HostId): TmuxListingEvent | null {
  const [event, setEvent] = useState<TmuxListingEvent | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void follow(
      (signal) => client.tmux.watch({ hostId }, { signal }),
      (said) => stop.signal.aborted || setEvent(said),
      stop.signal,
    );
    return () => stop.abort();
  }, [hostId]);
  return event;
}
