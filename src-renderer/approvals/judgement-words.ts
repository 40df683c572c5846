import type { CommandClass, JudgedPart, Judgement } from "../../shared/contract/policy.ts";

/** How bad something is, for the colour; the word beside it says the same. */
export type Tone = "quiet" | "plain" | "warning" | "danger";

/** A class of command: a shape, a word, and a tone. */
export const classMarks: Record<CommandClass, { shape: string; word: string; tone: Tone }> = {
  "read-only": { shape: "○", word: "only reads", tone: "quiet" },
  change: { shape: "△", word: "changes", tone: "plain" },
  privileged: { shape: "◆", word: "privileged", tone: "warning" },
  unknown: { shape: "?", word: "could not be judged", tone: "warning" },
  destructive: { shape: "▲", word: "destructive", tone: "danger" },
};

const tones: readonly Tone[] = ["quiet", "plain", "warning", "danger"];

/** The tone of one part: what its class says, or its traits where they are worse. */
export function partTone(part: Pick<JudgedPart, "class" | "network" | "secret" | "denied">): Tone {
  if (part.denied || part.secret) return "danger";
  const { tone } = classMarks[part.class];
  return part.network && tones.indexOf(tone) < tones.indexOf("warning") ? "warning" : tone;
}

/** What is special about a part beside its class. */
export function traitWords(part: Pick<JudgedPart, "network" | "secret" | "denied">): string[] {
  return [
    ...(part.denied ? ["denied"] : []),
    ...(part.secret ? ["shows a secret"] : []),
    ...(part.network ? ["connects"] : []),
  ];
}

/** "3 parts, 1 destructive, 1 could not be judged": what the parts come to. */
export function partsWords(parts: readonly JudgedPart[]): string {
  const count = (of: (part: JudgedPart) => boolean) => parts.filter(of).length;
  const counted = [
    [count(({ denied }) => denied), "denied"],
    ...(["destructive", "unknown", "privileged"] as const).map(
      (name) => [count((part) => part.class === name), classMarks[name].word] as const,
    ),
    [count(({ secret }) => secret), "with a secret"],
    [count(({ network }) => network), "with a connection"],
  ] as const;
  const told = counted
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`);
  return [`${parts.length} ${parts.length === 1 ? "part" : "parts"}`, ...told].join(", ");
}

/** What the parts have beside the class of the whole: each trait once. */
export const traitsOf = (parts: readonly JudgedPart[]): string[] =>
  traitWords({
    denied: parts.some(({ denied }) => denied),
    secret: parts.some(({ secret }) => secret),
    network: parts.some(({ network }) => network),
  });

/** The sentence of the part that a person should look at first; null where there are no parts. */
export function worstSentence({ class: worst, parts }: Pick<Judgement, "class" | "parts">) {
  const found =
    parts.find(({ denied }) => denied) ??
    parts.find((part) => part.class === worst && classMarks[worst].tone === "danger") ??
    parts.find(({ secret }) => secret) ??
    parts.find((part) => part.class === worst) ??
    parts[0];
  return found?.because ?? null;
}

/** "mode ask, preset balanced": what decided. */
export const decidedBy = ({ mode, preset }: Pick<Judgement, "mode" | "preset">): string =>
  `mode ${mode}, preset ${preset}`;

/** A range of a command that has to be seen, in UTF-16 units. */
export interface Mark {
  start: number;
  end: number;
  tone: "warning" | "danger";
  /** Said when it is pointed at. */
  title: string;
}

/**
 * What to underline in a command: every risky part, cut so that no two marks overlap; where parts lie in each other the
 * worse one shows, and of equals the inner one. Pure.
 */
export function riskMarks(parts: readonly JudgedPart[]): Mark[] {
  const risky = parts.flatMap((part) => {
    const tone = partTone(part);
    return part.at === null || part.at.end <= part.at.start || tone === "quiet" || tone === "plain"
      ? []
      : [{ ...part.at, tone, depth: part.depth, title: titleOf(part) }];
  });
  const edges = [...new Set(risky.flatMap(({ start, end }) => [start, end]))].toSorted(
    (one, other) => one - other,
  );
  const marks: Mark[] = [];
  edges.forEach((start, at) => {
    const end = edges[at + 1];
    if (end === undefined) return;
    const [worst] = risky
      .filter((one) => one.start <= start && one.end >= end)
      .toSorted(
        (one, other) =>
          tones.indexOf(other.tone) - tones.indexOf(one.tone) || other.depth - one.depth,
      );
    if (worst === undefined) return;
    const last = marks.at(-1);
    if (last?.end === start && last.title === worst.title) last.end = end;
    else marks.push({ start, end, tone: worst.tone, title: worst.title });
  });
  return marks;
}

const titleOf = (part: JudgedPart): string =>
  `${[classMarks[part.class].word, ...traitWords(part)].join(", ")}: ${part.because}`;
