import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import type { HostId } from "../../shared/ids.ts";
import { cutMiddle } from "./cut.ts";

const mostGroups = 8;
const mostNames = 40;
/** Characters of output: of the first group, and of each further one. */
const [firstLength, furtherLength] = [3_000, 1_000];

/** Rows with the same exit code and output, the largest group first. Rows that have no end yet are in none. */
export function groupRows(rows: readonly FleetRow[]): [FleetRow, ...FleetRow[]][] {
  const groups = new Map<string, [FleetRow, ...FleetRow[]]>();
  for (const row of rows) {
    if (row.digest === null) continue;
    const group = groups.get(row.digest);
    if (group === undefined) groups.set(row.digest, [row]);
    else group.push(row);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length);
}

/**
 * What a model is told about a run on many hosts: counts, then each group of hosts with the same result and an excerpt of
 * its output, then by name every host that has none.
 */
export async function fleetText(
  fleet: Fleet,
  rows: readonly FleetRow[],
  output: (id: HostId) => Promise<string>,
): Promise<string> {
  const groups = groupRows(rows);
  const lines = [
    `state: ${fleet.state === "done" ? "finished" : fleet.state}`,
    `hosts: ${rows.length} (${countWords(rows)})`,
    `fleet: ${fleet.id}`,
  ];
  if (fleet.stopped !== null) lines.push(`stopped: ${fleet.stopped}`);
  for (const [at, group] of groups.slice(0, mostGroups).entries()) {
    const [first] = group;
    const code = first.exitCode === null ? first.state : `exit code ${first.exitCode}`;
    lines.push(
      "",
      `group ${at + 1}: ${names(group)}`,
      `${code}; run of ${first.hostName}: ${first.runId}`,
    );
    const text = await output(first.hostId);
    const rest = `read them with observe, run ${first.runId}`;
    const length = at === 0 ? firstLength : furtherLength;
    if (first.problem !== null) lines.push(`note: ${first.problem}`);
    lines.push("output:", text.trim() === "" ? "(no output)" : cutMiddle(text, length, rest));
  }
  const more = groups.slice(mostGroups);
  if (more.length > 0) {
    lines.push("", `${more.length} further groups: ${names(more.flat())}`);
  }
  return [...lines, ...withoutResult(rows)].join("\n");
}

/** By name, what became of the hosts that have no result. */
function withoutResult(rows: readonly FleetRow[]): string[] {
  const without = rows.filter(({ digest }) => digest === null);
  if (without.length === 0) return [];
  const lines = without.slice(0, mostNames).map(({ hostName, problem, state }) => {
    const said = problem === null ? "" : `: ${problem}`;
    return `${hostName}: ${stateWords[state] ?? state}${said}`;
  });
  const more = without.length - mostNames;
  return ["", ...lines, ...(more > 0 ? [`and ${more} more without a result`] : [])];
}

const stateWords: Partial<Record<FleetRow["state"], string>> = {
  failed: "failed, nothing was run there",
  refused: "refused by the policy, nothing was run there",
  void: "not the target that was approved, nothing was run there",
  "not-run": "not run",
  lost: "lost, nobody knows how far it came; do not simply run it again",
  unknown: "unknown, nobody knows how far it came; do not simply run it again",
};

/** "9 exit code 0, 1 exit code 3, 2 failed". */
function countWords(rows: readonly FleetRow[]): string {
  const counts = new Map<string, number>();
  for (const { exitCode, state } of rows) {
    const word = exitCode === null ? state : `exit code ${exitCode}`;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
}

function names(rows: readonly FleetRow[]): string {
  const said = rows
    .slice(0, mostNames)
    .map(({ hostName }) => hostName)
    .join(", ");
  const more = rows.length > mostNames ? ` and ${rows.length - mostNames} more` : "";
  return `${rows.length} ${rows.length === 1 ? "host" : "hosts"}: ${said}${more}`;
}
