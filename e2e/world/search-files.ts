import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files below `folder` that hold the secret in any form it could have been written in, with that form's name. */
export function filesHolding(folder: string, secret: string): string[] {
  const forms = Object.entries(formsOf(secret));
  return filesIn(folder).flatMap((path) => {
    const bytes = unlessGone(() => readFileSync(path));
    if (bytes === null) return [];
    return forms.filter(([, form]) => bytes.includes(form)).map(([name]) => `${path}: ${name}`);
  });
}

/** Every regular file below `folder`; what is written by others meanwhile and gone again is not among them. */
export function filesIn(folder: string): string[] {
  const entries = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
}

/** null where the file or folder is not there any more. */
function unlessGone<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The secret as it is, and as the usual writers would disguise it. */
export function formsOf(secret: string): Record<string, Buffer> {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  return {
    "plain text": bytes,
    "UTF-16": Buffer.from(secret, "utf16le"),
    JSON: Buffer.from(JSON.stringify(secret).slice(1, -1)),
    "URL encoding": Buffer.from(encodeURIComponent(secret)),
    hex: Buffer.from(hex),
    "hex in capitals": Buffer.from(hex.toUpperCase()),
    backwards: Buffer.from([...secret].reverse().join("")),
    ...Object.fromEntries(
      [0, 1, 2].flatMap((offset) => [
        [`base64 at ${offset}`, Buffer.from(base64Within(bytes, offset, "base64"))],
        [`base64url at ${offset}`, Buffer.from(base64Within(bytes, offset, "base64url"))],
      ]),
    ),
  };
}

/** The letters of base64 that depend on these bytes alone when `offset` other bytes stand before them. */
function base64Within(bytes: Buffer, offset: number, encoding: "base64" | "base64url"): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(encoding)
    .replace(/=+$/, "");
  const known = Math.floor(((offset + bytes.length) * 8) / 6);
  return text.slice(Math.ceil((offset * 8) / 6), known);
}
