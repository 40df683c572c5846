import { randomBytes } from "node:crypto";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { ByteChannel, ChannelEnd, TargetIdentity } from "../target.ts";
import { keptAttributes } from "./keep-attributes.ts";
import {
  inPlaceScript,
  listScript,
  lookScript,
  makeFolderScript,
  parseFacts,
  readLinkScript,
  readScript,
  removeFolderScript,
  removeScript,
  replaceScript,
  scriptEnds,
} from "./shell-scripts.ts";
import {
  type ChangeFailure,
  changed,
  type FileFacts,
  type FolderListing,
  furtherNames,
  type ListedEntry,
  mountKept,
  notRegular,
  ownerKept,
  type Replaced,
  type Replacement,
  type TargetFiles,
  unreadable,
  unwritable,
} from "./target-files.ts";

type Answer<T> = Promise<Result<T, FairleadError>>;
type Change<T> = Promise<Result<T, ChangeFailure>>;
type Told = typeof unreadable;

/** Opens a channel on which sh text runs, always over the same connection. */
type OpenScript = (script: string, signal: AbortSignal) => Answer<ByteChannel>;

/** A script's end and what it printed. */
type Ran = { end: ChannelEnd; output: Buffer };

/**
 * The files of a host whose SFTP is off, through plain sh on channels without a terminal. The scripts go into the folder
 * first and work by name from there, so that a folder that is swapped meanwhile leads nowhere.
 */
export class ShellFiles implements TargetFiles {
  readonly way = "shell";
  readonly identity: TargetIdentity;
  readonly #open: OpenScript;

  constructor(identity: TargetIdentity, open: OpenScript) {
    this.identity = identity;
    this.#open = open;
  }

  async home(signal: AbortSignal): Answer<string> {
    const ran = await this.#run("cd && pwd -P", signal);
    if (!ran.ok) return ran;
    const path = ran.value.output.toString("utf8").trim();
    return path.startsWith("/") ? ok(path) : fail(unreadable("~", "there is no home directory"));
  }

  async look(paths: readonly string[], signal: AbortSignal): Answer<(FileFacts | null)[]> {
    const ran = await this.#run(lookScript(paths), signal);
    if (!ran.ok) return ran;
    const failed = failureOf(ran.value.end, unreadable, paths.at(-1) ?? "/");
    if (failed !== null) return fail(failed);
    const lines = ran.value.output.toString("utf8").trim().split("\n");
    const facts = lines.map(parseFacts);
    const understood =
      lines.length === paths.length &&
      lines.every((line, at) => line === "-" || facts[at] !== null);
    return understood ? ok(facts) : fail(unreadable(paths.at(-1) ?? "/", notUnderstood));
  }

  async readLink(path: string, signal: AbortSignal): Answer<string> {
    const ran = await this.#run(readLinkScript(path), signal);
    if (!ran.ok) return ran;
    const failed = failureOf(ran.value.end, unreadable, path);
    return failed === null
      ? ok(ran.value.output.toString("utf8").replace(/\n$/, ""))
      : fail(failed);
  }

  async read(
    path: string,
    start: number,
    take: (bytes: Uint8Array) => boolean,
    signal: AbortSignal,
  ): Answer<FileFacts> {
    let head = Buffer.alloc(0);
    let facts: FileFacts | null = null;
    const ran = await this.#run(readScript(path, start), signal, {
      take: (bytes) => {
        if (facts !== null) return take(bytes);
        head = Buffer.concat([head, bytes]);
        const line = head.indexOf(10);
        if (line < 0) return head.length < 1_000;
        facts = parseFacts(head.toString("latin1", 0, line));
        const rest = head.subarray(line + 1);
        return facts !== null && (rest.length === 0 || take(rest));
      },
    });
    if (!ran.ok) return ran;
    const failed = failureOf(ran.value.end, unreadable, path);
    if (failed !== null) return fail(failed);
    return facts === null ? fail(unreadable(path, notUnderstood)) : ok(facts);
  }

  async list(path: string, limit: number, signal: AbortSignal): Answer<FolderListing> {
    const ran = await this.#run(listScript(path, limit), signal);
    if (!ran.ok) return ran;
    const failed = failureOf(ran.value.end, unreadable, path);
    if (failed !== null) return fail(failed);
    const lines = ran.value.output.toString("utf8").trimEnd().split("\n");
    const total = lines.pop() ?? "0";
    const entries = lines.flatMap((line): ListedEntry[] => {
      const found = /^((?:\S+ ){6}\S+) (.+)$/.exec(line);
      const facts = parseFacts(found?.[1] ?? "");
      return facts === null ? [] : [{ ...facts, name: found?.[2] ?? "" }];
    });
    return ok({ entries, total: Number(total.trim()) });
  }

  makeFolder(path: string, signal: AbortSignal): Answer<void> {
    return this.#do(makeFolderScript(path), path, signal);
  }

  removeFolder(path: string, signal: AbortSignal): Answer<void> {
    return this.#do(removeFolderScript(path), path, signal);
  }

  async replace({ path, bytes, before, as }: Replacement, signal: AbortSignal): Change<Replaced> {
    const draft = `.fairlead-${randomBytes(9).toString("base64url")}`;
    const change = { path, before, as, draft, bytes: bytes.length };
    let note = furtherNames;
    const manyNames = before !== null && (before.names ?? 1) > 1;
    if (!manyNames) {
      const ran = await this.#run(replaceScript(change), signal, { input: bytes });
      const settled = settledChange(ran, path, false);
      if (!settled.ok) return settled;
      if (!mustBeInPlace(settled.value.exitCode)) {
        const printed = ran.ok ? ran.value.output.toString("utf8") : "";
        return ok({ notes: keptAttributes(printed).notes });
      }
      note = settled.value.exitCode === scriptEnds.mounted ? mountKept : ownerKept;
    }
    const ran = await this.#run(inPlaceScript(change), signal, { input: bytes });
    const settled = settledChange(ran, path, true);
    if (!settled.ok) return settled;
    return ok({ notes: [note] });
  }

  async remove(path: string, before: FileFacts, signal: AbortSignal): Change<void> {
    const settled = settledChange(await this.#run(removeScript(path, before), signal), path, false);
    return settled.ok ? ok(undefined) : settled;
  }

  [Symbol.dispose](): void {
    // Each call has a channel of its own.
  }

  async #do(script: string, path: string, signal: AbortSignal): Answer<void> {
    const ran = await this.#run(script, signal);
    if (!ran.ok) return ran;
    const failed = failureOf(ran.value.end, unwritable, path);
    return failed === null ? ok(undefined) : fail(failed);
  }

  /** Runs a script to its end, or until `take` has enough; output that nobody takes is kept, up to 4 MiB. */
  async #run(
    script: string,
    signal: AbortSignal,
    { input, take }: { input?: Uint8Array; take?: (bytes: Uint8Array) => boolean } = {},
  ): Answer<Ran> {
    const opened = await this.#open(script, signal);
    if (!opened.ok) return opened;
    const channel = opened.value;
    return new Promise((resolve) => {
      const kept: Uint8Array[] = [];
      let length = 0;
      const settle = (result: Result<Ran, FairleadError>) => {
        signal.removeEventListener("abort", stopped);
        channel[Symbol.dispose]();
        resolve(result);
      };
      const ended = (end: ChannelEnd) => settle(ok({ end, output: Buffer.concat(kept) }));
      const stopped = () => settle(fail(failure("aborted")));
      if (signal.aborted) return stopped();
      signal.addEventListener("abort", stopped);
      channel.onData((bytes) => {
        if (take !== undefined) {
          if (!take(bytes)) ended({ exitCode: 0, standardError: "", lost: false });
          return;
        }
        length += bytes.length;
        if (length <= 4 * 1024 * 1024) kept.push(bytes);
      });
      channel.onEnd(ended);
      if (input !== undefined) channel.write(input);
      channel.endInput();
    });
  }
}

/** Whether nothing was done because it has to be written in place. */
const mustBeInPlace = (exitCode: number | null): boolean =>
  exitCode === scriptEnds.inPlace || exitCode === scriptEnds.mounted;

/** Whether a change was made, or for certain not, or nobody knows. */
function settledChange(
  ran: Result<Ran, FairleadError>,
  path: string,
  inPlace: boolean,
): Result<{ exitCode: number | null }, ChangeFailure> {
  // A channel that could not be opened ran nothing; one that was given up may have.
  if (!ran.ok) return fail({ error: ran.error, undone: ran.error.code !== "aborted" });
  const { end } = ran.value;
  if (mustBeInPlace(end.exitCode) && !inPlace) return ok(end);
  const failed = failureOf(end, unwritable, path);
  if (failed === null) return ok(end);
  const known = end.exitCode !== null && end.exitCode !== scriptEnds.half;
  return fail({ error: failed, undone: known });
}

/** What an end means; null = it went well. */
function failureOf(end: ChannelEnd, told: Told, path: string): FairleadError | null {
  if (end.lost || end.exitCode === null) return failure("connection-lost");
  switch (end.exitCode) {
    case 0:
      return null;
    case scriptEnds.moved:
      return end.standardError.trim() === ""
        ? changed(path, "a folder on the way is not what it was")
        : told(path, lastLine(end.standardError));
    case scriptEnds.link:
      return changed(path, notRegular("link"));
    case scriptEnds.folder:
      return told(path, notRegular("folder"));
    case scriptEnds.other:
      return told(path, notRegular("other"));
    case scriptEnds.absent:
      return told(path, "it does not exist");
    case scriptEnds.changed:
      return changed(path);
    case scriptEnds.cut:
      return told(path, "not all of it arrived");
    case scriptEnds.noStat:
      return told(path, "the host has neither SFTP nor a stat program");
    default:
      return told(path, lastLine(end.standardError) || `sh ended with ${end.exitCode}`);
  }
}

const notUnderstood = "the host's answer was not understood";

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
