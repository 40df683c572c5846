import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import type { TargetIdentity } from "../target.ts";

export type FileKind = "file" | "folder" | "link" | "other";

/** What is known of one entry of a folder; of the link itself where it is one. */
export type FileFacts = {
  kind: FileKind;
  size: number;
  /** Permission bits, up to 0o7777. */
  mode: number;
  user: number;
  group: number;
  /** How many names (hard links) it has; null where the host does not say. */
  names: number | null;
  modifiedMs: number;
  /** Another one when the file was written, replaced or given away since, as far as the host can tell. */
  stamp: string;
};

export type ListedEntry = FileFacts & { name: string };

/** `total` counts everything in the folder, also what is not listed. */
export type FolderListing = { entries: ListedEntry[]; total: number };

/** A file as it is to be, at a path without links. */
export type Replacement = {
  path: string;
  bytes: Uint8Array;
  /** What is there now, and must still be when it is replaced; null = nothing may be there. */
  before: FileFacts | null;
  /** What a new file is to be; without it 0644 and whoever is logged in. An old one keeps what it is. */
  as?: NewFile;
};

export type NewFile = { mode: number; owner: { user: number; group: number } | null };

/** Why a change failed. `undone`: it is certain that the file is as it was. */
export type ChangeFailure = { error: FairleadError; undone: boolean };

/** `notes`: what of the old file could not be kept, or was done otherwise, as sentences. */
export type Replaced = { notes: string[] };

type Answer<T> = Promise<Result<T, FairleadError>>;

/**
 * The files of one machine, over one connection that never changes under it: `identity` says whose. Paths are absolute;
 * wherever something is opened they must be resolved (see `resolvePath`), and what turns out to lie elsewhere because a
 * link was put in its place is not read and not written. Whoever opened it disposes of it.
 */
export interface TargetFiles extends Disposable {
  readonly identity: TargetIdentity;
  readonly way: "local" | "sftp" | "shell";
  /** The home directory of the user there. */
  home(signal: AbortSignal): Answer<string>;
  /** What each path is, links not followed; null = nothing is there. */
  look(paths: readonly string[], signal: AbortSignal): Answer<(FileFacts | null)[]>;
  /** Where a link points, as it is written in it. */
  readLink(path: string, signal: AbortSignal): Answer<string>;
  /**
   * Reads a regular file piece by piece until `take` says false, from byte `start` on. Answers with what the file was
   * when it was opened.
   */
  read(
    path: string,
    start: number,
    take: (bytes: Uint8Array) => boolean,
    signal: AbortSignal,
  ): Answer<FileFacts>;
  /** At most `limit` entries, in no order. */
  list(path: string, limit: number, signal: AbortSignal): Answer<FolderListing>;
  /** Makes one folder (0755) in a folder that is there. */
  makeFolder(path: string, signal: AbortSignal): Answer<void>;
  /** Takes an empty folder away. */
  removeFolder(path: string, signal: AbortSignal): Answer<void>;
  /**
   * Puts a whole file in place at once: the old one or the new one is there, never half of it, with owner, mode, access
   * lists and extended attributes of the old one; a new file gets `as`. Where the old one has further names, or could not
   * keep its owner, it is written in place instead. "file-changed" where `before` is not what is there.
   */
  replace(replacement: Replacement, signal: AbortSignal): Promise<Result<Replaced, ChangeFailure>>;
  /** Takes a file away; "file-changed" where it is not `before` any more. */
  remove(
    path: string,
    before: FileFacts,
    signal: AbortSignal,
  ): Promise<Result<void, ChangeFailure>>;
}

/** Names a file that is not the one that was looked at. */
export const changed = (
  path: string,
  why = "it is not the file that was looked at",
): FairleadError => failure("file-changed", `${path}: ${why}`);

export const unreadable = (path: string, why: string): FairleadError =>
  failure("file-unreadable", `${path}: ${why}`);

export const unwritable = (path: string, why: string): FairleadError =>
  failure("file-unwritable", `${path}: ${why}`);

/** Why something that is no regular file is not read or written. */
export function notRegular(kind: Exclude<FileKind, "file">): string {
  switch (kind) {
    case "folder":
      return "it is a folder";
    case "link":
      return "a symbolic link was put in its place";
    case "other":
      return "it is not a regular file but a device, a pipe or a socket";
  }
}

/** The folder a path lies in. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A path below a folder. */
export const below = (folder: string, name: string): string =>
  folder === "/" ? `/${name}` : `${folder}/${name}`;

/** "/a/b/c" → "/a", "/a/b", "/a/b/c". */
export function prefixesOf(path: string): string[] {
  const parts = path.split("/").slice(1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}`);
}

/** Kind and permissions from the mode word of stat. */
export function modeOf(word: number): Pick<FileFacts, "kind" | "mode"> {
  return { kind: kinds.get(word & 0o170000) ?? "other", mode: word & 0o7777 };
}

const kinds: ReadonlyMap<number, FileKind> = new Map([
  [0o100000, "file"],
  [0o040000, "folder"],
  [0o120000, "link"],
]);

/** What a new file gets: special bits only together with the owner they were given for. */
export const modeOfNew = (as: NewFile | undefined, ownerGiven: boolean): number =>
  as === undefined ? 0o644 : as.mode & (ownerGiven || as.owner === null ? 0o7777 : 0o777);

export const ownerLost = "It could not be given back to its owner.";

/** Why a file was written in place, not replaced at once. */
export const ownerKept = "Written in place, so that it keeps its owner.";
export const furtherNames = "It has further names (hard links): it was written in place.";
export const mountKept = "It is a mount of its own: it was written in place.";
