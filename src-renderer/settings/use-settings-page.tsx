import { useState } from "react";
import type { SettingsChange, SettingsEvent } from "../../shared/contract/settings.ts";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { changeSettings, useSettings } from "./settings-store.ts";

interface SettingsAccess {
  settings: SettingsEvent["settings"];
  /** Whether the environment or the command line decides this path ("appearance.theme"). */
  isFixed: (path: string) => boolean;
  change: (change: SettingsChange) => void;
  /** What went wrong with the last change, and which values are fixed; drawn at the end of a page. */
  notes: React.ReactNode;
}

/** The settings for a page of the dialog; null until they have arrived. */
export function useSettingsPage(section: string): SettingsAccess | null {
  const event = useSettings((store) => store.event);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  if (event === null) return null;
  const fixed = event.fixed.filter((path) => path.startsWith(`${section}.`));
  return {
    settings: event.settings,
    isFixed: (path) => event.fixed.includes(path),
    change: (change) =>
      void changeSettings(change).then((outcome) => setFailure(outcome.ok ? null : outcome.error)),
    notes: (
      <>
        {failure !== null && <FailureNotice failure={failure} />}
        {fixed.length > 0 && (
          <p className="field-hint">
            Set from outside and not changed here: {fixed.join(", ")} (environment or command line).
          </p>
        )}
      </>
    ),
  };
}
