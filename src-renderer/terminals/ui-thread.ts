import type { PumpSurroundings } from "./parse-pump.ts";

/** The page's UI thread for the pump. A task of its own is a message: timers are clamped to 4 ms once they are nested. */
export function uiThread(page: Window): PumpSurroundings {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  const defer = (task: () => void) => {
    tasks.push(task);
    port2.postMessage(null);
  };
  const now = () => page.performance.now();
  return {
    defer,
    now,
    after: (milliseconds, task) => void page.setTimeout(task, milliseconds),
    nextFrame: (drawn) => {
      page.requestAnimationFrame(() => {
        const began = now();
        // A message from within the frame arrives when it has been drawn.
        defer(() => drawn(now() - began));
      });
    },
  };
}
