import { useEffect, useState } from "react";
import { useConnection } from "../control/connection.ts";
import { useModels } from "../settings/models-store.ts";
import { useSettings } from "../settings/settings-store.ts";
import { Welcome } from "../welcome/welcome.tsx";
import { Frame } from "./frame.tsx";
import { GoneBanner } from "./gone-banner.tsx";
import { applyTheme } from "./theme.ts";
import { Unauthorized } from "./unauthorized.tsx";

/** What the window shows: no session, the first run, or the frame. */
export function App() {
  const state = useConnection((connection) => connection.state);
  const theme = useSettings(({ event }) => event?.settings.appearance.theme ?? "system");
  const settled = useSettings(({ event }) => event !== null);
  const { loaded, profiles } = useModels();
  /** Decided once, when main has said which models there are; a model saved on the way does not end the welcome. */
  const [welcome, setWelcome] = useState<boolean | null>(null);
  if (welcome === null && loaded) setWelcome(profiles.length === 0);
  useEffect(() => applyTheme(theme, document.documentElement), [theme]);
  if (state === "unauthorized") return <Unauthorized />;
  if (!loaded || !settled) {
    return (
      <main className="full-page">
        <p className="faint" role="status">
          {state === "gone" ? "Fairlead is not running." : "Connecting…"}
        </p>
      </main>
    );
  }
  if (welcome === true) return <Welcome onDone={() => setWelcome(false)} />;
  return (
    <>
      <GoneBanner />
      <Frame />
    </>
  );
}
