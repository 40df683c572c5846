import { createDiffieHellmanGroup, generateKeyPairSync, getCurves } from "node:crypto";
import type { Algorithms, KexAlgorithm, ServerHostKeyAlgorithm } from "ssh2";

/** What key exchanges need of the crypto library. ssh2 itself looks for ciphers and hashes, not for curves and groups. */
const kexNeeds: [KexAlgorithm, () => boolean][] = [
  ["curve25519-sha256", hasX25519],
  ["curve25519-sha256@libssh.org", hasX25519],
  ["ecdh-sha2-nistp256", () => hasCurve("prime256v1")],
  ["ecdh-sha2-nistp384", () => hasCurve("secp384r1")],
  ["ecdh-sha2-nistp521", () => hasCurve("secp521r1")],
  ["diffie-hellman-group14-sha256", () => hasGroup("modp14")],
  ["diffie-hellman-group15-sha512", () => hasGroup("modp15")],
  ["diffie-hellman-group16-sha512", () => hasGroup("modp16")],
  ["diffie-hellman-group17-sha512", () => hasGroup("modp17")],
  ["diffie-hellman-group18-sha512", () => hasGroup("modp18")],
];

/** Host keys that can be preferred, by the type in known_hosts: their signatures, best first, and what they need. */
const hostKeys: [type: string, signatures: ServerHostKeyAlgorithm[], usable: () => boolean][] = [
  ["ssh-ed25519", ["ssh-ed25519"], hasEd25519],
  ["ecdsa-sha2-nistp256", ["ecdsa-sha2-nistp256"], () => hasCurve("prime256v1")],
  ["ecdsa-sha2-nistp384", ["ecdsa-sha2-nistp384"], () => hasCurve("secp384r1")],
  ["ecdsa-sha2-nistp521", ["ecdsa-sha2-nistp521"], () => hasCurve("secp521r1")],
  ["ssh-rsa", ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"], () => true],
];

type Usable = (name: string, probe: () => boolean) => boolean;

/**
 * What to offer, said as changes to ssh2's own lists: nothing that this process's crypto library lacks (Electron's has
 * less than Node's), and host keys of the recorded types in front. ssh2 applies the changes in the order they stand here.
 */
export function offeredAlgorithms(
  recordedKeyTypes: readonly string[],
  usable: Usable = isUsable,
): Algorithms {
  const missingKex = kexNeeds.filter(([name, probe]) => !usable(name, probe));
  const present = hostKeys.filter(([type, , probe]) => usable(type, probe));
  const missing = hostKeys.filter((entry) => !present.includes(entry));
  const preferred = present.filter(([type]) => recordedKeyTypes.includes(type)).flatMap(signatures);
  return {
    kex: { remove: missingKex.map(([name]) => name), prepend: [], append: [] },
    serverHostKey: {
      remove: [...missing.flatMap(signatures), ...preferred],
      prepend: preferred,
      append: [],
    },
  };
}

const signatures = ([, names]: (typeof hostKeys)[number]) => names;

const answers = new Map<string, boolean>();

function isUsable(name: string, probe: () => boolean): boolean {
  const answer = answers.get(name) ?? probe();
  answers.set(name, answer);
  return answer;
}

function hasCurve(name: string): boolean {
  return getCurves().includes(name);
}

function hasGroup(name: string): boolean {
  return succeeds(() => createDiffieHellmanGroup(name));
}

function hasX25519(): boolean {
  return succeeds(() => generateKeyPairSync("x25519"));
}

function hasEd25519(): boolean {
  return succeeds(() => generateKeyPairSync("ed25519"));
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
