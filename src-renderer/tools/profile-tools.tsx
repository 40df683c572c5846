import { useEffect } from "react";
import { offBySettings, toolsOff } from "../../shared/tools-off.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { useSettings } from "../settings/settings-store.ts";
import { ToolList } from "./tool-list.tsx";
import { loadTools, useTools } from "./tools-store.ts";
import { countWords, offByPolicy } from "./tools-words.ts";

interface ProfileToolsProps {
  /** Names of the tools that the profile switches off. */
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Which tools the agent has while this model answers; kept folded until it is wanted. */
export function ProfileTools({ value, onChange }: ProfileToolsProps) {
  const tools = useTools((state) => state.tools);
  const policy = usePolicy((state) => state.policy);
  useEffect(() => void loadTools(), []);
  const settings = useSettings(({ event }) => event?.settings);
  const off = toolsOff({
    policy: offByPolicy(policy),
    settings: settings === undefined ? [] : offBySettings(settings),
    model: value,
    conversation: [],
  });
  const change = (name: string, on: boolean) => {
    const others = value.filter((one) => one !== name);
    onChange(on ? others : [...others, name]);
  };
  return (
    <details className="detail profile-tools">
      <summary>Tools with this model: {countWords(tools, off)}</summary>
      <ToolList
        off={off}
        fixed={(because) => {
          if (because === "policy") return "Switched off in the policy file.";
          return because === "settings" ? "Switched off in the settings, under Web." : null;
        }}
        onSwitch={change}
      />
    </details>
  );
}
