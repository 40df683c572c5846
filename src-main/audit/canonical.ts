/**
 * One spelling per JSON value: keys sorted by code unit, no white space, what JSON cannot hold left out as
 * `JSON.stringify` does. Equal values give equal text, so a hash of it means something.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonical(entry)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members: string[] = [];
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonical(member)}`);
  }
  return `{${members.join(",")}}`;
}

function byKey(one: [string, unknown], other: [string, unknown]): number {
  return one[0] < other[0] ? -1 : 1;
}
