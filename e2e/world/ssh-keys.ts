import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type KeyType = "ed25519" | "rsa" | "ecdsa";

export type TestKey = {
  path: string;
  /** One line as in authorized_keys, without the comment. */
  publicKey: string;
  /** SHA256:… as ssh-keygen prints it. */
  fingerprint: string;
};

/** Makes a key pair with the real ssh-keygen: `path` and `path`.pub. */
export function makeKey(
  directory: string,
  name: string,
  type: KeyType = "ed25519",
  passphrase = "",
): TestKey {
  const path = join(directory, name);
  const size = type === "rsa" ? ["-b", "2048"] : [];
  execFileSync("ssh-keygen", [
    "-q",
    "-t",
    type,
    ...size,
    "-N",
    passphrase,
    "-C",
    "fairlead test",
    "-f",
    path,
  ]);
  return describeKey(path);
}

/** Reads what a key that exists already is. */
export function describeKey(path: string): TestKey {
  const [type, blob] = readFileSync(`${path}.pub`, "utf8").split(" ");
  const listed = execFileSync("ssh-keygen", ["-l", "-E", "sha256", "-f", `${path}.pub`], {
    encoding: "utf8",
  });
  return {
    path,
    publicKey: `${type} ${blob}`,
    fingerprint: listed.split(" ")[1] ?? "",
  };
}
