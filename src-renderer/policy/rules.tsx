import { z } from "zod";
import type { PolicyInForce } from "../../shared/contract/policy.ts";
import { Visible } from "../approvals/visible.tsx";

type Json = PolicyInForce["rules"][string];

/** One entry of a list of commands, which is read as a line and not as three names. */
const commandRule = z.strictObject({
  pattern: z.string(),
  hosts: z.array(z.string()),
  tags: z.array(z.string()),
});

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
  if (value === null) return <span className="faint">not set</span>;
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
      <ul className={value.every(isShort) ? "policy-values short" : "policy-values"}>
        {value.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn anew as a whole
          <li key={at}>
            <Value value={one} />
          </li>
        ))}
      </ul>
    );
  }
  const rule = commandRule.safeParse(value);
  if (rule.success) return <CommandRule rule={rule.data} />;
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

/** Such entries stand beside each other. */
const isShort = (value: Json): boolean => typeof value === "string" && value.length <= 40;

/** A pattern of a list, and where it holds. */
function CommandRule({ rule: { pattern, hosts, tags } }: { rule: z.infer<typeof commandRule> }) {
  const places = [
    ...hosts.map((name) => `on ${name}`),
    ...tags.map((tag) => `on hosts tagged ${tag}`),
  ];
  return (
    <>
      <code>
        <Visible text={pattern} />
      </code>
      {places.length > 0 && <span className="faint"> {places.join(", ")}</span>}
    </>
  );
}

/** "allowReadRoots" → "allow read roots". */
const wordsOf = (name: string): string =>
  name
    .replaceAll(/[-_]/g, " ")
    .replaceAll(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after}`)
    .toLowerCase();
