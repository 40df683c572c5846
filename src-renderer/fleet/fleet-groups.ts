import type { FleetRow } from "../../shared/contract/fleet.ts";
import { rowMark } from "./fleet-words.ts";

/** Hosts that stand the same: with the same result, or in the same state while they have none. Never empty. */
export type FleetGroup = {
  key: string;
  rows: readonly [FleetRow, ...FleetRow[]];
  /** Whether they have one result, output included. */
  identical: boolean;
};

export type FleetOrder = "size" | "name" | "state";

/** Which hosts are shown: those whose name, address, last line or problem has the text, in this state ("" = any). */
export function filteredRows(
  rows: readonly FleetRow[],
  { text, word }: { text: string; word: string },
): FleetRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => {
    if (word !== "" && rowMark(row).word !== word) return false;
    const said = [row.hostName, row.address, row.lastLine, row.problem ?? ""];
    return said.some((one) => one.toLowerCase().includes(wanted));
  });
}

/**
 * Rows in groups. What waits for a person comes first, in every order. By size the largest comes first then; results stand
 * before what has none yet. Pure.
 */
export function groupsOf(rows: readonly FleetRow[], order: FleetOrder): FleetGroup[] {
  const groups = new Map<string, FleetRow[]>();
  for (const row of rows) {
    const key = row.digest ?? `state ${row.state} ${row.problem ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const all = [...groups].map(([key, [first, ...more]]): FleetGroup => {
    if (first === undefined) throw new Error("an empty group");
    const sorted = [first, ...more].sort(byName) as [FleetRow, ...FleetRow[]];
    return { key, rows: sorted, identical: first.digest !== null };
  });
  return all.sort((one, other) => byNeed(one, other) || orders[order](one, other));
}

const collator = new Intl.Collator(undefined, { numeric: true });
const byName = (one: FleetRow, other: FleetRow) => collator.compare(one.hostName, other.hostName);
const byFirstName = (one: FleetGroup, other: FleetGroup) => byName(one.rows[0], other.rows[0]);
const needsPerson = ({ rows: [first] }: FleetGroup) => Number(first.state === "needs-you");
const byNeed = (one: FleetGroup, other: FleetGroup) => needsPerson(other) - needsPerson(one);
const byResult = (one: FleetGroup, other: FleetGroup) =>
  Number(other.identical) - Number(one.identical);

const orders: Record<FleetOrder, (one: FleetGroup, other: FleetGroup) => number> = {
  size: (one, other) =>
    byResult(one, other) || other.rows.length - one.rows.length || byFirstName(one, other),
  name: byFirstName,
  state: (one, other) =>
    collator.compare(rowMark(one.rows[0]).word, rowMark(other.rows[0]).word) ||
    byFirstName(one, other),
};
