import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import SSHConfig, { type Directive, type Line, type Section } from "ssh-config";
import { type ConfiguredHost, type SshConfigHost, withJumps } from "./ssh-config-jumps.ts";
import { hostScope, type LookUp, matchScope, type Scope } from "./ssh-config-scope.ts";

/** As OpenSSH has it. */
const deepestInclude = 16;

type BlockIndex = { byName: Map<string, number[]>; general: number[] };
type Block = { scopes: readonly Scope[]; settings: [name: string, value: string][] };

/**
 * The hosts that ~/.ssh/config and what it includes name (wildcards are no hosts), in the order of the file, and after
 * them the jump hosts that have no name of their own. The parser is
 * `ssh-config`; the look-up is ours, because that package neither expands Include nor keeps from running `Match exec` by
 * default. Nothing is run. A missing or unreadable file, or one that cannot be parsed, holds nothing.
 */
export async function readSshConfig(home: string): Promise<SshConfigHost[]> {
  const reader = new Reader(home);
  await reader.read(join(home, ".ssh", "config"), [], 0);
  return withJumps(reader.hosts(), (alias) => reader.lookUp(alias));
}

class Reader {
  readonly #home: string;
  readonly #blocks: Block[] = [];
  readonly #aliases = new Set<string>();
  #indexed: BlockIndex | null = null;

  constructor(home: string) {
    this.#home = home;
  }

  async read(path: string, scopes: readonly Scope[], depth: number): Promise<void> {
    if (depth <= deepestInclude) await this.#walk(parsedFile(path), scopes, depth);
  }

  hosts(): ConfiguredHost[] {
    return [...this.#aliases].map((alias) => this.lookUp(alias));
  }

  /** What the file says of this name, whether it names it or not. */
  lookUp(alias: string): ConfiguredHost {
    const { byName, general } = this.#index();
    const candidates = [...(byName.get(alias) ?? []), ...general].sort((one, other) => one - other);
    return this.#lookUp(alias, candidates);
  }

  /** Where each name is spoken of: looking every name up in all blocks would take minutes in long files. */
  #index(): BlockIndex {
    if (this.#indexed !== null) return this.#indexed;
    const byName = new Map<string, number[]>();
    const general: number[] = [];
    for (const [index, block] of this.#blocks.entries()) {
      const literals = block.scopes.find((scope) => scope.literals !== null)?.literals;
      if (literals === undefined || literals === null) general.push(index);
      for (const name of literals ?? []) byName.set(name, [...(byName.get(name) ?? []), index]);
    }
    this.#indexed = { byName, general };
    return this.#indexed;
  }

  async #walk(lines: readonly Line[], scopes: readonly Scope[], depth: number): Promise<void> {
    for (const line of lines) if ("param" in line) await this.#take(line, scopes, depth);
  }

  async #take(line: Directive, scopes: readonly Scope[], depth: number): Promise<void> {
    const name = line.param.toLowerCase();
    const words = wordsOf(line.value);
    if (name === "include") {
      for (const path of await this.#included(words)) await this.read(path, scopes, depth + 1);
    } else if (name === "host" || name === "match") {
      if (name === "host") this.#remember(words);
      const scope = name === "host" ? hostScope(words) : matchScope(words);
      await this.#walk((line as Section).config, [...scopes, scope], depth);
    } else {
      this.#set(scopes, name, words.join(" "));
    }
  }

  #set(scopes: readonly Scope[], name: string, value: string): void {
    const last = this.#blocks.at(-1);
    if (last?.scopes === scopes) last.settings.push([name, value]);
    else this.#blocks.push({ scopes, settings: [[name, value]] });
  }

  #remember(patterns: readonly string[]): void {
    for (const pattern of patterns) if (!/[*?!]/.test(pattern)) this.#aliases.add(pattern);
  }

  async #included(words: readonly string[]): Promise<string[]> {
    const paths: string[] = [];
    for (const word of words) {
      const expanded = word.startsWith("~/") ? join(this.#home, word.slice(2)) : word;
      const pattern = isAbsolute(expanded) ? expanded : join(this.#home, ".ssh", expanded);
      const found: string[] = [];
      for await (const path of glob(pattern)) found.push(path);
      paths.push(...found.sort());
    }
    return paths;
  }

  #lookUp(alias: string, candidates: readonly number[]): ConfiguredHost {
    const found = this.#settings(alias, candidates);
    const address = (found.get("hostname") ?? alias).replaceAll("%h", alias).replaceAll("%%", "%");
    const user = found.get("user") ?? "";
    const port = Number(found.get("port") ?? 22);
    return {
      alias,
      address,
      port: Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : 22,
      user,
      identityFile: this.#identity(found.get("identityfile"), { address, user }),
      forwardAgent: found.get("forwardagent")?.toLowerCase() === "yes",
      keepaliveSeconds: secondsOf(found.get("serveraliveinterval")),
      compression: found.get("compression")?.toLowerCase() === "yes",
      ...proxyOf(found),
    };
  }

  /** The first value of a setting counts, as in OpenSSH. */
  #settings(alias: string, candidates: readonly number[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const index of candidates) {
      const block = this.#blocks[index];
      const hostName = found.get("hostname") ?? null;
      const host: LookUp = { alias, hostName, user: found.get("user") ?? null };
      if (!block?.scopes.every((scope) => scope.covers(host))) continue;
      for (const [name, value] of block.settings) if (!found.has(name)) found.set(name, value);
    }
    return found;
  }

  #identity(value: string | undefined, host: { address: string; user: string }): string | null {
    if (value === undefined || value.toLowerCase() === "none") return null;
    return value
      .replaceAll("%d", this.#home)
      .replaceAll("%h", host.address)
      .replaceAll("%r", host.user)
      .replaceAll("%%", "%");
  }
}

/** Of ProxyJump and ProxyCommand the first one in the file counts. */
function proxyOf(found: ReadonlyMap<string, string>): {
  via: string | null;
  command: string | null;
} {
  for (const [name, value] of found) {
    if (name !== "proxyjump" && name !== "proxycommand") continue;
    if (value.toLowerCase() === "none") return { via: null, command: null };
    return name === "proxyjump" ? { via: value, command: null } : { via: null, command: value };
  }
  return { via: null, command: null };
}

/** "90", "90s", "5m" or "1h" as seconds; null for what a keepalive cannot be. */
function secondsOf(value: string | undefined): number | null {
  const [, digits, unit = "s"] = /^(\d+)([smh]?)$/i.exec(value ?? "") ?? [];
  if (digits === undefined) return null;
  const seconds = Number(digits) * ({ m: 60, h: 3_600 }[unit.toLowerCase()] ?? 1);
  return seconds <= 3_600 ? seconds : null;
}

function parsedFile(path: string): readonly Line[] {
  try {
    return SSHConfig.parse(readFileSync(path, "utf8"));
  } catch {
    return [];
  }
}

const wordsOf = (value: Section["value"]): string[] =>
  typeof value === "string" ? [value] : value.map((word) => word.val);
