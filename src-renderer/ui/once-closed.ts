import { flushSync } from "react-dom";

/**
 * Closes a dialog or a menu, then acts: when it has given the focus back, which the act may move, and before another key or
 * click of the person can come.
 */
export function onceClosed(close: () => void, act: () => unknown): void {
  flushSync(close);
  queueMicrotask(() => void act());
}
