import type { BrowserContext, Page } from "@playwright/test";
import { makeLineLate } from "./late-line.ts";
import { makePageLate } from "./late-page.ts";

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
      await context.addInitScript(makeLineLate, mostMs);
      await context.addInitScript(makePageLate, { seed, mostMs });
    },
    async slowDown(page) {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate });
      page.setDefaultTimeout(150_000);
    },
  };
}
