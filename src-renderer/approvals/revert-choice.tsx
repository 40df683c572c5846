import { useId } from "react";
import type { Action } from "../../shared/contract/approvals.ts";
import { revertScript } from "../../shared/revert-script.ts";
import { Choice } from "../ui/choice.tsx";
import { durationWords } from "../ui/times.ts";
import { Visible } from "./visible.tsx";

type Change = Extract<Action, { kind: "change-file" }>;

const times = [30_000, 60_000, 300_000, 900_000].map((ms) => ({
  value: String(ms),
  label: durationWords(ms),
}));

interface RevertChoiceProps {
  action: Change;
  value: number | undefined;
  onChange: (ms: number | undefined) => void;
}

/** To have the change taken back by itself unless it is confirmed. Off until it is switched on; then what runs is shown. */
export function RevertChoice({ action, value, onChange }: RevertChoiceProps) {
  const id = useId();
  const { revert = null } = action;
  if (revert === null) return null;
  return (
    <div className="remember">
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={value !== undefined}
          onChange={(event) => onChange(event.target.checked ? 60_000 : undefined)}
        />
        <span>Take it back by itself unless I confirm it</span>
      </label>
      {value !== undefined && (
        <>
          <div className="remember-where">
            <Choice
              label="Time to confirm"
              prefix="within "
              options={times}
              value={String(value)}
              onChange={(ms) => onChange(Number(ms))}
            />
          </div>
          <RevertScript action={{ ...action, revert: { ...revert, afterMs: value } }} />
        </>
      )}
    </div>
  );
}

/** When the change is taken back, and exactly what runs on the host for that; nothing where it is not. */
export function RevertScript({ action }: { action: Change }) {
  const script = revertScript(action);
  const afterMs = action.revert?.afterMs ?? null;
  if (script === null || afterMs === null) return null;
  return (
    <details className="revert-script">
      <summary>
        The host puts the old file back after {durationWords(afterMs)} unless you confirm. What runs
        there
      </summary>
      <pre>
        <code>
          <Visible text={script} />
        </code>
      </pre>
    </details>
  );
}
