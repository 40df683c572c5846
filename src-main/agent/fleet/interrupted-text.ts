import type { Fleet, FleetRow } from "../../../shared/contract/fleet.ts";

const mostNames = 60;

/** What the model is told of a run on many hosts that a crash cut off: by name, of which hosts something is known. */
export function interruptedFleetText(
  shown: { fleet: Fleet; rows: readonly FleetRow[] } | undefined,
): string {
  if (shown === undefined) return "Nobody knows how far this run on many hosts came.";
  const byState = new Map<string, string[]>();
  for (const { exitCode, hostName, state } of shown.rows) {
    const word = exitCode === null ? state : `exit code ${exitCode}`;
    byState.set(word, [...(byState.get(word) ?? []), hostName]);
  }
  const lines = [...byState].map(([word, names]) => {
    const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
    return `${word}: ${names.slice(0, mostNames).join(", ")}${more}`;
  });
  return [
    `fleet: ${shown.fleet.id}`,
    "Fairlead ended while this ran. Nothing of it is run again; do not simply do it again where it is unknown.",
    ...lines,
  ].join("\n");
}
