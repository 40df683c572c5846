import { TextField } from "../ui/text-field.tsx";
import type { ContextDraft } from "./context-draft.ts";
import { problemOfNumber } from "./context-draft.ts";
import { InstructionsField } from "./instructions-field.tsx";

/** How much the model takes in, what it costs and what the agent is told while it answers; folded until it is wanted. */
export function ProfileContext(props: {
  value: ContextDraft;
  onChange: (value: ContextDraft) => void;
}) {
  const { value, onChange } = props;
  const number = (key: "window" | "input" | "output" | "cached") => ({
    inputMode: "decimal" as const,
    value: value[key],
    problem: problemOfNumber(value[key], key === "window"),
    onChange: (text: string) => onChange({ ...value, [key]: text }),
  });
  return (
    <details className="detail profile-tools">
      <summary>Context, price and instructions</summary>
      <div className="profile-context">
        <TextField
          label="Context in tokens"
          placeholder="as its provider says"
          hint="How much the model takes in at once. Earlier messages are summed up before it is full."
          {...number("window")}
        />
        <div className="field-row">
          <TextField label="Dollars per million sent" placeholder="unknown" {...number("input")} />
          <TextField label="Received" placeholder="unknown" {...number("output")} />
          <TextField label="Sent, kept before" placeholder="as sent" {...number("cached")} />
        </div>
        <InstructionsField
          label="Instructions with this model"
          hint="What the agent is told besides while this model answers."
          value={value.instructions}
          onChange={(instructions) => onChange({ ...value, instructions })}
        />
      </div>
    </details>
  );
}
