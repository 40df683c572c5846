import { useId } from "react";
import type { Remember } from "../../shared/contract/approvals.ts";
import type { Mode } from "../../shared/contract/policy.ts";
import type { HostId } from "../../shared/ids.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { Choice } from "../ui/choice.tsx";
import { Visible } from "./visible.tsx";

interface RememberChoiceProps {
  /** The pattern exactly as it would be kept. */
  offer: string;
  /** The mode here: what is remembered lets commands through in "patterns" only. */
  mode: Mode;
  hostId: HostId;
  hostName: string;
  value: Remember | undefined;
  onChange: (value: Remember | undefined) => void;
}

const days = [1, 7, 30] as const;
const dayOptions = days.map((count) => ({
  value: String(count),
  label: count === 1 ? "for 1 day" : `for ${count} days`,
}));

/** Not to be asked again for this very pattern, on this host or a tag, for a while. Off until it is switched on. */
export function RememberChoice({
  offer,
  mode,
  hostId,
  hostName,
  value,
  onChange,
}: RememberChoiceProps) {
  const tags = useHosts(({ hosts }) => hosts.find(({ id }) => id === hostId)?.tags);
  const id = useId();
  const here: Remember = { scope: { kind: "host", hostId }, days: 1 };
  const scopes = [
    { value: "", label: `on ${hostName}` },
    ...(tags ?? []).map((tag) => ({ value: tag, label: `on hosts tagged ${tag}` })),
  ];
  return (
    <div className="remember">
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={value !== undefined}
          onChange={(event) => onChange(event.target.checked ? here : undefined)}
        />
        <span>
          Do not ask again for{" "}
          <code>
            <Visible text={offer} />
          </code>
        </span>
      </label>
      {value !== undefined && (
        <div className="remember-where">
          <Choice
            label="Remember where"
            options={scopes}
            value={value.scope.kind === "tag" ? value.scope.tag : ""}
            onChange={(tag) =>
              onChange({
                ...value,
                scope: tag === "" ? { kind: "host", hostId } : { kind: "tag", tag },
              })
            }
          />
          <Choice
            label="Remember how long"
            options={dayOptions}
            value={String(value.days)}
            onChange={(count) => onChange({ ...value, days: Number(count) })}
          />
        </div>
      )}
      <p className="field-hint">
        {offer.includes("*") &&
          "A * stands for exactly one word, ** at the end for any further ones. "}
        {mode === "patterns"
          ? "It never counts against a denial."
          : `It takes effect in the mode patterns; the mode here is ${mode}.`}
      </p>
    </div>
  );
}
