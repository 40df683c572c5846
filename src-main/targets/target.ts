import type { FairleadError } from "../../shared/errors.ts";
import type { HostId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { Silence } from "../base/pulse.ts";
import type { TargetFiles } from "./files/target-files.ts";

/** Bytes both ways with back-pressure. Whoever opened it disposes of it, which hangs up. */
export interface ByteChannel extends Disposable {
  /** Queues bytes in order; after the end they are dropped. */
  write(bytes: Uint8Array): void;
  /** Says that nothing more will be written (EOF). */
  endInput(): void;
  /** One listener at a time; bytes that came before it are kept for it. The array belongs to the listener. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Asks the program to end with this signal, where that can be asked. */
  signal?(name: "TERM" | "KILL"): void;
  /** Called once, after the last data: the end is the end of data, not the exit of a process. */
  onEnd(listener: (end: ChannelEnd) => void): void;
  /** Stops reading from the source (ssh window, PTY) until `resume`. */
  pause(): void;
  resume(): void;
}

export type ChannelEnd = {
  /** null where the other side did not say. */
  exitCode: number | null;
  /** Standard error of an exec channel, cut to its last 4,096 bytes; empty for a PTY. */
  standardError: string;
  /** True when the connection under it broke, or the place it was in is gone. */
  lost: boolean;
  /** Why it was lost, for a person, where that is known. */
  reason?: string;
};

export interface PtyChannel extends ByteChannel {
  resize(columns: number, rows: number): void;
  /** Every change of whether the other side answers, where that can be asked. One listener. */
  onSilence?(listener: (silence: Silence) => void): void;
}

/** Who is at the other end, as far as can be proven: what an approval is bound to. */
export type TargetIdentity = {
  hostId: HostId;
  kind: "local" | "ssh" | "container";
  user: string;
  /**
   * SHA256:… of the host key, followed by those of the hosts it is reached over; "local" here; of a container its id, when it
   * was started, and its host's key.
   */
  key: string;
  /** Whether programs there can use the person's ssh-agent at this moment; absent = never. */
  agentForwarded?: () => boolean;
};

export type ExecResult = {
  exitCode: number | null;
  standardOutput: Uint8Array;
  standardError: string;
};

/** `errors` "with-output": standard error comes as data, too; else only its end is kept. */
export type ExecOptions = { errors: "with-output" };

/**
 * A place where commands run. It connects when first used and owns its connection until disposed.
 * `script` is POSIX sh text; the target sees to it that /bin/sh runs it whatever the login shell is.
 */
export interface Target extends AsyncDisposable {
  readonly hostId: HostId;
  /** Connects and logs in if need be; questions go to the person. */
  connect(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>>;
  /** A terminal: `script` runs on a new PTY with TERM=xterm-256color. */
  openPty(
    script: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<PtyChannel, FairleadError>>;
  /** `script` runs without a PTY: binary-safe. */
  openExec(
    script: string,
    signal: AbortSignal,
    options?: ExecOptions,
  ): Promise<Result<ByteChannel, FairleadError>>;
  /**
   * `command`, byte for byte as it is, by the login shell of the user there (in a container by its sh), without a PTY. Output
   * and errors come as one, in the order they arrive.
   */
  openCommand(command: string, signal: AbortSignal): Promise<Result<ByteChannel, FairleadError>>;
  /** Runs to the end and collects at most `limitBytes` (default 1 MiB) of output. */
  exec(
    script: string,
    signal: AbortSignal,
    limitBytes?: number,
  ): Promise<Result<ExecResult, FairleadError>>;
  /** The files there, over the connection as it is now; the caller disposes of them. */
  openFiles(signal: AbortSignal): Promise<Result<TargetFiles, FairleadError>>;
  /** Said once per connection that breaks or falls silent; the next use connects again. */
  onLost(listener: () => void): Disposable;
}
