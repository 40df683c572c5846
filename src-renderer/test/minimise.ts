import { joined } from "./hostile-streams.ts";

/** How often a failing input is tried with less of it. */
const mostTries = 300;

/** As little of `bytes` as still fails; each step leaves something out. */
export async function minimise(
  bytes: Uint8Array,
  fails: (bytes: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  let least = bytes;
  let tries = 0;
  for (let size = Math.ceil(least.length / 2); size >= 1 && tries < mostTries; ) {
    let shorter: Uint8Array | null = null;
    for (let at = 0; at < least.length && tries < mostTries; at += size) {
      const without = joined([least.subarray(0, at), least.subarray(at + size)]);
      tries += 1;
      if (await fails(without)) {
        shorter = without;
        break;
      }
    }
    if (shorter !== null) least = shorter;
    else size = Math.floor(size / 2);
    size = Math.min(size, Math.ceil(least.length / 2));
  }
  return least;
}
