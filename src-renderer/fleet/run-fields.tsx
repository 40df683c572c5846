import { useId } from "react";
import { ChoiceField } from "../ui/choice-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { FleetForm, problemsOf } from "./fleet-draft.ts";
import { HostChoice } from "./host-choice.tsx";

interface RunFieldsProps {
  form: FleetForm;
  problems: ReturnType<typeof problemsOf>;
  onChange: (form: FleetForm) => void;
}

/** What runs, on which hosts and how, as a person fills it in. */
export function RunFields({ form, problems, onChange }: RunFieldsProps) {
  const id = useId();
  const set = (change: Partial<FleetForm>) => onChange({ ...form, ...change });
  const number = (field: "parallel" | "timeout" | "canaryCount", label: string, empty?: string) => (
    <TextField
      label={label}
      inputMode="numeric"
      placeholder={empty}
      value={form[field]}
      problem={problems[field]}
      onChange={(value) => set({ [field]: value })}
    />
  );
  const tick = (field: "stopOnFailure" | "canary", words: string) => (
    <label className="check">
      <input
        type="checkbox"
        checked={form[field]}
        onChange={(event) => set({ [field]: event.target.checked })}
      />
      {words}
    </label>
  );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>Command</label>
        <textarea
          id={id}
          className="input mono"
          rows={3}
          data-first
          spellCheck={false}
          autoComplete="off"
          value={form.command}
          aria-invalid={problems.command !== undefined}
          onChange={(event) => set({ command: event.target.value })}
        />
        <p className={problems.command === undefined ? "field-hint" : "field-problem"}>
          {problems.command ??
            "Run by each host's login shell exactly as it stands here, without a terminal and without input."}
        </p>
      </div>
      <HostChoice
        chosen={form.hostIds}
        problem={problems.hostIds}
        onChange={(hostIds) => set({ hostIds })}
      />
      <div className="fleet-fields">
        {number("parallel", "At the same time")}
        {number("timeout", "Time limit for a host, in seconds", "none")}
      </div>
      {tick("stopOnFailure", "Begin no further host after a failure")}
      {tick("canary", "Some hosts first, as a canary (with many hosts there always is one)")}
      {form.canary && (
        <div className="fleet-fields">
          {number("canaryCount", "How many")}
          <ChoiceField
            label="Then"
            options={[
              { value: "ask", label: "ask me" },
              { value: "go-on-if-ok", label: "go on where all exited with 0" },
            ]}
            value={form.after}
            onChange={(after) => set({ after })}
          />
        </div>
      )}
    </>
  );
}
