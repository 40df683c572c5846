import type { AsyncEntry } from "@napi-rs/keyring";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import type { Environment } from "../base/paths.ts";
import { Secret } from "../base/secret.ts";
import type { SecretPlace } from "./secret-place.ts";

const service = "Fairlead";
const answerMs = 10_000;

type MakeEntry = (service: string, account: string) => AsyncEntry;

export type KeyringPlan = {
  environment: Environment;
  platform?: NodeJS.Platform;
  /** How long the first answer may take; a desktop may be asking the person to unlock meanwhile. */
  probeMs?: number;
  /** Stands in for the native module. */
  makeEntry?: MakeEntry;
};

/** The keychain of the operating system: Secret Service, Keychain, or Credential Manager. */
export class Keyring implements SecretPlace {
  readonly kind = "keychain";
  readonly #makeEntry: MakeEntry;

  private constructor(makeEntry: MakeEntry) {
    this.#makeEntry = makeEntry;
  }

  /**
   * Tries the keychain with a value of its own, written, read back and deleted. Never hangs: without an answer in
   * `probeMs` (5 s) there is none. Not even tried with FAIRLEAD_KEYCHAIN=off, or on Linux without a session bus, where
   * the try itself would start a daemon. The error's detail says why there is none.
   */
  static async probe(plan: KeyringPlan): Promise<Result<Keyring, FairleadError>> {
    const reason = unwanted(plan.environment, plan.platform ?? process.platform);
    if (reason !== null) return fail(failure("secret-unavailable", reason));
    const makeEntry = plan.makeEntry ?? (await nativeEntries());
    if (makeEntry === null) {
      return fail(failure("secret-unavailable", "the keychain module cannot be loaded here"));
    }
    const tried = await within(plan.probeMs ?? 5_000, (signal) => roundTrip(makeEntry, signal));
    return tried.ok ? ok(new Keyring(makeEntry)) : tried;
  }

  async get(id: string): Promise<Result<Secret, FairleadError>> {
    const read = await within(answerMs, (signal) => this.#entry(id).getSecret(signal));
    if (!read.ok) return read;
    return read.value === null ? fail(failure("secret-missing")) : ok(secretFrom(read.value));
  }

  async set(id: string, secret: Secret): Promise<Result<void, FairleadError>> {
    // A copy, because a call that is given up still reads it.
    const bytes = secret.reveal((own) => Buffer.from(own));
    return await within(answerMs, async (signal) => {
      try {
        await this.#entry(id).setSecret(bytes, signal);
      } finally {
        bytes.fill(0);
      }
    });
  }

  async remove(id: string): Promise<Result<void, FairleadError>> {
    const removed = await within(answerMs, (signal) => this.#entry(id).deleteCredential(signal));
    return removed.ok ? ok(undefined) : removed;
  }

  #entry(id: string): AsyncEntry {
    return this.#makeEntry(service, id);
  }
}

/** Why the keychain is not to be tried; null when it is. */
function unwanted(environment: Environment, platform: NodeJS.Platform): string | null {
  if (environment["FAIRLEAD_KEYCHAIN"]?.toLowerCase() === "off") {
    return "FAIRLEAD_KEYCHAIN=off says not to use one";
  }
  if (platform === "linux" && !environment["DBUS_SESSION_BUS_ADDRESS"]) {
    return "no desktop session: DBUS_SESSION_BUS_ADDRESS is not set";
  }
  return null;
}

async function nativeEntries(): Promise<MakeEntry | null> {
  try {
    const { AsyncEntry: Entry } = await import("@napi-rs/keyring");
    return (name, account) => new Entry(name, account);
  } catch {
    return null;
  }
}

async function roundTrip(makeEntry: MakeEntry, signal: AbortSignal): Promise<void> {
  const value = newId("value");
  const entry = makeEntry(service, newId("probe"));
  await entry.setSecret(Buffer.from(value), signal);
  const read = await entry.getSecret(signal);
  await entry.deleteCredential(signal);
  if (Buffer.from(read ?? []).toString() !== value)
    throw new Error("what it gave back was not what it got");
}

/** The signal can only stop a call that has not begun, so the wait itself ends too. */
async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Result<T, FairleadError>> {
  const stop = new AbortController();
  const late = Promise.withResolvers<Result<T, FairleadError>>();
  const timer = setTimeout(() => {
    stop.abort();
    late.resolve(fail(failure("secret-unavailable", `no answer in ${ms / 1000} s`)));
  }, ms);
  try {
    const done = (async () => ok(await work(stop.signal)))().catch((error: unknown) =>
      fail(failure("secret-unavailable", error instanceof Error ? error.message : String(error))),
    );
    return await Promise.race([done, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function secretFrom(bytes: number[]): Secret {
  const secret = new Secret(Buffer.from(bytes));
  bytes.fill(0);
  return secret;
}
