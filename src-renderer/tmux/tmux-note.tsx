import { ScrollText, Users } from "lucide-react";
import type { TerminalId } from "../../shared/ids.ts";
import { Choice } from "../ui/choice.tsx";
import { chooseSize, placeIn, useTmux } from "./tmux-store.ts";
import { clientsWords, sizePolicies } from "./tmux-words.ts";

/** In a pane's header: who else is attached and who decides the size, and that somebody else has it in copy mode. */
export function TmuxNote({ terminalId }: { terminalId: TerminalId }) {
  const sessions = useTmux((state) => state.sessions);
  const place = placeIn(sessions, terminalId);
  if (place === null) return null;
  const { session, pane } = place;
  return (
    <>
      {pane.inMode && (
        <span
          className="pane-note"
          title="Somebody attached elsewhere reads back in this pane. The agent waits; a key of yours ends it."
        >
          <ScrollText size={12} aria-hidden /> <span className="cut">copy mode</span>
        </span>
      )}
      {(session.clients.length > 0 || session.policy !== "ours") && (
        <span className="pane-others">
          {session.clients.length > 0 && (
            <span className="pane-also" title={`Attached to the tmux session ${session.name}`}>
              <Users size={12} aria-hidden />
              <span className="cut">also attached: {clientsWords(session.clients)}</span>
            </span>
          )}
          <Choice
            label="Who decides the size"
            prefix="size: "
            quiet
            options={sizePolicies}
            value={session.policy}
            onChange={(policy) => void chooseSize(session, policy)}
          />
        </span>
      )}
    </>
  );
}
