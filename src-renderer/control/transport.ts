import type { ClientLink } from "@orpc/client";
import type { Result } from "../../shared/result.ts";
import type { WebSession } from "../../shared/web-endpoints.ts";

/** Why a door did not open: the app cannot be reached, or it wants a new token. */
export type TransportFailure = "unreachable" | "unauthorized";

/** An open control plane. `closed` resolves once, when it cannot be used any more. */
export interface ControlConnection {
  readonly link: ClientLink<Record<never, never>>;
  readonly closed: Promise<void>;
  close(): void;
}

/** An open terminal plane. `send` takes one up frame (shared/frames.ts) and drops it silently once the plane is closed. */
export interface PlaneConnection {
  send(frame: Uint8Array): void;
  close(): void;
}

/** Whoever reads a terminal plane. Chunks are cut anywhere; `onClosed` comes once and last. */
export interface PlaneListener {
  onBytes(chunk: Uint8Array): void;
  /** `final`: another page took over or the session is over, so do not connect again. */
  onClosed(final: boolean): void;
}

/** The windows that may use the web runtime. */
export interface WindowSessions {
  /** null: the list could not be had. */
  list(): Promise<readonly WebSession[] | null>;
  /** Takes a window's permission away; its connections end. */
  revoke(id: string): Promise<boolean>;
}

/** How the page reaches main: WebSocket and streamed HTTP in the web runtime, MessagePorts in Electron. */
export interface Transport {
  readonly runtime: "electron" | "web";
  /** Only where windows have sessions. */
  readonly sessions?: WindowSessions;
  openControl(signal: AbortSignal): Promise<Result<ControlConnection, TransportFailure>>;
  openPlane(
    listener: PlaneListener,
    signal: AbortSignal,
  ): Promise<Result<PlaneConnection, TransportFailure>>;
}
