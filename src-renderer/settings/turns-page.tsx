import { openDialog } from "../app/frame-store.ts";
import { InstructionsField } from "./instructions-field.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** When the agent is stopped by itself, and what it is told besides. */
export function TurnsPage() {
  const access = useSettingsPage("turn");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { agent, conversation, turn } = settings;
  return (
    <>
      <p className="soft">
        At a limit the agent stops and says so; you can let it go on, for as much again. 0 has no
        limit.
      </p>
      <h3>One turn</h3>
      <LimitFields
        of="one turn"
        section="turn"
        limits={turn}
        isFixed={isFixed}
        onChange={(part) => change({ turn: part })}
      />
      <NumberField
        label="Time of one request"
        hint="Seconds without any answer from the model."
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
      <h3>A whole conversation</h3>
      <LimitFields
        of="a conversation"
        section="conversation"
        limits={conversation}
        isFixed={isFixed}
        onChange={(part) => change({ conversation: part })}
      />
      <h3>What the agent is told besides</h3>
      <InstructionsField
        label="Your own instructions"
        hint="For every model, in every conversation. They cannot allow anything: that is the policy's."
        value={agent.instructions}
        disabled={isFixed("agent.instructions")}
        onChange={(instructions) => change({ agent: { instructions } })}
      />
      <button type="button" className="link-button" onClick={() => openDialog({ kind: "told" })}>
        Everything the agent is told
      </button>
      {notes}
    </>
  );
}
