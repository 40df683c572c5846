import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** When a turn of the agent is stopped by itself. */
export function TurnsPage() {
  const access = useSettingsPage("turn");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { turn } = settings;
  return (
    <>
      <NumberField
        label="Requests to the model in one turn"
        hint="0 has no limit."
        value={turn.maximumIterations}
        least={0}
        most={1_000}
        disabled={isFixed("turn.maximumIterations")}
        onChange={(maximumIterations) => change({ turn: { maximumIterations } })}
      />
      <NumberField
        label="Time of one turn"
        hint="Seconds, waiting for you not counted. 0 has no limit."
        value={turn.maximumSeconds}
        least={0}
        most={86_400}
        disabled={isFixed("turn.maximumSeconds")}
        onChange={(maximumSeconds) => change({ turn: { maximumSeconds } })}
      />
      <NumberField
        label="Time of one request"
        hint="Seconds without any answer from the model. 0 has no limit."
        value={turn.requestSeconds}
        least={0}
        most={3_600}
        disabled={isFixed("turn.requestSeconds")}
        onChange={(requestSeconds) => change({ turn: { requestSeconds } })}
      />
      <NumberField
        label="Tell the agent that a command still runs"
        hint="After so many seconds of waiting. The command runs on. 0 waits for its end."
        value={turn.stillRunningSeconds}
        least={0}
        most={86_400}
        disabled={isFixed("turn.stillRunningSeconds")}
        onChange={(stillRunningSeconds) => change({ turn: { stillRunningSeconds } })}
      />
      <NumberField
        label="Wait for the keyboard"
        hint="Seconds until a command that waits for you is taken back. 0 waits as long as it takes."
        value={turn.keyboardSeconds}
        least={0}
        most={86_400}
        disabled={isFixed("turn.keyboardSeconds")}
        onChange={(keyboardSeconds) => change({ turn: { keyboardSeconds } })}
      />
      <NumberField
        label="Turns that begin by themselves"
        hint="In a row, when a long command ends and you say nothing. 0 begins none."
        value={turn.selfStarted}
        least={0}
        most={100}
        disabled={isFixed("turn.selfStarted")}
        onChange={(selfStarted) => change({ turn: { selfStarted } })}
      />
      {notes}
    </>
  );
}
