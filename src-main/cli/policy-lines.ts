import type { Judgement } from "../../shared/contract/policy.ts";
import { presetTable } from "../../shared/preset-table.ts";
import type { PolicyRules } from "../policy/policy-rules.ts";
import type { PolicyFromFile } from "./policy-from-files.ts";
import { visibleLine, visibleProse } from "./visible.ts";

/** A judgement for a person: the verdict, what each part does by which rule, and the reasons. */
export function explained(judged: Judgement): string[] {
  const { class: kind, mode: usual, parts, preset: table, production, reasons, verdict } = judged;
  const place = production ? ", production" : "";
  const tree = inOrder(parts).flatMap((part) => {
    const indent = "  ".repeat(part.depth + 1);
    const traits = [
      ...(part.network ? ["network"] : []),
      ...(part.secret ? ["secret"] : []),
      ...(part.denied ? ["denied"] : []),
    ];
    return [
      visibleLine(`${indent}${part.text}`),
      sentenceLine(
        `${indent}  ${[part.class, ...traits].join(", ")}: ${part.because} [${part.rule}]`,
      ),
    ];
  });
  return [
    `${verdict} (${kind}; mode ${usual}, preset ${table}${place})`,
    ...tree,
    ...reasons.map((reason) => sentenceLine(`- ${reason}`)),
  ];
}

/** What runs something before what it runs, in the order of the text; what was decoded stands with what decoded it. */
function inOrder(parts: Judgement["parts"]): Judgement["parts"] {
  let start = Number.POSITIVE_INFINITY;
  const placed = parts
    .toReversed()
    .map((part) => {
      start = part.at?.start ?? start;
      return { part, start };
    })
    .toReversed();
  return placed
    .toSorted((one, other) => one.start - other.start || one.part.depth - other.part.depth)
    .map(({ part }) => part);
}

/** A sentence of ours, in which words of the command may stand, on one line. */
export const sentenceLine = (text: string) => visibleProse(text).replaceAll("\n", "⏎");

/** The policy as the files say it. */
export type InForce = Pick<Judgement, "mode" | "preset"> & {
  /** What each preset answers. */
  table: typeof presetTable;
  file: Pick<PolicyFromFile, "path" | "present" | "problem">;
  rules: PolicyRules;
};

/** The same for a person, a line a thing. */
export function shown({ file, mode: usual, preset: table, rules }: InForce): string[] {
  const answers = Object.entries(presetTable[table]).map(([row, answer]) => `${row} ${answer}`);
  const { allow, ask, deny } = rules.commands;
  const list = (name: string, entries: PolicyRules["commands"]["allow"]) =>
    entries.map(({ hosts, pattern, tags }) => {
      const where = [...hosts.map((each) => `host ${each}`), ...tags.map((each) => `tag ${each}`)];
      return `${name}  ${pattern}${where.length === 0 ? "" : `  (${where.join(", ")})`}`;
    });
  const places = [
    ...Object.entries(rules.hosts).map(([name, each]) => ({ place: `host ${name}`, each })),
    ...Object.entries(rules.tags).map(([name, each]) => ({ place: `tag ${name}`, each })),
  ].map(({ each, place }) => {
    const { maximumMode: most, mode: here, preset: its } = each;
    const words = [
      ...(here === null ? [] : [`mode ${here}`]),
      ...(most === null ? [] : [`at most ${most}`]),
      ...(its === null ? [] : [`preset ${its}`]),
    ];
    return `${place}: ${words.join(", ")}`;
  });
  const { alsoDenied, copy, delete: mayDelete, deniedExtensions, deniedPaths } = rules.files;
  return [
    `mode    ${usual}${rules.maximumMode === null ? "" : `, at most ${rules.maximumMode}`}`,
    `preset  ${table}: ${answers.join(", ")}`,
    `file    ${file.path}${file.present ? "" : " (there is none: defaults)"}`,
    ...(rules.singleCommand ? ["one simple command at a time"] : []),
    ...(rules.longestCommand === null
      ? []
      : [`commands of at most ${rules.longestCommand} characters`]),
    ...list("allow", allow),
    ...list("ask  ", ask),
    ...list("deny ", deny),
    ...places,
    `production by group or tag: ${rules.production.tags.join(", ")}`,
    `pure reads on production by tag: ${rules.production.pureReads.join(", ") || "none"}`,
    `always asked: ${rules.ask.always.join(", ") || "nothing beyond the table"}`,
    `files read under ${rules.files.readRoots.join(", ")}, changed under ${rules.files.writeRoots.join(", ")}`,
    `files never: ${[...deniedPaths, ...alsoDenied, ...deniedExtensions.map((each) => `*${each}`)].join(", ")}`,
    ...(copy ? [] : ["files are never copied"]),
    ...(mayDelete ? [] : ["files are never deleted"]),
    `files of at most ${rules.files.largestRead} bytes read, ${rules.files.largestWrite} changed`,
    `keys: ${rules.keys.names.join(", ")}`,
    `tools off: ${rules.tools.off.join(", ") || "none"}`,
  ];
}
