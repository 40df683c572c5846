import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ssh2, { type BaseAgent, type ParsedKey } from "ssh2";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Secret } from "../base/secret.ts";
import type { LoginSecrets } from "./login-secrets.ts";
import { agentIdentities, OneKeyAgent } from "./ssh-agent-keys.ts";
import { decryptKey } from "./ssh-key-decrypt.ts";

const passphraseAttempts = 3;
const largestKeyFile = 1024 * 1024;

export type KeyPlan = {
  path: string;
  home: string;
  agentSocket: string | undefined;
  secrets: LoginSecrets;
};

/** A key ready to sign: parsed here, or held by the agent, which then signs. */
export type LoadedKey = { kind: "parsed"; key: ParsedKey } | { kind: "agent"; agent: BaseAgent };

/** `~/` at the start of a path means the person's home. */
function expandHome(path: string, home: string): string {
  return path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : path;
}

/**
 * Reads a private key. An encrypted one is used through the agent where that holds it; otherwise its passphrase is looked
 * up or asked for, up to three times. Everything that is wrong with the file is "key-unreadable" with the reason.
 */
export async function loadKey(
  plan: KeyPlan,
  signal: AbortSignal,
): Promise<Result<LoadedKey, FairleadError>> {
  const path = expandHome(plan.path, plan.home);
  let text: Buffer;
  try {
    text = await readFile(path, { signal });
  } catch (error) {
    return fail(signal.aborted ? failure("aborted") : unreadable(path, (error as Error).message));
  }
  try {
    if (text.length > largestKeyFile) return fail(unreadable(path, "this is too large for a key"));
    const plain = parse(text);
    if (plain.ok && plain.value.isPrivateKey()) return loaded(plain.value);
    if (plain.ok) return fail(unreadable(path, "this is a public key"));
    if (!isEncrypted(plain.error)) return fail(unreadable(path, plain.error));
    const held = await heldByAgent(path, plan.agentSocket, signal);
    if (held !== null) return ok({ kind: "agent", agent: held });
    return await openEncrypted(text, path, plan.secrets, signal);
  } finally {
    text.fill(0);
  }
}

async function openEncrypted(
  text: Buffer,
  path: string,
  secrets: LoginSecrets,
  signal: AbortSignal,
): Promise<Result<LoadedKey, FairleadError>> {
  for (let attempt = 0; attempt < passphraseAttempts; attempt += 1) {
    const asked = await secrets.passphrase(path, attempt > 0, signal);
    if (!asked.ok) return asked;
    using passphrase: Secret = asked.value;
    const opened = await decryptKey(text, passphrase, signal);
    if (signal.aborted) return fail(failure("aborted"));
    if (opened.ok) return loaded(opened.value);
  }
  return fail(unreadable(path, "the passphrase does not open it"));
}

const unreadable = (path: string, reason: string) =>
  failure("key-unreadable", `${path}: ${reason}`);

const loaded = (key: ParsedKey): Result<LoadedKey, never> => ok({ kind: "parsed", key });

function parse(text: Buffer): Result<ParsedKey, string> {
  try {
    const key = ssh2.utils.parseKey(text);
    return key instanceof Error ? fail(key.message) : ok([key].flat()[0] as ParsedKey);
  } catch (error) {
    return fail((error as Error).message);
  }
}

const isEncrypted = (reason: string) => /encrypted|passphrase/i.test(reason);

/** Looks for the public half beside the key in the agent; null when either is missing. */
async function heldByAgent(
  path: string,
  socket: string | undefined,
  signal: AbortSignal,
): Promise<BaseAgent | null> {
  if (socket === undefined || socket === "") return null;
  let line: Buffer;
  try {
    line = await readFile(`${path}.pub`);
  } catch {
    return null;
  }
  const half = parse(line);
  const identities = await agentIdentities(socket, signal);
  if (!half.ok || !identities.ok) return null;
  const wanted = half.value.getPublicSSH();
  const key = identities.value.keys.find((each) => each.getPublicSSH().equals(wanted));
  return key === undefined ? null : new OneKeyAgent(identities.value.agent, key);
}
