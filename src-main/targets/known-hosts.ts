import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  coversName,
  formatKnownHost,
  type KnownHostLine,
  keyTypeOf,
  knownHostName,
  parseKnownHosts,
} from "./known-hosts-lines.ts";

type Entry = KnownHostLine & { file: string };

export type KeyVerdict =
  | { kind: "known" }
  | { kind: "unknown"; authority: boolean }
  | { kind: "changed"; recorded: { key: Buffer; file: string; line: number }[] }
  | { kind: "revoked"; file: string; line: number };

/**
 * Judges host keys by the person's own ~/.ssh/known_hosts and the machine's, as OpenSSH does, with one difference: a host
 * on record that shows a key of another type than any on record counts as changed, not as new. Reads the files at
 * every question, so what `ssh` adds meanwhile counts.
 */
export class KnownHosts {
  readonly #own: string;
  readonly #files: string[];
  /** What could not be written stays accepted for this run. */
  readonly #unwritten: Entry[] = [];

  constructor(home: string, systemFiles: readonly string[] = ["/etc/ssh/ssh_known_hosts"]) {
    this.#own = join(home, ".ssh", "known_hosts");
    this.#files = [this.#own, join(home, ".ssh", "known_hosts2"), ...systemFiles];
  }

  async judge(address: string, port: number, key: Buffer): Promise<KeyVerdict> {
    const entries = await this.#entries();
    const here = entries.filter((entry) => coversName(entry, knownHostName(address, port)));
    const same = (entry: Entry) => entry.key.equals(key);
    const revoked = here.find((entry) => entry.kind === "revoked" && same(entry));
    if (revoked !== undefined) return { kind: "revoked", file: revoked.file, line: revoked.line };
    const recorded = here.filter((entry) => entry.kind === "key");
    if (recorded.some(same)) return { kind: "known" };
    if (recorded.length > 0) {
      return {
        kind: "changed",
        recorded: recorded.map(({ key, file, line }) => ({ key, file, line })),
      };
    }
    // Like OpenSSH: a key on record for the name alone is good at another port, and a different one says nothing.
    const bare = entries.filter((entry) => coversName(entry, knownHostName(address, 22)));
    if (bare.some((entry) => entry.kind === "key" && same(entry))) return { kind: "known" };
    return { kind: "unknown", authority: here.some((entry) => entry.kind === "authority") };
  }

  /** The keys on record for each of these endpoints, in their order; the files are read once for all. */
  async recordedKeys(places: readonly { address: string; port: number }[]): Promise<Buffer[][]> {
    const entries = (await this.#entries()).filter((entry) => entry.kind === "key");
    return places.map(({ address, port }) => {
      const named = (name: string) => entries.filter((entry) => coversName(entry, name));
      const here = named(knownHostName(address, port));
      const found = here.length > 0 ? here : named(knownHostName(address, 22));
      return found.map(({ key }) => key);
    });
  }

  /** Types of the keys on record, so that the host is asked for one of these first. */
  async recordedTypes(address: string, port: number): Promise<string[]> {
    const entries = (await this.#entries()).filter((entry) => entry.kind === "key");
    const named = (name: string) => entries.filter((entry) => coversName(entry, name));
    const here = named(knownHostName(address, port));
    const found = here.length > 0 ? here : named(knownHostName(address, 22));
    return [...new Set(found.map((entry) => entry.keyType))];
  }

  /** Appends to ~/.ssh/known_hosts (made 0600 in a 0700 folder), hashed when entries there are. False: only for this run. */
  async accept(address: string, port: number, key: Buffer): Promise<boolean> {
    const name = knownHostName(address, port);
    if ((await this.judge(address, port, key)).kind === "known") return true;
    const text = await textOf(this.#own);
    const hashed = parseKnownHosts(text).some((line) => line.names.startsWith("|1|"));
    const lead = text === "" || text.endsWith("\n") ? "" : "\n";
    try {
      await mkdir(dirname(this.#own), { recursive: true, mode: 0o700 });
      await appendFile(this.#own, lead + formatKnownHost(name, key, hashed), { mode: 0o600 });
      return true;
    } catch {
      const keyType = keyTypeOf(key) ?? "";
      this.#unwritten.push({ kind: "key", names: name, keyType, key, line: 0, file: "this run" });
      return false;
    }
  }

  async #entries(): Promise<Entry[]> {
    const read = async (file: string) =>
      parseKnownHosts(await textOf(file)).map((line) => ({ ...line, file }));
    return [...(await Promise.all(this.#files.map(read))).flat(), ...this.#unwritten];
  }
}

/** A file that is missing or cannot be read holds nothing. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return "";
  }
}
