import type { FileFacts } from "../targets/files/target-files.ts";

/** "1234 bytes, mode 0644, owner 0:0, changed 2026-01-02 03:04:05 UTC". */
export function factsText({ group, mode, modifiedMs, size, user }: FileFacts): string {
  return `${size} bytes, mode ${octal(mode)}, owner ${user}:${group}, changed ${timeText(modifiedMs)}`;
}

/** "0644". */
export const octal = (mode: number): string => mode.toString(8).padStart(4, "0");

/** "2026-01-02 03:04:05 UTC"; what no clock can show stands as it is. */
export function timeText(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return String(ms);
  return `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A name in which nothing can hide: as JSON where it holds more than plain characters. */
export const nameText = (name: string): string =>
  /[\p{C}\p{Zl}\p{Zp}"\\]/u.test(name) ? JSON.stringify(name) : name;
