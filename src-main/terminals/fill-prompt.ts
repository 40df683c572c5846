import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import type { Emitter } from "../base/emitter.ts";
import type { Secret } from "../base/secret.ts";
import type { Traffic } from "./recording/traffic.ts";

/** As much of a terminal as the answer to a question needs. */
export type FillWire = {
  /** Whether the very question still waits there. */
  isThere(): boolean;
  /** Whether something of an answer may stand there already. */
  isBegun(): boolean;
  readonly output: Emitter<Traffic>;
  /** Keeps the person's keys back until it is disposed of. */
  hold(): Disposable;
  write(bytes: Uint8Array): Promise<Result<void, FairleadError>>;
  /** The secret and its Enter go out now. */
  entered(): void;
  /** Puts the use on record and hands out the secret, which is disposed of here. */
  begin(): Promise<Result<Secret, FairleadError>>;
};

/** How long it is watched whether a key is shown, in ms. */
const echoMs = 500;
const blank = Uint8Array.of(0x20);
/** ^U: takes a line back, shown or not. */
const killLine = Uint8Array.of(0x15);
const rubOut = Uint8Array.of(0x7f);
/** Stars, dots and bells stand for keys that are not shown. */
const hiding: ReadonlySet<number> = new Set(
  [..."\b*.\x07\xe2\x80\xa2"].map((c) => c.charCodeAt(0)),
);

/**
 * Types a secret at a question. A blank that is rubbed out again goes first: where it shows, echo is on, and the secret is
 * not sent. How a program behaves before that is all that is known; whether it is the one it says it is, nobody can tell.
 */
export async function fillPrompt(wire: FillWire): Promise<Result<void, FairleadError>> {
  if (!wire.isThere()) return fail(failure("prompt-gone"));
  using _held = wire.hold();
  if (wire.isBegun()) {
    const killed = await wire.write(killLine);
    if (!killed.ok) return killed;
  }
  const shows = await showsKeys(wire);
  if (!shows.ok) return shows;
  if (shows.value) return fail(failure("prompt-shows"));
  if (!wire.isThere()) return fail(failure("prompt-gone"));
  const begun = await wire.begin();
  if (!begun.ok) return begun;
  using secret = begun.value;
  if (!wire.isThere()) return fail(failure("prompt-gone"));
  return await secret.reveal((value) => enter(wire, value));
}

async function showsKeys(wire: FillWire): Promise<Result<boolean, FairleadError>> {
  let shown = false;
  using _listening = wire.output.on((traffic) => {
    if (traffic.type === "output" && traffic.bytes.some((byte) => !hiding.has(byte))) shown = true;
  });
  const typed = await wire.write(blank);
  if (!typed.ok) return typed;
  await pause(echoMs, never);
  const rubbed = await wire.write(rubOut);
  return rubbed.ok ? ok(shown) : rubbed;
}

/** The question may want anything but a line's end or a control key inside of the answer. */
async function enter(wire: FillWire, value: Buffer): Promise<Result<void, FairleadError>> {
  if (value.some((byte) => byte < 0x20 || byte === 0x7f)) return fail(failure("secret-untypable"));
  const keys = Buffer.concat([value, Buffer.from("\r")]);
  wire.entered();
  // Not wiped afterwards: a terminal's line may still have to send them.
  return await wire.write(keys);
}

const never = new AbortController().signal;
