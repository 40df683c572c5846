import { create } from "zustand";
import { relay } from "./client.ts";
import type { PlaneConnection, PlaneListener, Transport, WindowSessions } from "./transport.ts";

/**
 * connecting: never connected yet. connected. lost: was connected, trying again. gone: tried for a while in vain, still
 * trying now and then. unauthorized: a new token is needed, nothing is tried.
 */
export type ConnectionState = "connecting" | "connected" | "lost" | "gone" | "unauthorized";

interface ConnectionStore {
  state: ConnectionState;
  runtime: Transport["runtime"];
}

/** Where the control plane stands, for the whole page. */
export const useConnection = create<ConnectionStore>(() => ({
  state: "connecting",
  runtime: "web",
}));

const firstPauseMs = 200;
const longestPauseMs = 3_000;
/** After this long without a connection the page says that Fairlead is not running any more. */
const goneAfterMs = 5_000;

let transport: Transport | null = null;
let retryNow: (() => void) | null = null;

/** Connects and stays connected until `signal` aborts or a new token is needed. Called once, by main.tsx. */
export async function keepConnected(chosen: Transport, signal: AbortSignal): Promise<void> {
  transport = chosen;
  useConnection.setState({ runtime: chosen.runtime });
  let pauseMs = firstPauseMs;
  let lostAt: number | null = null;
  while (!signal.aborted) {
    const opened = await chosen.openControl(signal);
    if (opened.ok) {
      relay.use(opened.value.link);
      pauseMs = firstPauseMs;
      lostAt = null;
      useConnection.setState({ state: "connected" });
      await opened.value.closed;
      relay.use(null);
    } else if (opened.error === "unauthorized") {
      useConnection.setState({ state: "unauthorized" });
      return;
    }
    lostAt ??= Date.now();
    const gone = Date.now() - lostAt > goneAfterMs || chosen.runtime === "electron";
    useConnection.setState({ state: gone ? "gone" : "lost" });
    await pauseOrRetry(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Tries to connect at once instead of at the end of the pause. */
export function reconnectNow(): void {
  retryNow?.();
}

function pauseOrRetry(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    retryNow = stop;
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Resolves when the control plane is connected; rejects with the signal's reason when it aborts first. */
export function whenConnected(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    if (useConnection.getState().state === "connected") return resolve();
    const stop = useConnection.subscribe(({ state }) => {
      if (state !== "connected") return;
      stop();
      resolve();
    });
    signal.addEventListener(
      "abort",
      () => {
        stop();
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

/** The windows that may use this Fairlead; null where windows have no sessions. */
export const windowSessions = (): WindowSessions | null => transport?.sessions ?? null;

/**
 * Opens the terminal plane of the page's transport. null: not now; call again after `whenConnected`.
 * The plane and the control plane break and come back independently.
 */
export async function openTerminalPlane(
  listener: PlaneListener,
  signal: AbortSignal,
): Promise<PlaneConnection | null> {
  if (transport === null) return null;
  const opened = await transport.openPlane(listener, signal);
  return opened.ok ? opened.value : null;
}
