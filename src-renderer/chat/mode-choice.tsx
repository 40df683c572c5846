import type { Settings } from "../../shared/settings.ts";
import { changeSettings, useSettings } from "../settings/settings-store.ts";
import { Choice, type Option } from "../ui/choice.tsx";

export const approvalModes: readonly Option<Settings["approvals"]["mode"]>[] = [
  { value: "ask", label: "ask", hint: "Every command waits for your approval." },
  { value: "none", label: "none", hint: "Nothing runs; the agent only talks." },
];

/** What the agent may do without being asked; always on the screen. */
export function ModeChoice() {
  const mode = useSettings(({ event }) => event?.settings.approvals.mode ?? null);
  const fixed = useSettings(({ event }) => event?.fixed.includes("approvals.mode") ?? false);
  return (
    <Choice
      label="Approval mode"
      quiet
      prefix="mode: "
      options={approvalModes}
      value={mode}
      disabled={fixed || mode === null}
      onChange={(value) => void changeSettings({ approvals: { mode: value } })}
    />
  );
}
