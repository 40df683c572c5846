import type { BrowserContext, Page } from "@playwright/test";
import type { Lateness } from "../../src-renderer/test/late-port.ts";

/** What makes pages slow and their main late, so that a test shows what it does not wait for. */
export interface SlowPages {
  /** Every page of the context that loads after this has a late main. */
  lateMain(context: BrowserContext): Promise<void>;
  /** The page works this much slower from now on, through all that it loads. */
  slowDown(page: Page): Promise<void>;
}

/** As FAIRLEAD_TEST_SLOW=RATE,MS,SEED says: pages RATE times slower, a main late by up to MS ms; null: pages as they are. */
export function slowPages(): SlowPages | null {
  const wanted = process.env["FAIRLEAD_TEST_SLOW"];
  if (!wanted) return null;
  const [rate = 1, mostMs = 60, first = 1] = wanted.split(",").map(Number);
  let seed = first;
  return {
    async lateMain(context) {
      seed += 2;
      await context.addInitScript(
        (given) => {
          const after = setTimeout.bind(window);
          window.lateness = { ...given, after };
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
