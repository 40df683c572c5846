import { useState } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { TmuxAct, TmuxSessionInfo } from "../../shared/contract/tmux.ts";
import type { TerminalId } from "../../shared/ids.ts";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime, agoWords } from "../ui/times.ts";
import { KillDialog, useKill } from "./kill-dialog.tsx";
import { NameForm } from "./name-form.tsx";
import { RowMenu } from "./row-menu.tsx";
import { actOn, attachSession, detachSession } from "./tmux-store.ts";
import { lossWords, sessionWords } from "./tmux-words.ts";
import { WindowItem } from "./window-item.tsx";

export interface SessionItemProps {
  host: Host;
  server: string;
  session: TmuxSessionInfo;
  onShow: (id: TerminalId) => void;
}

/** A session with its windows: shown here or not, who else is attached, and what can be done with it. */
export function SessionItem({ host, server, session, onShow }: SessionItemProps) {
  const [naming, setNaming] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const key = { hostId: host.id, server, session: session.session };
  const act = (one: TmuxAct) => actOn(host.id, server, one);
  const kill = useKill(host, act);
  const terminals = session.windows.flatMap(({ panes }) =>
    panes.flatMap(({ terminalId }) => terminalId ?? []),
  );
  const isShown = terminals.length > 0;
  const attach = async () => {
    const first = terminals[0];
    const attached = first === undefined ? await attachSession(key) : terminals;
    if (!Array.isArray(attached)) setFailure(attached);
    else if (attached[0] !== undefined) onShow(attached[0]);
  };
  return (
    <li className="tmux-session">
      <div className="tmux-row">
        <span className="tmux-text">
          <strong className="cut">{session.name}</strong>
          <span className="soft cut">{sessionWords(session, isShown)}</span>
        </span>
        <span className="faint" title={absoluteTime(session.createdAt)}>
          {agoWords(session.createdAt, Date.now())}
        </span>
        {isShown && !session.own && (
          <button
            type="button"
            className="button small"
            title="The terminals here go, the session lives on"
            onClick={() => void detachSession(key)}
          >
            Detach
          </button>
        )}
        <button
          type="button"
          className="button small"
          aria-label={`${isShown ? "Show" : "Attach"} ${session.name}`}
          disabled={session.own && !isShown}
          onClick={() => void attach()}
        >
          {isShown ? "Show" : "Attach"}
        </button>
        <RowMenu
          label={`Actions for session ${session.name}`}
          items={[
            {
              label: "New window",
              run: () => void act({ kind: "new-window", session: session.session }),
            },
            { label: "Rename…", run: () => setNaming(true) },
            {
              label: "Kill session…",
              apart: true,
              run: () =>
                kill.ask({
                  title: `Kill session ${session.name}?`,
                  losses: lossWords(session.windows, session.clients),
                  act: (typedName) => ({
                    kind: "kill-session",
                    session: session.session,
                    typedName,
                  }),
                }),
            },
          ]}
        />
      </div>
      {naming && (
        <NameForm
          label={`New name of ${session.name}`}
          act="Rename"
          initial={session.name}
          onCancel={() => setNaming(false)}
          onName={async (name) => {
            const failed = await act({ kind: "rename-session", session: session.session, name });
            if (failed === null) setNaming(false);
            return failed;
          }}
        />
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <ul className="tmux-windows" aria-label={`Windows of ${session.name}`}>
        {session.windows.map((window) => (
          <WindowItem
            key={window.window}
            host={host}
            act={act}
            session={session}
            window={window}
            onShow={onShow}
          />
        ))}
      </ul>
      <KillDialog kill={kill} />
    </li>
  );
}
