import type { Refusal } from "../../shared/contract/approvals.ts";
import type { Mode, Verdict } from "../../shared/contract/policy.ts";

/** A verdict with the sentence that explains it. */
export type Decision = { verdict: Verdict; because: string };

export type Proposal = {
  mode: Mode;
  /** The host is tagged as production: no automatic approval there. */
  production: boolean;
  /** Why the text cannot be delivered exactly as written. */
  refusals: readonly Refusal[];
  /** False where the text is too long to be read. */
  judged: boolean;
};

const severity: Record<Verdict, number> = { allow: 0, ask: 1, deny: 2 };

const modeDecisions: Record<Mode, Decision> = {
  none: { verdict: "deny", because: "The mode is none: nothing may run." },
  ask: { verdict: "ask", because: "The mode is ask: a person decides." },
  "read-only": { verdict: "ask", because: "The mode is read-only: a person decides on the rest." },
  patterns: { verdict: "ask", because: "The mode is patterns: a person decides on the rest." },
  all: { verdict: "allow", because: "The mode is all: it was said on the command line." },
};

/** Pure. The strictest of what applies decides, and says why. */
export function decide({ mode, production, refusals, judged }: Proposal): Decision {
  const decisions = [modeDecisions[mode]];
  if (production) {
    decisions.push({ verdict: "ask", because: "The host is production: a person decides." });
  }
  if (!judged) {
    decisions.push({ verdict: "ask", because: "It is too long to be read: a person decides." });
  }
  const [refusal] = refusals;
  if (refusal !== undefined) decisions.push({ verdict: "deny", because: refusal.sentence });
  return decisions.reduce((one, other) =>
    severity[other.verdict] > severity[one.verdict] ? other : one,
  );
}

/** A host is production when its group or one of its tags says so. */
export function isProduction(host: { group: string; tags: readonly string[] }): boolean {
  return [host.group, ...host.tags].some((word) => /^prod(uction)?$/i.test(word.trim()));
}
