import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

const largestBytes = 1024 * 1024;

/** Stands for a text that is there and cannot be read; no file can hold it. */
export const unreadable = "\0unreadable";

/** The text of the policy file; null = there is none. What is there but cannot be read is no reason to go on without it. */
export function readPolicyText(path: string): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR" ? null : unreadable;
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile() || found.size > largestBytes) return unreadable;
    return readFileSync(descriptor, "utf8");
  } catch {
    return unreadable;
  } finally {
    closeSync(descriptor);
  }
}
