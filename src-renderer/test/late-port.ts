import { Dice } from "./dice.ts";

/** What comes over a line is late: each message by less than `mostMs`, by chance from a seed. */
export interface Lateness {
  seed: number;
  mostMs: number;
  /** Waits by a clock that a test does not hold. */
  after: (act: () => void, ms: number) => void;
}

declare global {
  interface Window {
    /** How late the main of this page is; left out, it is not. */
    lateness?: Lateness;
  }
}

/** A port that speaks with whoever holds the other end of `port`; both ways messages are late and keep their order. */
export function latePort(port: MessagePort, lateness: Lateness): MessagePort {
  const { port1: near, port2: far } = new MessageChannel();
  passOn(port, far, lateness);
  passOn(far, port, { ...lateness, seed: lateness.seed + 1 });
  return near;
}

function passOn(from: MessagePort, to: MessagePort, { seed, mostMs, after }: Lateness): void {
  const dice = new Dice(seed);
  let before = Promise.resolve();
  from.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const { promise: waited, resolve } = Promise.withResolvers<void>();
    after(resolve, dice.below(mostMs));
    before = before.then(() => waited).then(() => to.postMessage(data));
  });
  from.start();
}
