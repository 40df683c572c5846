import { Popover } from "@base-ui/react/popover";
import { Wrench } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { OffBecause } from "../../shared/tools-off.ts";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { focusAtOnce } from "../ui/focus-at-once.ts";
import { ToolList } from "./tool-list.tsx";
import { loadTools, switchTool, useTools } from "./tools-store.ts";
import { countWords } from "./tools-words.ts";
import { useToolsOff } from "./use-tools-off.ts";
import "./tools.css";

/** Which tools the agent has in this conversation, and switches for them. */
export function ToolsMenu() {
  const { tools, menuOpen } = useTools();
  const { off, modelName } = useToolsOff();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => void loadTools(), []);
  const words = countWords(tools, off);
  const fixed = (because: OffBecause) => {
    if (because === "policy") return "Switched off in the policy file.";
    if (because === "settings") return "Switched off in the settings, under Web.";
    return because === "model" ? `Switched off for ${modelName}, in the settings.` : null;
  };
  const change = async (name: string, on: boolean) => {
    const outcome = await switchTool(name, on);
    setFailure(outcome.ok ? null : outcome.error);
  };
  const open = (next: boolean) => {
    setFailure(null);
    useTools.setState({ menuOpen: next });
  };
  return (
    <Popover.Root open={menuOpen} onOpenChange={open}>
      <Popover.Trigger
        className="select quiet tools-trigger"
        title="What the agent can use here"
        aria-label={`Tools: ${words}`}
      >
        <Wrench size={14} aria-hidden />
        {words !== "all on" && <span>{words}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          className="positioner"
          side="bottom"
          align="end"
          sideOffset={4}
          collisionAvoidance={{ side: "none", fallbackAxisSide: "none" }}
        >
          <Popover.Popup
            ref={popup}
            initialFocus={focusAtOnce(
              () => popup.current,
              () => popup.current,
            )}
            className="popup tools-popup"
            aria-label="Tools"
          >
            <p>What the agent can use in this conversation.</p>
            {failure !== null && <FailureNotice failure={failure} />}
            <ToolList off={off} fixed={fixed} onSwitch={(name, on) => void change(name, on)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
