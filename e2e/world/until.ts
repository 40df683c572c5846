import { setTimeout as sleep } from "node:timers/promises";

/** The first value that is neither null nor undefined, looked for again and again; fails after a minute with `what`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
): Promise<T> {
  for (const deadline = Date.now() + 60_000; ; await sleep(15)) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
  }
}
