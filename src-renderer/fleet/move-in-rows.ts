import type { KeyboardEvent } from "react";

/** What the arrow keys stop at within the results of a run: the head of each group, and each host in the open ones. */
export const rowStop = { "data-row-stop": "" } as const;

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Up and Down go from row to row, Home and End to the first and the last; Right opens a group, Left closes it. */
export function moveInRows(event: KeyboardEvent<HTMLElement>): void {
  const { altKey, ctrlKey, currentTarget, key, metaKey, shiftKey, target } = event;
  if (altKey || ctrlKey || metaKey || shiftKey || !(target instanceof HTMLElement)) return;
  if (target.matches("pre, input")) return;
  const opens = key === "ArrowRight" ? "true" : key === "ArrowLeft" ? "false" : null;
  if (opens !== null) {
    if (!target.matches(".fleet-group-head") || target.ariaExpanded === opens) return;
    event.preventDefault();
    target.click();
    return;
  }
  const step = steps[key];
  if (step === undefined) return;
  const stops = [...currentTarget.querySelectorAll<HTMLElement>("[data-row-stop]")];
  const own = target.closest("[data-row]")?.querySelector<HTMLElement>("[data-row-stop]") ?? target;
  event.preventDefault();
  stops[step(stops.indexOf(own), stops.length)]?.focus();
}
