import { Switch } from "@base-ui/react/switch";
import { useEffect, useId } from "react";
import type { ToolInfo } from "../../shared/contract/chat.ts";
import type { OffBecause, ToolsOff } from "../../shared/tools-off.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { loadTools, useTools } from "./tools-store.ts";
import { tiers } from "./tools-words.ts";
import "./tools.css";

interface ToolListProps {
  off: ToolsOff;
  /** What stands under a tool that cannot be switched here; null where it can. */
  fixed: (because: OffBecause) => string | null;
  onSwitch: (name: string, on: boolean) => void;
}

/** Every tool by what it can do at most, each with a switch. */
export function ToolList({ off, fixed, onSwitch }: ToolListProps) {
  const { tools, failure } = useTools();
  useEffect(() => void loadTools(), []);
  if (tools === null && failure !== null) {
    return (
      <FailureNotice failure={failure}>
        <button type="button" className="button small" onClick={() => void loadTools()}>
          Try again
        </button>
      </FailureNotice>
    );
  }
  if (tools === null) return <p className="faint">…</p>;
  return tiers.map(({ tier, name, hint }) => (
    <fieldset key={tier} className="tool-tier">
      <legend>{name}</legend>
      <p className="field-hint">{hint}</p>
      {tools
        .filter((tool) => tool.tier === tier)
        .map((tool) => {
          const because = off.get(tool.name);
          return (
            <ToolSwitch
              key={tool.name}
              tool={tool}
              on={because === undefined}
              note={because === undefined ? null : fixed(because)}
              onSwitch={onSwitch}
            />
          );
        })}
    </fieldset>
  ));
}

interface ToolSwitchProps {
  tool: ToolInfo;
  on: boolean;
  /** Why it cannot be switched here. */
  note: string | null;
  onSwitch: ToolListProps["onSwitch"];
}

function ToolSwitch({ tool, on, note, onSwitch }: ToolSwitchProps) {
  const id = useId();
  return (
    <div className="tool-switch">
      <div>
        <span id={id}>{tool.words}</span>
        {note !== null && (
          <p id={`${id}-note`} className="field-hint">
            {note}
          </p>
        )}
      </div>
      {/* One that is fixed keeps its place in the order of keys, so that its note is heard. */}
      <Switch.Root
        className="switch"
        checked={on}
        readOnly={note !== null}
        onCheckedChange={(checked) => onSwitch(tool.name, checked)}
        aria-labelledby={id}
        aria-describedby={note === null ? undefined : `${id}-note`}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
