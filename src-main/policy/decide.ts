import type { Action, Refusal } from "../../shared/contract/approvals.ts";
import type {
  CommandClass,
  JudgedPart,
  Judgement,
  Mode,
  Preset,
  PresetRow,
  Verdict,
} from "../../shared/contract/policy.ts";
import { modeOrder } from "../../shared/effective-mode.ts";
import { presetTable } from "../../shared/preset-table.ts";
import type { Listed } from "./listed.ts";
import { patternOf } from "./patterns.ts";

/** What an act is by itself, apart from where it is done and what is in force there. */
export type JudgedAct = {
  kind: Action["kind"];
  class: CommandClass;
  network: boolean;
  secret: boolean;
  /** Never, whatever the mode: the sentence; null = nothing says so. */
  denied: string | null;
  /** The decisive sentence first. */
  reasons: readonly [string, ...string[]];
  parts: readonly JudgedPart[];
  /** Its tokens where it is one simple command, read exactly. */
  simple: readonly string[] | null;
  /** An interpreter or a wrapper is in it. */
  opaque: boolean;
};

/** Everything that has a say in the verdict. */
export type ToDecide = {
  act: JudgedAct;
  /** As they are in force at the place. */
  mode: Mode;
  preset: Preset;
  production: boolean;
  pureReads: boolean;
  hostName: string;
  /** Where untrusted text came from that the agent read in this turn. */
  taint: readonly string[];
  /** Why it could not be delivered exactly as written. */
  refusals: readonly Refusal[];
  listed: Listed;
  /** The remembered permission that covers it, or what the person allowed for this run, as a sentence; null = none. */
  remembered: string | null;
  /** What the policy file denies beside its lists (form, length, keys), as sentences. */
  forbidden: readonly string[];
  /** Kinds, classes and traits that need a person whatever the mode. */
  alwaysAsked: readonly string[];
};

/** One thing that has a say, and what it says. */
type Say = { verdict: Verdict; because: string };

/**
 * Pure. The strictest of all that applies decides: deny over ask over allow. A mode, an entry of the allow list and a
 * remembered permission can make an ask of the preset into an allow; nothing can lift a deny, and nothing lifts what
 * must be asked: the ask list, production, untrusted text.
 */
export function decide(given: ToDecide): Judgement {
  const denials = denialsOf(given);
  const demands = demandsOf(given);
  const usual = usualVerdict(given);
  const deciding = denials[0] ?? demands[0] ?? usual;
  const { act, mode, preset, production, taint } = given;
  const said = [...denials, ...demands, usual].map(({ because }) => because);
  const judged = { ...given, verdict: deciding.verdict };
  return {
    verdict: deciding.verdict,
    class: act.class,
    reasons: ordered(deciding, usual, act.reasons, said),
    parts: [...act.parts],
    mode,
    preset,
    production,
    taint: isPureRead(act) ? [] : [...taint],
    typedName: typedNameFor(judged),
    offer: offerFor(judged),
  };
}

/** Whether a remembered permission may ever cover this act: what is offered, and nothing that only looks like it. */
export function isRememberable(act: JudgedAct): boolean {
  return (
    act.kind === "run-shell" &&
    act.simple !== null &&
    !act.opaque &&
    !act.secret &&
    act.denied === null &&
    (act.class === "read-only" || act.class === "change")
  );
}

/** What the preset says of this act: the strictest of the rows that apply, and which row that was. */
export function presetVerdict(
  act: Pick<JudgedAct, "class" | "network" | "secret">,
  preset: Preset,
): { verdict: Verdict; row: PresetRow } {
  const rows: PresetRow[] = [act.class];
  if (act.network) rows.push("network");
  if (act.secret) rows.push("secret");
  const answers = rows.map((row) => ({ row, verdict: presetTable[preset][row] }));
  return answers.reduce((one, other) => (isStricter(other.verdict, one.verdict) ? other : one));
}

const severity: Record<Verdict, number> = { allow: 0, ask: 1, deny: 2 };
const isStricter = (one: Verdict, other: Verdict) => severity[one] > severity[other];
const isPureRead = ({ class: kind, network, secret }: JudgedAct) =>
  kind === "read-only" && !network && !secret;
const atLeast = (mode: Mode, other: Mode) => modeOrder.indexOf(mode) >= modeOrder.indexOf(other);

function denialsOf({ act, forbidden, listed, mode, preset, refusals }: ToDecide): Say[] {
  const { row, verdict } = presetVerdict(act, preset);
  const because = [
    ...refusals.map(({ sentence }) => sentence),
    act.denied,
    listed.deny,
    ...forbidden,
    mode === "none" ? "The mode is none: nothing may run." : null,
    verdict === "deny" ? `The preset ${preset} denies what is ${rowWords[row]}.` : null,
  ];
  return because.flatMap((each) => (each === null ? [] : { verdict: "deny", because: each }));
}

/** What needs a person whatever the mode says. */
function demandsOf(given: ToDecide): Say[] {
  const { act, alwaysAsked, listed, production, pureReads, taint } = given;
  const always = [act.kind, act.class, ...traitsOf(act)].find((each) => alwaysAsked.includes(each));
  const because = [
    act.kind === "ask-person" ? "The agent asks you something." : null,
    listed.ask,
    always === undefined ? null : `The policy file asks for everything that is ${wordsOf(always)}.`,
    production && !(pureReads && isPureRead(act)) ? productionWords(pureReads) : null,
    taint.length > 0 && !isPureRead(act) ? taintWords(taint) : null,
  ];
  return because.flatMap((each) => (each === null ? [] : { verdict: "ask", because: each }));
}

/** What mode, preset, allow list and permissions say together. */
function usualVerdict({ act, listed, mode, preset, remembered }: ToDecide): Say {
  const { row, verdict } = presetVerdict(act, preset);
  if (act.kind === "read-file" && isPureRead(act)) {
    return allow("Reading a file that the file policy permits is recorded, not asked.");
  }
  if (remembered !== null && isAllowedByName(act)) return allow(remembered);
  if (mode === "all") return allow("The mode is all: nothing that may run is asked.");
  if (!atLeast(mode, "read-only")) return ask(`The mode is ${mode}: a person decides.`);
  if (mode === "read-only") {
    if (act.class !== "read-only")
      return ask("The mode is read-only: a person decides on the rest.");
    return verdict === "allow"
      ? allow("The mode is read-only, and it only looks.")
      : ask(`The preset ${preset} asks for what is ${rowWords[row]}.`);
  }
  if (verdict === "allow") return allow(`The preset ${preset} allows what is ${rowWords[row]}.`);
  const lifted = act.secret ? null : (listed.allow ?? remembered);
  return lifted === null
    ? ask(`The preset ${preset} asks for what is ${rowWords[row]}.`)
    : allow(lifted);
}

/** What is allowed for one running program or one domain, in so many words, holds in every mode that lets anything run. */
const isAllowedByName = ({ kind, secret }: JudgedAct): boolean =>
  kind === "send-keys" || (kind === "fetch-url" && !secret);

/**
 * The deciding sentence first. Where nothing but the act's own class decided, what the judge says of it comes before the
 * general sentence about mode or preset.
 */
function ordered(
  deciding: Say,
  usual: Say,
  judged: readonly string[],
  said: readonly string[],
): string[] {
  const general = deciding === usual && !deciding.because.startsWith("The mode is ask");
  const all = general ? [...judged, ...said] : [deciding.because, ...judged, ...said];
  return [...new Set(all)];
}

function typedNameFor({ act, hostName, production, verdict }: ToDecide & Decided): string | null {
  return verdict === "ask" && production && act.class === "destructive" ? hostName : null;
}

/** The verdict, once it is known. */
type Decided = { verdict: Verdict };

/** Exactly the words that the person sees, where asking again would be for nothing but the mode or the preset. */
function offerFor(given: ToDecide & Decided): string | null {
  const { act, production, verdict } = given;
  if (verdict !== "ask" || production || act.simple === null || !isRememberable(act)) return null;
  return demandsOf(given).length > 0 ? null : patternOf(act.simple, false);
}

const traitsOf = ({ network, secret }: JudgedAct) => [
  ...(network ? ["network"] : []),
  ...(secret ? ["secret"] : []),
];

const allow = (because: string): Say => ({ verdict: "allow", because });
const ask = (because: string): Say => ({ verdict: "ask", because });

const productionWords = (pureReads: boolean) =>
  pureReads
    ? "The host is production: a person decides on everything but pure reads."
    : "The host is production: a person decides.";

const taintWords = (taint: readonly string[]) =>
  `The agent has read text in this turn that anybody may have written (${taint.join(", ")}): a person decides.`;

const rowWords: Record<PresetRow, string> = {
  "read-only": "read-only",
  change: "a change",
  privileged: "privileged",
  unknown: "unknown",
  destructive: "destructive",
  network: "a connection to another machine",
  secret: "secret",
};

const wordsOf = (key: string) =>
  key in rowWords ? rowWords[key as PresetRow] : `of the kind ${key}`;
