import type { Judgement, ModeOverride, Permission, Preset } from "../../shared/contract/policy.ts";
import {
  effectiveMode,
  effectivePreset,
  type ModeSources,
  type PolicyPlace,
} from "../../shared/effective-mode.ts";
import type { ActToJudge } from "./act.ts";
import type { JudgeCommand, ShellChange } from "./command-judgement.ts";
import { decide, isRememberable, type JudgedAct } from "./decide.ts";
import type { FilePlace } from "./file-rules.ts";
import { judgeAct } from "./judge-act.ts";
import { type Listed, lookUp, unlisted } from "./listed.ts";
import type { PolicyRules } from "./policy-rules.ts";
import { readWebUrl, type WebRules, webAllowance } from "./web-rules.ts";

/** Everything that an act is judged by. */
export type PolicyState = {
  rules: PolicyRules;
  /** Of the settings. */
  mode: ModeSources["mode"];
  preset: Preset;
  overrides: readonly ModeOverride[];
  judgeCommand: JudgeCommand;
  /** What went through the gate in the act's shell before. */
  changes: readonly ShellChange[];
  files: FilePlace;
  web: WebRules;
  /** The permission that covers these words at this place. */
  findPermission: (tokens: readonly string[], place: PolicyPlace) => Permission | null;
  /** Ms since the epoch. */
  now: number;
};

/** The verdict on an act, and the permission that let it through where one did. Pure but for `findPermission`. */
export function verdictOn(
  given: ActToJudge,
  state: PolicyState,
): { judgement: Judgement; permission: Permission | null } {
  const place = placeOf(given);
  const sources = modeSources(state);
  const { mode, production, pureReads } = effectiveMode(sources, place, state.now);
  const preset = effectivePreset(sources, place);
  const { changes, files, judgeCommand, rules, web } = state;
  const judged = judgeAct(given, { rules, preset, judgeCommand, changes, place: files, web });
  const { listed, permission, remembered } = letThrough(given, judged.act, state);
  const judgement = decide({
    ...judged,
    mode,
    preset,
    production,
    pureReads,
    hostName: given.host.name,
    taint: given.taint,
    refusals: given.refusals,
    listed,
    remembered,
    alwaysAsked: rules.ask.always,
  });
  return { judgement, permission };
}

/** What decides mode and preset, as the window is shown it. */
export function modeSources({
  mode,
  overrides,
  preset,
  rules,
}: Pick<PolicyState, "mode" | "overrides" | "preset" | "rules">) {
  const { hosts, maximumMode, production, tags } = rules;
  return {
    mode: rules.mode ?? mode,
    preset: rules.preset ?? preset,
    overrides: [...overrides],
    modeRules: { mode: rules.mode, preset: rules.preset, hosts, maximumMode, production, tags },
  };
}

/** Where an act would be done, for modes and permissions. */
export function placeOf({ conversationId, host, mode }: ActToJudge): PolicyPlace {
  return {
    hostId: host.id,
    hostName: host.name,
    group: host.group,
    tags: host.tags,
    ...(host.within === undefined ? {} : { within: host.within }),
    conversationId,
    ...(mode === undefined ? {} : { turnMode: mode }),
  };
}

type LetThrough = { listed: Listed; remembered: string | null; permission: Permission | null };

/** What lists and permissions say. In a shell where words may mean something else, nothing is let through by its words. */
function letThrough(
  given: ActToJudge,
  { parts, simple, ...act }: JudgedAct,
  { changes, findPermission, rules, web }: PolicyState,
): LetThrough {
  if (given.action.kind === "fetch-url") {
    const read = readWebUrl(given.action.url);
    const remembered = "url" in read ? webAllowance(read.url, web) : null;
    return { listed: unlisted, remembered, permission: null };
  }
  if (given.action.kind === "change-file") {
    const text = given.action.revert?.command ?? null;
    if (text === null) return { listed: unlisted, remembered: null, permission: null };
    const unknown = act.class === "unknown";
    const listed = lookUp(rules, { text, parts, simple: null, unknown }, given.host);
    return { listed: { ...listed, allow: null }, remembered: null, permission: null };
  }
  if (given.action.kind !== "run-shell") {
    const allowed = given.running?.keysAllowed === true;
    const remembered = allowed ? "Keys were allowed for this program while it runs." : null;
    return { listed: unlisted, remembered, permission: null };
  }
  const unknown = act.class === "unknown";
  const listed = lookUp(rules, { text: given.action.command, parts, simple, unknown }, given.host);
  const [name] = simple ?? [];
  if (simple === null || name === undefined || mayMeanAnother(changes, name)) {
    return { listed: { ...listed, allow: null }, remembered: null, permission: null };
  }
  const rememberable = isRememberable({ ...act, parts, simple });
  const permission = rememberable ? findPermission(simple, placeOf(given)) : null;
  const remembered =
    permission === null ? null : `A person has allowed “${permission.pattern}” here.`;
  return { listed, remembered, permission };
}

/** Whether these changes leave it open what a command with this name runs. */
function mayMeanAnother(changes: readonly ShellChange[], name: string): boolean {
  return changes.some((change) => change.kind !== "shadowed" || change.name === name);
}
