import { AppWindow } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { WebSession } from "../../shared/web-endpoints.ts";
import { windowSessions } from "../control/connection.ts";
import type { WindowSessions } from "../control/transport.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime, agoWords } from "../ui/times.ts";
import { addressWords, browserWords } from "./browser-words.ts";

const refreshMs = 3_000;
const notListed = { sentence: "The windows could not be listed. Fairlead may not be running." };
const notRevoked = { sentence: "The window could not be revoked. It may still be used." };

/** In the web runtime: every window that exchanged a link for a session, each of which can be revoked. */
export function WindowsPage() {
  const sessions = windowSessions();
  return sessions === null ? null : <Windows sessions={sessions} />;
}

function Windows({ sessions }: { sessions: WindowSessions }) {
  const { windows, listed, load } = useWindows(sessions);
  const [revoked, setRevoked] = useState(true);
  const [leaving, setLeaving] = useState<string | null>(null);
  const revoke = async (id: string) => {
    setRevoked(await sessions.revoke(id));
    await load();
  };
  return (
    <>
      <p className="soft">
        Each of these windows opened a link that Fairlead printed, and may do in it whatever you
        may. A window that you revoke loses its connection at once and needs a new link.
      </p>
      {windows === null && listed && (
        <p className="faint" role="status">
          Looking…
        </p>
      )}
      {!revoked && <FailureNotice failure={notRevoked} />}
      {!listed && (
        <FailureNotice failure={notListed}>
          <div className="settings-row">
            <button type="button" className="button small" onClick={() => void load()}>
              Try again
            </button>
          </div>
        </FailureNotice>
      )}
      {windows !== null && (
        <ul className="profile-list" aria-label="Windows">
          {windows.map((window) => (
            <WindowRow
              key={window.id}
              window={window}
              onRevoke={() => (window.current ? setLeaving(window.id) : void revoke(window.id))}
            />
          ))}
        </ul>
      )}
      {windows?.every(({ current }) => current) === true && (
        <p className="soft">No other window has been opened.</p>
      )}
      {leaving !== null && (
        <ConfirmDialog
          title="Revoke this window?"
          act="Revoke this window"
          onConfirm={() => {
            setLeaving(null);
            void revoke(leaving);
          }}
          onClose={() => setLeaving(null)}
        >
          You need a new link to come back. Shells and the agent go on.
        </ConfirmDialog>
      )}
    </>
  );
}

function WindowRow({ window, onRevoke }: { window: WebSession; onRevoke: () => void }) {
  const { address, connected, createdAt, current, usedAt, userAgent } = window;
  const now = Date.now();
  const browser = browserWords(userAgent);
  const name = current ? "this window" : `${browser}, ${address}`;
  return (
    <li className="profile">
      <AppWindow size={14} aria-hidden />
      <span title={userAgent}>
        {browser}
        {current && <strong> — this window</strong>}
      </span>
      <button
        type="button"
        className="button small"
        aria-label={`Revoke ${name}`}
        onClick={onRevoke}
      >
        Revoke
      </button>
      <span className="profile-wide faint">
        from {addressWords(address)},{" "}
        <span title={absoluteTime(createdAt)}>opened {agoWords(createdAt, now)}</span>
        {", "}
        {connected ? (
          "● connected"
        ) : (
          <span title={absoluteTime(usedAt)}>
            ○ not connected, last seen {agoWords(usedAt, now)}
          </span>
        )}
      </span>
    </li>
  );
}

/** The list as it was at the last answer, asked for again and again; an answer that came late is not shown. */
function useWindows(sessions: WindowSessions) {
  const [windows, setWindows] = useState<readonly WebSession[] | null>(null);
  const [listed, setListed] = useState(true);
  const asked = useRef(0);
  const load = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const list = await sessions.list();
    if (turn !== asked.current) return;
    setListed(list !== null);
    setWindows(list);
  }, [sessions]);
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), refreshMs);
    return () => {
      asked.current += 1;
      clearInterval(timer);
    };
  }, [load]);
  return { windows, listed, load };
}
