import { type ReactNode, useState } from "react";

/** The first of many, so many at a time, and the button for more; no button where all are shown. `what`: "hosts". */
export function useBounded<T>(
  all: readonly T[],
  step: number,
  what: string,
): [readonly T[], ReactNode] {
  const [most, setMost] = useState(step);
  const left = all.length - most;
  if (left <= 0) return [all, null];
  const button = (
    <button type="button" className="link-button fleet-unfold" onClick={() => setMost(most + step)}>
      Show {Math.min(step, left)} more of {left} {what}
    </button>
  );
  return [all.slice(0, most), button];
}
