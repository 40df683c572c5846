import type { Settings } from "../../shared/settings.ts";
import { NumberField } from "./number-field.tsx";

type Limits = Settings["turn"] | Settings["conversation"];

interface LimitFieldsProps {
  /** "one turn". */
  of: string;
  section: "turn" | "conversation";
  limits: Limits;
  isFixed: (path: string) => boolean;
  onChange: (change: Partial<Limits>) => void;
}

/** What a turn or a conversation may use up. */
export function LimitFields({ of, section, limits, isFixed, onChange }: LimitFieldsProps) {
  const large = section === "conversation";
  return (
    <>
      <NumberField
        label={`Requests to the model in ${of}`}
        hint="Each step of the agent is one."
        value={limits.maximumIterations}
        least={0}
        most={large ? 100_000 : 1_000}
        disabled={isFixed(`${section}.maximumIterations`)}
        onChange={(maximumIterations) => onChange({ maximumIterations })}
      />
      <NumberField
        label={`Time of ${of}`}
        hint="Seconds of work, waiting for you not counted."
        value={limits.maximumSeconds}
        least={0}
        most={large ? 10_000_000 : 86_400}
        disabled={isFixed(`${section}.maximumSeconds`)}
        onChange={(maximumSeconds) => onChange({ maximumSeconds })}
      />
      <NumberField
        label={`Tokens of ${of}`}
        hint="Sent and received together."
        value={limits.maximumTokens}
        least={0}
        most={large ? 10_000_000_000 : 1_000_000_000}
        disabled={isFixed(`${section}.maximumTokens`)}
        onChange={(maximumTokens) => onChange({ maximumTokens })}
      />
      <NumberField
        label={`Cost of ${of}`}
        hint="Dollars. It counts where the model's price is known: from its provider, or from its profile."
        value={limits.maximumCost}
        least={0}
        most={large ? 1_000_000 : 100_000}
        fractions
        disabled={isFixed(`${section}.maximumCost`)}
        onChange={(maximumCost) => onChange({ maximumCost })}
      />
    </>
  );
}
