import type { TerminalId } from "../../shared/ids.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { KillDialog, useKill } from "./kill-dialog.tsx";
import { actOn, detachSession, keyOf, placeIn, useTmux } from "./tmux-store.ts";
import { lossWords } from "./tmux-words.ts";

/** Closing a terminal of a session that is not Fairlead's alone: the view goes, or what runs in it. */
export function TmuxCloseDialog({ id, onClose }: { id: TerminalId; onClose: () => void }) {
  const sessions = useTmux((state) => state.sessions);
  const place = placeIn(sessions, id);
  const host = useHosts(({ hosts }) => hosts.find((known) => known.id === place?.session.hostId));
  const kill = useKill(host, (act) => {
    onClose();
    if (place !== null) void actOn(place.session.hostId, place.session.server, act);
  });
  if (place === null) return null;
  const { session, window, pane } = place;
  const several = window.panes.length > 1;
  const losses = lossWords([{ ...window, panes: [pane] }], several ? [] : session.clients);
  return (
    <>
      <FrameDialog
        title={several ? "Close this pane?" : `Close window ${window.name}?`}
        onClose={onClose}
        foot={
          <>
            <button type="button" className="button left" onClick={onClose}>
              Cancel
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() =>
                kill.ask({
                  title: `Kill this pane of ${session.name}?`,
                  losses,
                  act: (typedName) => ({ kind: "kill-pane", pane: pane.pane, typedName }),
                })
              }
            >
              Kill the pane
            </button>
            {!session.own && (
              <button
                type="button"
                className="button primary"
                data-first
                onClick={() => {
                  onClose();
                  void detachSession(keyOf(session));
                }}
              >
                Detach {session.name}
              </button>
            )}
          </>
        }
      >
        <div className="dialog-body">
          {session.own ? (
            <p>Killing the pane ends what runs in it; the rest of the window stays.</p>
          ) : (
            <p>
              It belongs to the tmux session {session.name}. Detaching takes all its terminals away
              here and leaves the session as it is; killing the pane ends what runs in it.
            </p>
          )}
        </div>
      </FrameDialog>
      <KillDialog kill={kill} />
    </>
  );
}
