import { type AuditFilter, matchesAuditFilter } from "../../shared/audit-filter.ts";
import { entrySummary } from "../../shared/audit-words.ts";
import type { AuditEntry, AuditFormat } from "../../shared/contract/audit.ts";
import { readLine } from "./entry.ts";
import { forwardLines } from "./forward-lines.ts";

const pieceCharacters = 128 * 1024;

const columns = [
  "sequence",
  "at",
  "osUser",
  "actor",
  "kind",
  "request",
  "target",
  "detail",
  "version",
  "policy",
  "previous",
  "hash",
] as const satisfies readonly (keyof AuditEntry)[];

/**
 * The sound entries that the filter lets through, oldest first, as pieces of a file in that format. "jsonl" is line by line
 * what is in the audit, so hashes can be checked. Throws what the system throws, an AbortError once `signal` aborts.
 */
export async function* exportAudit(
  path: string,
  filter: AuditFilter,
  format: AuditFormat,
  signal?: AbortSignal,
): AsyncGenerator<string, void, void> {
  let piece = format === "csv" ? `${columns.join(",")}\r\n` : "";
  for await (const { lines } of forwardLines(path, signal)) {
    for (const bytes of lines) {
      const read = readLine(bytes);
      if (!read.ok || !matchesAuditFilter(read.entry, filter)) continue;
      piece += format === "jsonl" ? `${bytes.toString("utf8")}\n` : written(read.entry, format);
      if (piece.length < pieceCharacters) continue;
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}

const written = (entry: AuditEntry, format: "csv" | "text"): string =>
  format === "csv"
    ? `${columns.map((name) => cell(entry[name])).join(",")}\r\n`
    : `${entryText(entry)}\n`;

/** An entry on one line, for people: nothing in it can hide or steer a terminal. */
export function entryText(entry: AuditEntry): string {
  const { actor, at, kind, sequence, target } = entry;
  return plain(
    [String(sequence).padStart(7), at, actor, kind, target ?? "-", entrySummary(entry)].join("  "),
  );
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: AuditEntry[(typeof columns)[number]] | undefined): string {
  if (value === undefined || value === null) return "";
  const text = plain(typeof value === "object" ? JSON.stringify(value) : String(value));
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Everything that is no visible character, spaces aside, as JSON writes it. */
function plain(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
