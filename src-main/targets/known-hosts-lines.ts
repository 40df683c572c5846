import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** One line of an OpenSSH known_hosts file that names a key. Comments and what cannot be read are left out. */
export type KnownHostLine = {
  /** "authority" lines (@cert-authority) are kept but never used: certificates need the system's own ssh. */
  kind: "key" | "revoked" | "authority";
  /** Comma-separated patterns, or one hashed name (|1|salt|hash). */
  names: string;
  keyType: string;
  key: Buffer;
  /** 1-based, for whoever has to mend the file. */
  line: number;
};

const markers: Record<string, KnownHostLine["kind"]> = {
  "@revoked": "revoked",
  "@cert-authority": "authority",
};

export function parseKnownHosts(text: string): KnownHostLine[] {
  return text.split(/\r?\n/).flatMap((row, index) => {
    const words = row.trim().split(/[ \t]+/);
    if (words[0] === "" || words[0]?.startsWith("#")) return [];
    const marked = words[0]?.startsWith("@") ?? false;
    const kind = marked ? markers[words.shift() ?? ""] : "key";
    const [names, keyType, coded] = words;
    if (kind === undefined || names === undefined || keyType === undefined) return [];
    const key = Buffer.from(coded ?? "", "base64");
    if (keyTypeOf(key) !== keyType) return [];
    return [{ kind, names, keyType, key, line: index + 1 }];
  });
}

/** How known_hosts calls a host: the bare name at port 22, [name]:port elsewhere; lower case. */
export function knownHostName(address: string, port: number): string {
  const name = address.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** True when the line covers this name. A negated pattern that matches wins over all others. */
export function coversName(line: Pick<KnownHostLine, "names">, name: string): boolean {
  if (line.names.startsWith("|")) return coversHashed(line.names, name);
  let covered = false;
  for (const pattern of line.names.split(",")) {
    const negated = pattern.startsWith("!");
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    covered = true;
  }
  return covered;
}

/** A line to append; `hashed` hides the name as `HashKnownHosts yes` does. */
export function formatKnownHost(name: string, key: Buffer, hashed: boolean): string {
  const names = hashed ? hashName(name, randomBytes(20)) : name;
  return `${names} ${keyTypeOf(key)} ${key.toString("base64")}\n`;
}

/** The type in front of a key in wire form; null when it is none. */
export function keyTypeOf(key: Buffer): string | null {
  if (key.length < 4) return null;
  const length = key.readUInt32BE(0);
  if (length === 0 || length > 100 || key.length <= 4 + length) return null;
  return key.toString("latin1", 4, 4 + length);
}

/** SHA256:… as ssh-keygen prints it. */
export function keyFingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

function hashName(name: string, salt: Buffer): string {
  const hash = createHmac("sha1", salt).update(name).digest("base64");
  return `|1|${salt.toString("base64")}|${hash}`;
}

function coversHashed(names: string, name: string): boolean {
  const [, version, salt, hash] = names.split("|");
  if (version !== "1" || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, "base64");
  const actual = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s").test(name);
}
