import { DownDecoder } from "../../shared/frames.ts";
import type { PlaneConnection, PlaneListener } from "../control/transport.ts";
import { ParsePump, type PumpSurroundings } from "./parse-pump.ts";
import { PlaneChannel } from "./plane-channel.ts";

/** replaced: another page took this one's place, or the session is over; nothing is tried any more. */
export type PlaneState = "connecting" | "connected" | "lost" | "replaced";

export interface PlaneSurroundings extends PumpSurroundings {
  /** Opens the plane once; null means not now. */
  open(listener: PlaneListener, signal: AbortSignal): Promise<PlaneConnection | null>;
  /** Resolves when it makes sense to try again after the `attempt`th failure in a row. */
  pause(attempt: number, signal: AbortSignal): Promise<void>;
  onState(state: PlaneState): void;
}

/**
 * The page's end of the terminal plane: one link for all terminals, opened anew whenever it breaks, each terminal going
 * on at the byte it had reached.
 */
export class PlaneClient {
  readonly #surroundings: PlaneSurroundings;
  readonly #pump: ParsePump;
  readonly #channels = new Map<number, PlaneChannel>();
  #connection: PlaneConnection | null = null;

  constructor(surroundings: PlaneSurroundings) {
    this.#surroundings = surroundings;
    this.#pump = new ParsePump(surroundings);
  }

  /** The terminal with this number; made when it is asked for first. */
  channel(number: number): PlaneChannel {
    const known = this.#channels.get(number);
    if (known !== undefined) return known;
    const made = new PlaneChannel(number, (frame) => this.#connection?.send(frame), this.#pump);
    this.#channels.set(number, made);
    return made;
  }

  /** Forgets a terminal that is gone. */
  release(number: number): void {
    this.#channels.get(number)?.detach();
    this.#channels.delete(number);
  }

  /** Connects and stays connected until `signal` aborts or the plane is taken away for good. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const { opened, final } = await this.#once(signal);
      if (signal.aborted) return;
      if (final) {
        this.#surroundings.onState("replaced");
        return;
      }
      failures = opened ? 0 : failures + 1;
      this.#surroundings.onState("lost");
      await this.#surroundings.pause(failures, signal);
    }
  }

  /** One life of the link, from opening to its end. */
  async #once(signal: AbortSignal): Promise<{ opened: boolean; final: boolean }> {
    const ended = Promise.withResolvers<boolean>();
    const decoder = new DownDecoder();
    let connection: PlaneConnection | null = null;
    const onBytes = (chunk: Uint8Array) => {
      try {
        for (const frame of decoder.push(chunk)) this.#channels.get(frame.channel)?.receive(frame);
      } catch (error) {
        // The stream is useless from here on; a new one is not.
        ended.resolve(false);
        connection?.close();
        throw error;
      }
    };
    connection = await this.#surroundings.open({ onBytes, onClosed: ended.resolve }, signal);
    if (connection === null) return { opened: false, final: false };
    const stop = () => connection?.close();
    signal.addEventListener("abort", stop, { once: true });
    this.#connection = connection;
    this.#surroundings.onState("connected");
    for (const channel of this.#channels.values()) channel.sendAttach();
    const final = await ended.promise;
    this.#connection = null;
    signal.removeEventListener("abort", stop);
    return { opened: true, final };
  }
}
