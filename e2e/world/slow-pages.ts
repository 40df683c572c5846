import type { BrowserContext, Page } from "@playwright/test";
import type { Lateness } from "../../src-renderer/test/late-port.ts";

/** What makes pages slow and their main late, so that a test shows what it does not wait for. */
export interface SlowPages {
  /** Every page of the context that loads after this has a late main, and its own timers and frames come late. */
  makeLate(context: BrowserContext): Promise<void>;
  /** The page works this much slower from now on, through all that it loads. */
  slowDown(page: Page): Promise<void>;
}

/** As FAIRLEAD_TEST_SLOW=RATE,MS,SEED says: pages RATE times slower, main, timers and frames late by up to MS ms; null: pages as they are. */
export function slowPages(): SlowPages | null {
  const wanted = process.env["FAIRLEAD_TEST_SLOW"];
  if (!wanted) return null;
  const [rate = 1, mostMs = 60, first = 1] = wanted.split(",").map(Number);
  let seed = first;
  return {
    async makeLate(context) {
      seed += 2;
      await context.addInitScript(
        (given) => {
          const after = setTimeout.bind(window);
          window.lateness = { ...given, after };
          const some = () => Math.random() * given.mostMs;
          const later = (act: TimerHandler, ms = 0, ...rest: unknown[]) =>
            after(act, ms + some(), ...rest);
          window.setTimeout = later as typeof window.setTimeout;
          const frame = requestAnimationFrame.bind(window);
          const cancel = cancelAnimationFrame.bind(window);
          const cancelled = new Set<number>();
          window.requestAnimationFrame = (act) => {
            const late = (time: number) => cancelled.delete(id) || act(time);
            const id = frame(() => after(() => frame(late), some()));
            return id;
          };
          window.cancelAnimationFrame = (id) => {
            cancelled.add(id);
            cancel(id);
          };
        },
        { seed, mostMs } satisfies Omit<Lateness, "after">,
      );
    },
    async slowDown(page) {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate });
      page.setDefaultTimeout(150_000);
    },
  };
}
