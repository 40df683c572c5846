import { useState } from "react";
import type { PolicyInForce, PresetRow, Verdict } from "../../shared/contract/policy.ts";
import type { CallFailure } from "../control/client.ts";
import { Choice } from "../ui/choice.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { presetOptions } from "./mode-words.ts";
import { setPreset } from "./policy-store.ts";

const rows: readonly (readonly [PresetRow, string])[] = [
  ["read-only", "only reads"],
  ["change", "changes"],
  ["privileged", "privileged"],
  ["unknown", "could not be judged"],
  ["destructive", "destructive"],
  ["network", "also connects"],
  ["secret", "also shows a secret"],
];

const shapes: Record<Verdict, string> = { allow: "✓", ask: "?", deny: "⊘" };

/** Which preset holds, and the whole table: what each of them answers to each class of command. */
export function PresetChoice({ policy }: { policy: PolicyInForce }) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const change = async (preset: PolicyInForce["preset"]) => {
    const outcome = await setPreset(preset);
    setFailure(outcome.ok ? null : outcome.error);
  };
  return (
    <>
      <h3>Preset</h3>
      <div className="setting">
        <p className="field-hint">
          What each class of command gets. The mode decides how much of what is allowed runs by
          itself; of all rows that apply the strictest counts.
          {policy.modeRules?.preset != null && " The policy file says which preset holds."}
        </p>
        <Choice
          label="Preset"
          options={presetOptions}
          value={policy.preset}
          disabled={policy.modeRules?.preset != null}
          onChange={(preset) => void change(preset)}
        />
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      <table className="policy-table preset-table">
        <caption className="visually-hidden">What each preset answers</caption>
        <thead>
          <tr>
            <th scope="col">A command that</th>
            {presetOptions.map(({ value }) => (
              <th
                key={value}
                scope="col"
                className={value === policy.preset ? "in-force" : undefined}
                {...(value === policy.preset ? { "aria-current": true } : {})}
              >
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([row, words]) => (
            <tr key={row}>
              <th scope="row">{words}</th>
              {presetOptions.map(({ value }) => {
                const verdict = policy.table[value][row];
                return (
                  <td
                    key={value}
                    className={value === policy.preset ? "in-force" : undefined}
                    data-verdict={verdict}
                  >
                    <span aria-hidden>{shapes[verdict]}</span> {verdict}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
