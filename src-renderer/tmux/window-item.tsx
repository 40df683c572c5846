import { useState } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { TmuxAct, TmuxSessionInfo, TmuxWindowInfo } from "../../shared/contract/tmux.ts";
import type { TerminalId } from "../../shared/ids.ts";
import type { CallFailure } from "../control/client.ts";
import { useLabel } from "../terminals/terminal-label.ts";
import { KillDialog, useKill } from "./kill-dialog.tsx";
import { NameForm } from "./name-form.tsx";
import { RowMenu } from "./row-menu.tsx";
import { lossWords, windowWords } from "./tmux-words.ts";

interface WindowItemProps {
  host: Host;
  session: TmuxSessionInfo;
  window: TmuxWindowInfo;
  act: (act: TmuxAct) => Promise<CallFailure | null>;
  onShow: (id: TerminalId) => void;
}

/** A window and, where it has several, its panes. */
export function WindowItem({ host, session, window, act, onShow }: WindowItemProps) {
  const [naming, setNaming] = useState(false);
  const kill = useKill(host, act);
  const { panes } = window;
  const shown = panes.find(({ terminalId }) => terminalId !== null)?.terminalId ?? null;
  // Fairlead's own windows have names that only it understands.
  const shownAs = useLabel(session.own ? shown : null);
  const label = `${window.index}: ${shownAs || window.name}`;
  return (
    <li className="tmux-window">
      <div className="tmux-row">
        <span className="tmux-text">
          <span className="cut">
            {label}
            {window.active && <span className="faint"> · in front</span>}
          </span>
          <span className="faint cut mono">{windowWords(window)}</span>
        </span>
        {shown !== null && (
          <button
            type="button"
            className="button small plain"
            aria-label={`Show window ${label}`}
            onClick={() => onShow(shown)}
          >
            Show
          </button>
        )}
        <RowMenu
          label={`Actions for window ${label}`}
          items={[
            {
              label: "Bring to front",
              run: () => void act({ kind: "select-window", window: window.window }),
            },
            { label: "Rename…", run: () => setNaming(true) },
            ...panes.slice(0, 1).flatMap(({ pane }) => [
              {
                label: "Split right",
                run: () => void act({ kind: "split-pane", pane, direction: "right" }),
              },
              {
                label: "Split below",
                run: () => void act({ kind: "split-pane", pane, direction: "below" }),
              },
            ]),
            {
              label: "Kill window…",
              apart: true,
              run: () =>
                kill.ask({
                  title: `Kill window ${label} of ${session.name}?`,
                  losses: lossWords([window], session.clients),
                  act: (typedName) => ({ kind: "kill-window", window: window.window, typedName }),
                }),
            },
          ]}
        />
      </div>
      {naming && (
        <NameForm
          label={`New name of window ${window.index}`}
          act="Rename"
          initial={window.name}
          onCancel={() => setNaming(false)}
          onName={async (name) => {
            const failed = await act({ kind: "rename-window", window: window.window, name });
            if (failed === null) setNaming(false);
            return failed;
          }}
        />
      )}
      {panes.length > 1 && (
        <ul className="tmux-panes" aria-label={`Panes of window ${label}`}>
          {panes.map((pane) => (
            <li key={pane.pane} className="tmux-row">
              <span className="tmux-text">
                <span className="cut mono">{pane.dead ? "ended" : pane.command}</span>
                <span className="faint cut">
                  {pane.columns}×{pane.rows}
                  {pane.active && " · active"}
                  {pane.inMode && " · copy mode"}
                </span>
              </span>
              <RowMenu
                label={`Actions for pane ${pane.pane} of window ${label}`}
                items={[
                  {
                    label: "Swap with the next",
                    run: () => void act({ kind: "swap-pane", pane: pane.pane, with: "next" }),
                  },
                  {
                    label: window.zoomed ? "Show all panes" : "Zoom",
                    run: () => void act({ kind: "zoom-pane", pane: pane.pane }),
                  },
                  {
                    label: "Kill pane…",
                    apart: true,
                    run: () =>
                      kill.ask({
                        title: `Kill this pane of ${session.name}?`,
                        losses: lossWords([{ ...window, panes: [pane] }], []),
                        act: (typedName) => ({ kind: "kill-pane", pane: pane.pane, typedName }),
                      }),
                  },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      <KillDialog kill={kill} />
    </li>
  );
}
