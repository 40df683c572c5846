import { chmodSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { connect } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import type { DataPaths, Environment } from "../base/paths.ts";
import { chooseSocket, findSocket, privateFolder, removeSocket } from "./instance-socket.ts";

/** How long a second process waits for a holder that is just starting or just ending. */
const patienceMs = 10_000;
const sqliteBusy = 5;

export type InstanceClaim =
  | { kind: "holder"; instance: HeldInstance }
  /** Another process has the data folder and listens at `socket`. */
  | { kind: "running"; socket: string };

/** The data folder is ours until disposed. */
export type HeldInstance = AsyncDisposable & {
  /** Lets other processes of this user reach `server`; it is closed when this is disposed. Called once. */
  listen(server: Server): Promise<Result<void, FairleadError>>;
};

/**
 * Makes this process the only one that writes the data folder, or says where the one that is listens.
 * The lock is SQLite's on an empty file: the kernel gives it to one process and takes it back when that dies, so a stale
 * one cannot be. Whoever has it owns the socket's path too, so a dead holder's socket is removed without a race.
 */
export async function claimInstance(
  paths: DataPaths,
  environment: Environment,
  signal: AbortSignal,
  patience = patienceMs,
): Promise<Result<InstanceClaim, FairleadError>> {
  const giveUpAt = Date.now() + patience;
  for (;;) {
    const lock = takeLock(paths);
    if (!lock.ok) return lock;
    if (lock.value !== null) {
      return ok({ kind: "holder", instance: hold(lock.value, paths, environment) });
    }
    const socket = findSocket(paths);
    if (await answers(socket)) return ok({ kind: "running", socket });
    if (Date.now() >= giveUpAt) return fail(failure("instance-running", "it does not answer"));
    if (!(await pause(50, signal))) return fail(failure("aborted"));
  }
}

/** null: another process has it. */
function takeLock(paths: DataPaths): Result<DatabaseSync | null, FairleadError> {
  let database: DatabaseSync | null = null;
  try {
    privateFolder(paths.home);
    const file = `${paths.home}/fairlead.lock`;
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    if (process.platform !== "win32") chmodSync(file, 0o600);
    return ok(database);
  } catch (error) {
    database?.close();
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy) {
      return ok(null);
    }
    const detail = error instanceof Error ? error.message : String(error);
    return fail(failure("store-unwritable", detail));
  }
}

/** A lock that nothing refers to would be closed, and so lost, by the garbage collector. */
const held = new Set<DatabaseSync>();

function hold(lock: DatabaseSync, paths: DataPaths, environment: Environment): HeldInstance {
  const owned = new AsyncDisposableStack();
  held.add(lock);
  owned.defer(() => {
    held.delete(lock);
    lock.close();
  });
  return {
    listen: async (server) => {
      try {
        removeSocket(paths, findSocket(paths));
        const socket = chooseSocket(paths, environment);
        if (process.platform !== "win32") rmSync(socket, { force: true });
        owned.defer(() => close(server));
        owned.defer(() => removeSocket(paths, socket));
        return await listen(server, socket);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return fail(failure("store-unwritable", detail));
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function listen(server: Server, socket: string): Promise<Result<void, FairleadError>> {
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(fail(failure("store-unwritable", error.message))));
    server.listen(socket, () => {
      // The folder around it lets nobody else in before this either.
      if (process.platform !== "win32") chmodSync(socket, 0o600);
      resolve(ok(undefined));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const trying = connect(socket);
    trying.on("connect", () => {
      trying.destroy();
      resolve(true);
    });
    trying.on("error", () => resolve(false));
  });
}
