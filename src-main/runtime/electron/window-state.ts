import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const bounds = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(900).max(20_000),
  height: z.int().min(600).max(20_000),
});

const windowState = z.object({ bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof windowState>;

const atFirst: WindowState = { bounds: { width: 1440, height: 900 }, maximized: false };

/** The window's place as it was kept at `path`; a missing or spoilt file means the default. */
export function readWindowState(path: string): WindowState {
  try {
    return windowState.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return atFirst;
  }
}

/** The place of a window that opens while one with these bounds is there: moved, so that both are seen. */
export function besideWindow(other: { x: number; y: number; width: number; height: number }) {
  const bounds = { ...other, x: other.x + 24, y: other.y + 24 };
  return { bounds, maximized: false } satisfies WindowState;
}

/** Keeps the place, whole or not at all. A disk that is full costs the place, nothing else. */
export function keepWindowState(path: string, state: WindowState): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // The window opens at its default place next time.
  }
}
