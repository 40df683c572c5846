import type { PolicyInForce } from "../../shared/contract/policy.ts";
import { Visible } from "../approvals/visible.tsx";

type Json = PolicyInForce["rules"][string];

/** What the policy file says, defaults filled in: every list and limit by its own name. */
export function Rules({ rules }: { rules: PolicyInForce["rules"] }) {
  const entries = Object.entries(rules);
  if (entries.length === 0) return null;
  return (
    <>
      <h3>Rules</h3>
      <dl className="policy-rules">
        {entries.map(([name, value]) => (
          <Rule key={name} name={name} value={value} />
        ))}
      </dl>
    </>
  );
}

function Rule({ name, value }: { name: string; value: Json }) {
  return (
    <>
      <dt>{wordsOf(name)}</dt>
      <dd>
        <Value value={value} />
      </dd>
    </>
  );
}

function Value({ value }: { value: Json }) {
  if (value === null) return <span className="faint">no limit</span>;
  if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
  if (typeof value === "number") return <>{value.toLocaleString()}</>;
  if (typeof value === "string") {
    return (
      <code>
        <Visible text={value} />
      </code>
    );
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="faint">none</span>;
    return (
      <ul className="policy-values">
        {value.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn anew as a whole
          <li key={at}>
            <Value value={one} />
          </li>
        ))}
      </ul>
    );
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return <span className="faint">none</span>;
  return (
    <dl className="policy-rules inner">
      {entries.map(([name, inner]) => (
        <Rule key={name} name={name} value={inner} />
      ))}
    </dl>
  );
}

/** "allowReadRoots" → "allow read roots". */
const wordsOf = (name: string): string =>
  name
    .replaceAll(/[-_]/g, " ")
    .replaceAll(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after}`)
    .toLowerCase();
