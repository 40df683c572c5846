/** `share` (0 to 1) of `over` on `under`; all of them #rrggbb. */
export function mixColours(under: string, over: string, share: number): string {
  const [below, above] = [channels(under), channels(over)];
  const mixed = below.map((part, at) => Math.round(part + ((above[at] ?? 0) - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
