import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { type AuditEntry, type AuditFormat, auditFormat } from "../../shared/contract/audit.ts";
import { entryText, exportAudit } from "../audit/export-audit.ts";
import type { HeadKey } from "../audit/head.ts";
import { headKeyName, readHeadKey } from "../audit/head-key.ts";
import { readEntry } from "../audit/read-entry.ts";
import { verifyAudit } from "../audit/verify.ts";
import { type DataPaths, dataPaths, type Environment } from "../base/paths.ts";
import { Keyring } from "../keychain/keyring.ts";
import { readAuditHead } from "../store/audit-head-records.ts";
import { addFilterOptions, type FilterOptions, filterFrom } from "./audit-filter-options.ts";
import { endOf, followShown, lastShown } from "./audit-tail.ts";
import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { type Surroundings, say, sayJson } from "./surroundings.ts";
import { visible, visibleLine } from "./visible.ts";

/** `fairlead audit …`: reads the files alone, beside a running app or without one. */
export function addAuditCommands(program: Command, surroundings: Surroundings): void {
  const audit = program
    .command("audit")
    .description("the record of everything that was done")
    .helpCommand(false);
  const paths = dataPaths(surroundings.environment);
  const path = paths.audit;

  audit
    .command("verify")
    .description("checks that no entry was changed, removed, added or moved, and where it ends")
    .option("--json", "print the verdict as JSON")
    .action((options: { json?: boolean }) => verify(surroundings, paths, options.json === true));

  addFilterOptions(
    audit
      .command("tail")
      .description("shows the last entries, oldest first")
      .option("--limit <count>", "how many", "20")
      .option("--follow", "go on with what is written from now on, until Ctrl+C")
      .option("--json", "one entry per line as JSON"),
  ).action(async (options: FilterOptions & { limit: string; follow?: boolean; json?: boolean }) => {
    const limit = wholeNumber("--limit", options.limit, 100_000);
    const shown = { filter: filterFrom(options), json: options.json === true };
    await reading(async () => {
      const end = await endOf(path);
      for (const line of await lastShown(path, limit, shown, end)) say(surroundings, line);
      if (options.follow !== true) return;
      for await (const line of followShown(path, shown, end, surroundings.signal)) {
        say(surroundings, line);
      }
    });
  });

  addFilterOptions(
    audit
      .command("export")
      .description("writes entries to standard output, oldest first")
      .addOption(
        new Option("--format <format>", "jsonl is what is in the files, line by line")
          .choices(auditFormat.options)
          .default("jsonl"),
      ),
  ).action(async (options: FilterOptions & { format: AuditFormat }) => {
    const filter = filterFrom(options);
    const { signal, stdout } = surroundings;
    await reading(async () => {
      for await (const piece of exportAudit(path, filter, options.format, signal)) {
        if (stdout.write(piece)) continue;
        await new Promise<void>((resolve) => {
          stdout.once("drain", resolve);
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
      }
    });
  });

  audit
    .command("show")
    .description("shows one entry with all others of the same act")
    .argument("<number>", "the entry's number")
    .option("--json", "one entry per line as JSON")
    .action(async (given: string, options: { json?: boolean }) => {
      const sequence = wholeNumber("the number", given, Number.MAX_SAFE_INTEGER);
      const entries = await reading(() => readEntry(path, sequence));
      if (entries.length === 0) {
        throw new CommandFailure(`There is no sound entry ${sequence}.`, exitCodes.failed.code);
      }
      for (const entry of entries) {
        if (options.json === true) sayJson(surroundings, entry);
        else say(surroundings, wholeEntry(entry, entry.sequence === sequence));
      }
    });
}

async function verify(surroundings: Surroundings, paths: DataPaths, json: boolean): Promise<void> {
  const { environment, signal } = surroundings;
  const read = () => readAuditHead(paths.database);
  const head = await read();
  const signed = head.ok && head.value !== null && head.value.signature !== null;
  const key = signed ? await keyAtHand(paths, environment) : null;
  const verdict = await verifyAudit(paths.audit, { read, key }, signal);
  const { broken, entries, files, origin } = verdict;
  if (json) sayJson(surroundings, verdict);
  if (broken === null) {
    if (json) return;
    const proven = origin.state === "proven" ? "its origin proven" : "origin not proven";
    const count = entries === 1 ? "1 entry" : `${entries} entries`;
    const where = files > 1 ? ` in ${files} files` : "";
    say(surroundings, `The audit is consistent, ${proven}: ${count}${where}.`);
    say(surroundings, origin.sentence);
    return;
  }
  const place = broken.line === null ? broken.file : `${broken.file}, line ${broken.line}`;
  throw new CommandFailure(
    `The audit is broken at entry ${broken.sequence} (${place}): ${visibleLine(broken.sentence)} ${beforeIt(entries)}`,
    exitCodes.auditBroken.code,
  );
}

function beforeIt(entries: number): string {
  if (entries === 0) return "Nothing before it is sound.";
  return entries === 1
    ? "The entry before it is consistent."
    : `The ${entries} entries before it are consistent.`;
}

/** The key that signs heads; null where there is no keychain or no such key in it. Nothing is made. */
async function keyAtHand(
  { home }: Pick<DataPaths, "home">,
  environment: Environment,
): Promise<HeadKey | null> {
  const installation = await readFile(join(home, "installation"), "utf8").catch(() => "");
  const keychain = await Keyring.probe({ environment });
  if (!keychain.ok) return null;
  const key = await readHeadKey(keychain.value, headKeyName(installation.trim()));
  return key.ok ? key.value : null;
}

function wholeEntry(entry: AuditEntry, wanted: boolean): string {
  const { at, detail, hash, osUser, policy, request, version } = entry;
  const lines = [
    `${wanted ? ">" : " "} ${visibleLine(entryText(entry))}`,
    `    at ${at} by ${osUser}, Fairlead ${version}, policy ${policy || "unknown"}, act ${request ?? "none"}`,
    ...JSON.stringify(detail, null, 2)
      .split("\n")
      .map((line) => `    ${line}`),
    `    hash ${hash}`,
  ];
  return visible(lines.join("\n"));
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new CommandFailure(`${name} is a whole number from 1 to ${most}.`, exitCodes.usage.code);
}

/** What the system refuses while reading is a sentence; Ctrl+C is the end. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error) || error.name === "AbortError") throw error;
    throw new CommandFailure(`The audit cannot be read: ${error.message}`, exitCodes.failed.code);
  }
}
