import type { WithinHost } from "./container-host.ts";
import {
  type Mode,
  type ModeOverride,
  type ModeRules,
  modeRules,
  mode as modeSchema,
  type PolicyInForce,
  type PolicyScope,
  type Preset,
  preset as presetSchema,
} from "./contract/policy.ts";
import type { ConversationId, HostId } from "./ids.ts";

/** Where an act would happen, as far as modes and permissions are tied to it. */
export type PolicyPlace = {
  hostId: HostId;
  /** Where it is left out, what the policy file says of a host by its name is not looked for. */
  hostName?: string;
  tags: readonly string[];
  group: string;
  /** The machine of a container: a mode or a limit that is stricter there holds in the container, too. */
  within?: WithinHost;
  /** null = outside of any conversation. */
  conversationId: ConversationId | null;
  /** What the command line said of the running turn: it stands above every override, not above the file's limits. */
  turnMode?: Mode;
};

export type EffectiveMode = {
  mode: Mode;
  /** What set it; "everywhere" where it is the setting itself. */
  source: PolicyScope;
  /** The policy file set it: it cannot be taken back in the window. */
  fromFile: boolean;
  /** Ms since the epoch; null = until it is taken back. */
  until: number | null;
  /** The mode that was set, where the file's limit or production lowered it; null where nothing did. */
  lowered: Mode | null;
  /** Nothing but pure reads runs by itself there, and those only where the policy file allows them. */
  production: boolean;
  /** It is production, and pure reads may run by themselves. */
  pureReads: boolean;
};

/** What decides the mode of every place. */
export type ModeSources = Pick<PolicyInForce, "mode" | "overrides" | "modeRules">;

/** Modes from nothing to everything. */
export const modeOrder: readonly Mode[] = modeSchema.options;

const noRules: ModeRules = modeRules.parse({});

/** A host is production when its group or one of its tags says so. */
export const isProductionPlace = (
  host: { group: string; tags: readonly string[] },
  { production }: Pick<ModeRules, "production"> = noRules,
): boolean =>
  [host.group, ...host.tags].some((word) => production.tags.some((tag) => isSame(tag, word)));

const specificFirst: readonly PolicyScope["kind"][] = ["conversation", "host", "tag", "everywhere"];

/**
 * The mode that decides in a place: the most specific override that has not ended, else the policy file, else the
 * setting; of several tags the strictest. What the file limits it to comes last, and "all" is never in force on
 * production. `now` in ms since the epoch. Pure: the window shows by it what the core decides by.
 */
export function effectiveMode(policy: ModeSources, place: PolicyPlace, now: number): EffectiveMode {
  const rules = policy.modeRules ?? noRules;
  const production = isProductionPlace(place, rules);
  const machine = { ...place, ...place.within };
  const [own, there] = [modeSet(policy, rules, place, now), modeSet(policy, rules, machine, now)];
  const set = strictest([own.mode, there.mode]) === own.mode ? own : there;
  const limits = [
    rules.maximumMode,
    ...[place, machine]
      .flatMap((each) => [...hostRules(rules, each), ...tagRules(rules, each)])
      .map((each) => each[1].maximumMode),
    production ? ("patterns" as const) : null,
  ].filter((limit) => limit !== null);
  const mode = strictest([set.mode, ...limits]);
  return {
    ...set,
    mode,
    lowered: mode === set.mode ? null : set.mode,
    production,
    pureReads: production && rules.production.pureReads.some((tag) => isTagged(place, tag)),
  };
}

/** The preset that decides in a place: what the policy file says of the host, its tags or in general, else the setting. */
export function effectivePreset(
  policy: Pick<PolicyInForce, "preset" | "modeRules">,
  place: PolicyPlace,
): Preset {
  const rules = policy.modeRules ?? noRules;
  for (const found of [hostRules(rules, place), tagRules(rules, place)]) {
    const given = found.flatMap(([, { preset }]) => preset ?? []);
    if (given.length > 0)
      return presetSchema.options.findLast((each) => given.includes(each)) as Preset;
  }
  return rules.preset ?? policy.preset;
}

/** Whether a scope applies to a place; tags are compared without regard to case. */
export function covers(scope: PolicyScope, place: PolicyPlace): boolean {
  switch (scope.kind) {
    case "everywhere":
      return true;
    case "tag":
      return isTagged(place, scope.tag);
    case "host":
      return scope.hostId === place.hostId;
    case "conversation":
      return scope.conversationId === place.conversationId;
  }
}

/** Whether an override still holds. */
export const isLive = ({ until }: ModeOverride, now: number): boolean =>
  until === null || until > now;

type ModeSet = Pick<EffectiveMode, "mode" | "source" | "fromFile" | "until">;

function modeSet(
  policy: Pick<PolicyInForce, "mode" | "overrides">,
  rules: ModeRules,
  place: PolicyPlace,
  now: number,
): ModeSet {
  const everywhere = { kind: "everywhere" } as const;
  if (place.turnMode !== undefined) {
    return { mode: place.turnMode, source: everywhere, fromFile: false, until: null };
  }
  const live = policy.overrides.filter((each) => isLive(each, now) && covers(each.scope, place));
  for (const kind of specificFirst) {
    const said: ModeSet[] = live
      .filter(({ scope }) => scope.kind === kind)
      .map(({ mode, scope, until }) => ({ mode, source: scope, fromFile: false, until }));
    const candidates = said.length > 0 ? said : modesOfFile(rules, place, kind);
    const mode = candidates.length > 0 ? strictest(candidates.map((each) => each.mode)) : null;
    const found = candidates.find((each) => each.mode === mode);
    if (found !== undefined) return found;
  }
  return { mode: policy.mode, source: everywhere, fromFile: rules.mode !== null, until: null };
}

/** What was set in the window stands over the file's word for the same kind of place. */
function modesOfFile(rules: ModeRules, place: PolicyPlace, kind: PolicyScope["kind"]): ModeSet[] {
  const of = (mode: Mode | null, source: PolicyScope): ModeSet[] =>
    mode === null ? [] : [{ mode, source, fromFile: true, until: null }];
  if (kind === "host") {
    const source = { kind, hostId: place.hostId };
    return hostRules(rules, place).flatMap(([, { mode }]) => of(mode, source));
  }
  if (kind !== "tag") return [];
  return tagRules(rules, place).flatMap(([tag, { mode }]) => of(mode, { kind, tag }));
}

const hostRules = ({ hosts }: ModeRules, { hostName }: PolicyPlace) =>
  Object.entries(hosts).filter(([name]) => hostName !== undefined && isSame(name, hostName));

const tagRules = ({ tags }: ModeRules, place: PolicyPlace) =>
  Object.entries(tags).filter(([tag]) => isTagged(place, tag));

const isTagged = ({ tags }: PolicyPlace, tag: string) => tags.some((each) => isSame(each, tag));

const isSame = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

const strictest = (modes: readonly Mode[]): Mode =>
  modeOrder.find((each) => modes.includes(each)) ?? "none";
