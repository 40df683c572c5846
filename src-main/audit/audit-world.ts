import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry, AuditVerdict } from "../../shared/contract/audit.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { Head, HeadKey, type HeadStorage, type KeptHead } from "./head.ts";
import { Journal, type JournalOptions } from "./journal.ts";
import { verifyAudit } from "./verify.ts";

/** The head in memory, for tests: it can be looked into, put back, and made to fail. */
export class MemoryHead implements HeadStorage {
  kept: KeptHead | null = null;
  broken = false;
  writes = 0;

  async read() {
    return this.broken ? fail(failure("store-unwritable", "full")) : ok(this.kept);
  }

  async write(head: KeptHead) {
    this.writes += 1;
    if (this.broken) return fail(failure("store-unwritable", "full"));
    this.kept = head;
    return ok(undefined);
  }
}

/** A new key, as the keychain would give it. */
export function newHeadKey(): HeadKey {
  const { privateKey } = generateKeyPairSync("ed25519");
  return new HeadKey(privateKey.export({ format: "der", type: "pkcs8" }));
}

/** An audit in a folder of its own, with its head in memory; for tests. */
export class AuditWorld implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "fairlead-audit-"));
  readonly path = join(this.folder, "audit.jsonl");
  readonly storage = new MemoryHead();
  key: HeadKey | null = null;

  head(): Head {
    return new Head(this.storage, this.key);
  }

  async open(more: Partial<JournalOptions> = {}): Promise<Journal> {
    const journal = await Journal.open({
      path: this.path,
      version: "1.2.3",
      osUser: "ada",
      redact: (text) => text,
      now: () => Date.UTC(2026, 0, 2),
      head: this.head(),
      ...more,
    });
    if (!journal.ok) throw new Error(`${journal.error.code}: ${journal.error.detail}`);
    return journal.value;
  }

  /** One entry of each kind, by a program that starts and ends. */
  async write(kinds: readonly string[], more: Partial<JournalOptions> = {}): Promise<void> {
    await using journal = await this.open(more);
    for (const kind of kinds) {
      const written = await journal.append({ kind, actor: "agent", detail: { command: kind } });
      if (!written.ok) throw new Error(written.error.detail);
    }
  }

  verify(): Promise<AuditVerdict> {
    return verifyAudit(this.path, this.head());
  }

  /** Names of the files, oldest first. */
  files(): string[] {
    const names = readdirSync(this.folder).sort();
    return [...names.filter((name) => name !== "audit.jsonl"), "audit.jsonl"].filter((name) =>
      names.includes(name),
    );
  }

  lines(name = "audit.jsonl"): string[] {
    return readFileSync(join(this.folder, name), "utf8").split("\n").slice(0, -1);
  }

  setLines(lines: readonly string[], name = "audit.jsonl"): void {
    writeFileSync(join(this.folder, name), lines.map((line) => `${line}\n`).join(""));
  }

  entries(): AuditEntry[] {
    return this.files().flatMap((name) =>
      this.lines(name).map((line) => JSON.parse(line) as AuditEntry),
    );
  }

  kinds(): string[] {
    return this.entries().map(({ kind }) => kind);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
