import { approvalModes } from "../chat/mode-choice.tsx";
import { Choice } from "../ui/choice.tsx";
import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** What the agent may do, and how long a question waits. */
export function ApprovalsPage() {
  const access = useSettingsPage("approvals");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { approvals } = settings;
  return (
    <>
      <div className="setting">
        <div>
          <span>Mode</span>
          <p className="field-hint">
            {approvalModes.find(({ value }) => value === approvals.mode)?.hint}
          </p>
        </div>
        <Choice
          label="Mode"
          options={approvalModes}
          value={approvals.mode}
          disabled={isFixed("approvals.mode")}
          onChange={(mode) => change({ approvals: { mode } })}
        />
      </div>
      <NumberField
        label="Time to answer"
        hint="Seconds; then a question expires, which counts as denied. 0 waits for ever."
        value={approvals.timeoutSeconds}
        least={0}
        most={86_400}
        disabled={isFixed("approvals.timeoutSeconds")}
        onChange={(timeoutSeconds) => change({ approvals: { timeoutSeconds } })}
      />
      {notes}
    </>
  );
}
