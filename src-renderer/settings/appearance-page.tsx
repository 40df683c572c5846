import type { Settings } from "../../shared/settings.ts";
import { Choice, type Option } from "../ui/choice.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

const themes: readonly Option<Settings["appearance"]["theme"]>[] = [
  { value: "system", label: "Follow the system" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
];

/** How it looks. */
export function AppearancePage() {
  const access = useSettingsPage("appearance");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { appearance } = settings;
  return (
    <>
      <div className="setting">
        <span>Theme</span>
        <Choice
          label="Theme"
          options={themes}
          value={appearance.theme}
          disabled={isFixed("appearance.theme")}
          onChange={(theme) => change({ appearance: { theme } })}
        />
      </div>
      <SwitchField
        label="Show tool calls in the chat"
        hint="A command that waits for approval is always shown."
        checked={appearance.showToolCalls}
        disabled={isFixed("appearance.showToolCalls")}
        onChange={(showToolCalls) => change({ appearance: { showToolCalls } })}
      />
      <SwitchField
        label="Show tokens"
        hint="Per turn in the chat, per conversation in the status line."
        checked={appearance.showTokens}
        disabled={isFixed("appearance.showTokens")}
        onChange={(showTokens) => change({ appearance: { showTokens } })}
      />
      {notes}
    </>
  );
}
