import type { JudgedPart } from "../../shared/contract/policy.ts";

/** Parts so that what holds another stands before it: whoever reads goes from the outside in. Pure. */
export function partsInOrder(parts: readonly JudgedPart[]): JudgedPart[] {
  const ordered: JudgedPart[] = [];
  for (const part of parts) {
    let place = ordered.length;
    while (place > 0 && holds(part, ordered[place - 1])) place -= 1;
    ordered.splice(place, 0, part);
  }
  return ordered;
}

function holds(outer: JudgedPart, inner: JudgedPart | undefined): boolean {
  if (inner === undefined || inner.depth < outer.depth) return false;
  if (inner.text.length >= outer.text.length) return false;
  if (inner.at === null || outer.at === null) {
    return inner.depth > outer.depth && outer.text.includes(inner.text);
  }
  return outer.at.start <= inner.at.start && inner.at.end <= outer.at.end;
}
