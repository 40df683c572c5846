import { useState } from "react";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import { settings as schema } from "../../shared/settings.ts";
import { attempt, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { TextField } from "../ui/text-field.tsx";
import { absoluteTime } from "../ui/times.ts";
import { useUpdates } from "./updates-store.ts";
import { useSettingsPage } from "./use-settings-page.tsx";

const feedSchema = schema.shape.updates.unwrap().shape.feed;

/** In the desktop app: where it looks for new versions of itself, what it found, and fetching that. */
export function UpdatesPage() {
  const state = useUpdates((updates) => updates.state);
  const access = useSettingsPage("updates");
  if (access === null || state === null) return null;
  const { settings, isFixed, change, notes } = access;
  return (
    <>
      <p className="soft">
        Without a feed Fairlead asks nobody for new versions. With one it looks there when it starts
        and once a day, and tells you. It fetches a version when you say so, and installs it when
        you quit.
      </p>
      <Feed
        key={settings.updates.feed}
        kept={settings.updates.feed}
        fixed={isFixed("updates.feed")}
        onKeep={(feed) => change({ updates: { feed } })}
      />
      <Standing state={state} />
      {notes}
    </>
  );
}

/** Nothing is asked while an address is being typed: it counts when it is kept. */
function Feed(props: { kept: string; fixed: boolean; onKeep: (feed: string) => void }) {
  const [feed, setFeed] = useState(props.kept);
  const parsed = feedSchema.safeParse(feed.trim());
  const changed = feed.trim() !== props.kept;
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success && changed) props.onKeep(parsed.data);
      }}
    >
      <TextField
        label="Feed"
        hint="The https address of a folder with new versions. Empty: nobody is asked."
        placeholder="https://"
        value={feed}
        onChange={setFeed}
        problem={parsed.success ? undefined : parsed.error.issues[0]?.message}
        disabled={props.fixed}
      />
      <div className="settings-row">
        <button type="submit" className="button" disabled={!changed || !parsed.success}>
          {changed && feed.trim() === "" ? "Ask nobody" : "Use this feed"}
        </button>
      </div>
    </form>
  );
}

function Standing({ state }: { state: UpdateState }) {
  const look = () => void attempt(client.desktop.lookForUpdate());
  const fetch = () => void attempt(client.desktop.fetchUpdate());
  const version = state.kind === "available" || state.kind === "failed" ? state.version : null;
  const canLook = ["waiting", "current", "available", "failed"].includes(state.kind);
  return (
    <>
      {state.kind === "failed" ? (
        <FailureNotice failure={state.error} />
      ) : (
        <p role="status">{longWords(state)}</p>
      )}
      <div className="settings-row">
        {version !== null && (
          <button type="button" className="button primary" onClick={fetch}>
            Fetch version {version}
          </button>
        )}
        {canLook && (
          <button type="button" className="button" onClick={look}>
            Look now
          </button>
        )}
      </div>
    </>
  );
}

function longWords(state: Exclude<UpdateState, { kind: "failed" }>): string {
  switch (state.kind) {
    case "off":
      return "Off. Nobody is asked.";
    case "unsupported":
      return "This copy cannot replace itself: only installed packages and the AppImage can.";
    case "waiting":
      return "Not looked yet.";
    case "looking":
      return "Looking…";
    case "current":
      return `No newer version, ${absoluteTime(state.at)}.`;
    case "available":
      return `Version ${state.version} is there. Nothing has been fetched.`;
    case "downloading":
      return `Fetching version ${state.version}: ${state.percent} %.`;
    case "ready":
      return `Version ${state.version} is fetched and checked. It is installed when you quit.`;
  }
}
