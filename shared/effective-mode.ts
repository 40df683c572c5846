import type { Mode, ModeOverride, PolicyInForce, PolicyScope } from "./contract/policy.ts";
import type { ConversationId, HostId } from "./ids.ts";

/** Where an act would happen, as far as modes and permissions are tied to it. */
export type PolicyPlace = {
  hostId: HostId;
  tags: readonly string[];
  group: string;
  /** null = outside of any conversation. */
  conversationId: ConversationId | null;
};

export type EffectiveMode = {
  mode: Mode;
  /** What set it; "everywhere" where it is the setting itself. */
  source: PolicyScope;
  /** Ms since the epoch; null = until it is taken back. */
  until: number | null;
  /** Nothing but pure reads runs by itself there, and those only where the policy file allows them. */
  production: boolean;
};

/** Modes from nothing to everything. */
export const modeOrder: readonly Mode[] = ["none", "ask", "read-only", "patterns", "all"];

/** A host is production when its group or one of its tags says so. */
export const isProductionPlace = (host: { group: string; tags: readonly string[] }): boolean =>
  [host.group, ...host.tags].some((word) => /^prod(uction)?$/i.test(word.trim()));

const specificity: readonly PolicyScope["kind"][] = ["everywhere", "tag", "host", "conversation"];

/**
 * The mode that decides in a place: the most specific override that has not ended, else the setting. Of several tags the
 * strictest decides. `now` in ms since the epoch. Pure.
 */
export function effectiveMode(
  policy: Pick<PolicyInForce, "mode" | "overrides">,
  place: PolicyPlace,
  now: number,
): EffectiveMode {
  const production = isProductionPlace(place);
  const [first] = policy.overrides
    .filter(({ scope, until }) => (until === null || until > now) && covers(scope, place))
    .toSorted(
      (one, other) => rank(other) - rank(one) || strictness(one.mode) - strictness(other.mode),
    );
  if (first === undefined) {
    return { mode: policy.mode, source: { kind: "everywhere" }, until: null, production };
  }
  return { mode: first.mode, source: first.scope, until: first.until, production };
}

/** Whether a scope applies to a place; tags are compared without regard to case. */
export function covers(scope: PolicyScope, place: PolicyPlace): boolean {
  switch (scope.kind) {
    case "everywhere":
      return true;
    case "tag":
      return place.tags.some((tag) => tag.toLowerCase() === scope.tag.toLowerCase());
    case "host":
      return scope.hostId === place.hostId;
    case "conversation":
      return scope.conversationId === place.conversationId;
  }
}

const rank = ({ scope }: ModeOverride): number => specificity.indexOf(scope.kind);
const strictness = (mode: Mode): number => modeOrder.indexOf(mode);
