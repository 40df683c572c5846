/** "0.2 s", "12 s", "3 min 5 s", "2 h 4 min": a duration with its unit; under 10 s with one decimal. */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${(ms / 1_000).toFixed(ms < 100 ? 2 : 1)} s`;
  const seconds = ms / 1_000;
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "now", "5 min ago", "3 h ago", "2 d ago"; the absolute time belongs beside it on hover. */
export function agoWords(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 60) return "now";
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** The absolute time in the person's own form. */
export const absoluteTime = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** "950", "31 k", "1.2 M": counts of tokens. */
export function countWords(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 10_000) return `${(count / 1_000).toFixed(1)} k`;
  if (count < 1_000_000) return `${Math.round(count / 1_000)} k`;
  return `${(count / 1_000_000).toFixed(1)} M`;
}
