import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataPaths, Environment } from "../base/paths.ts";

/** Room for a socket's path in the kernel's address, macOS being the narrowest (104 with the closing zero). */
const longestPath = 103;

/** Makes the data folder, or sees to it that nobody else can look into it. Throws the system's error. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === "win32") return;
  const { uid, mode } = lstatSync(folder);
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else`);
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

const pointerOf = (paths: DataPaths) => `${paths.socket}.path`;
const fits = (path: string) => Buffer.byteLength(path) <= longestPath;

/**
 * Where the holder of the data folder listens: in the folder, or, where that path is too long for a socket, at a short
 * path in the user's runtime folder that a pointer file in the data folder names. Only the holder calls this.
 */
export function chooseSocket(paths: DataPaths, environment: Environment): string {
  rmSync(pointerOf(paths), { force: true });
  const name = createHash("sha256").update(paths.home).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\fairlead-${name}`;
  if (fits(paths.socket)) return paths.socket;
  const folders = [environment["XDG_RUNTIME_DIR"], tmpdir(), "/tmp"]
    .filter((folder) => folder !== undefined && folder !== "")
    .map((folder) => join(folder ?? "", `fairlead-${process.getuid?.()}`));
  const folder = folders.find((one) => fits(join(one, `${name}.sock`)));
  if (folder === undefined) throw new Error("there is no folder with a path short enough");
  privateFolder(folder);
  const path = join(folder, `${name}.sock`);
  writeFileSync(pointerOf(paths), path, { mode: 0o600 });
  return path;
}

/** Where a holder, if there is one, listens. */
export function findSocket(paths: DataPaths): string {
  try {
    return readFileSync(pointerOf(paths), "utf8").trim();
  } catch {
    if (process.platform !== "win32") return paths.socket;
    const name = createHash("sha256").update(paths.home).digest("hex").slice(0, 16);
    return `\\\\.\\pipe\\fairlead-${name}`;
  }
}

/** Removes what a holder, this process or a dead one, left. Only the holder calls this. */
export function removeSocket(paths: DataPaths, socket: string): void {
  rmSync(pointerOf(paths), { force: true });
  if (process.platform !== "win32") rmSync(socket, { force: true });
}
