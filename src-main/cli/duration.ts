const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** "90s", "5m", "1h30m", "500ms"; a bare number is seconds. Milliseconds, or null where it is none. */
export function parseDuration(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * units.s;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(amount) * units[unit as keyof typeof units];
  }
  return total;
}
