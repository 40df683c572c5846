import type { Settings } from "../../shared/settings.ts";
import { openDialog } from "../app/frame-store.ts";
import { DesktopOffer } from "../approvals/desktop-offer.tsx";
import { modeOptions } from "../policy/mode-words.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { Choice, type Option } from "../ui/choice.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

type Standing = Settings["approvals"]["mode"];

/** "all" is never a standing setting: it exists for a stated time only. */
const standingModes = modeOptions.filter(
  (option): option is Option<Standing> => option.value !== "all",
);

/** What the agent may do where nothing else is set, how long a question waits, and how one is told of it. */
export function ApprovalsPage() {
  const access = useSettingsPage("approvals");
  const fileMode = usePolicy(({ policy }) => policy?.modeRules?.mode ?? null);
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { approvals } = settings;
  return (
    <>
      <div className="setting">
        <div>
          <span>Mode</span>
          <p className="field-hint">
            {standingModes.find(({ value }) => value === approvals.mode)?.hint} Where nothing else
            is set; the menu above the chat sets one for a conversation, a host, a tag or a while.
            {fileMode !== null && ` The policy file says ${fileMode}, and that counts.`}
          </p>
        </div>
        <Choice
          label="Mode"
          options={standingModes}
          value={approvals.mode}
          disabled={isFixed("approvals.mode")}
          onChange={(mode) => change({ approvals: { mode } })}
        />
      </div>
      <div className="setting">
        <div>
          <span>Preset</span>
          <p className="field-hint">What each class of command gets, shown on the policy page.</p>
        </div>
        <button
          type="button"
          className="button"
          onClick={() => openDialog({ kind: "settings", page: "policy" })}
        >
          {approvals.preset}…
        </button>
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
      <SwitchField
        label="Programs may ask to put text on the clipboard"
        hint="You see the text and its host first (OSC 52, as tmux and vim use it). No program can read the clipboard."
        checked={approvals.hostClipboard === "ask"}
        disabled={isFixed("approvals.hostClipboard")}
        onChange={(asks) => change({ approvals: { hostClipboard: asks ? "ask" : "off" } })}
      />
      <div className="setting">
        <div>
          <span>Notifications</span>
          <p className="field-hint">
            With host and command, when a question begins to wait and this window is not in front.
          </p>
        </div>
        <DesktopOffer always />
      </div>
      {notes}
    </>
  );
}
