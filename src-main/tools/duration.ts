import { z } from "zod";

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** A duration as people write it: "500ms", "30s", "10m", "2h". */
export const durationText = z.string().regex(pattern, "Write a duration such as 30s, 10m or 2h.");

/** Milliseconds of a duration text; null where it is none. */
export function durationMs(text: string): number | null {
  const [, amount, unit] = pattern.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return null;
  return Math.round(Number(amount) * unitMs[unit as keyof typeof unitMs]);
}

/** The other way round, for a person or a model: "850 ms", "2.4 s", "3 min 20 s", "1 h 5 min". */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_600_000)
    return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`;
}
