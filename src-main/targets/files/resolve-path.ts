import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import {
  below,
  changed,
  type FileFacts,
  folderOf,
  notRegular,
  prefixesOf,
  type TargetFiles,
  unreadable,
} from "./target-files.ts";

const mostLinks = 40;
const longestPath = 4_095;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f]/;

/** Where a path leads once every symbolic link was followed. */
export type ResolvedPath = {
  /** Without links, `.` and `..`. */
  path: string;
  /** What is there; null = nothing yet. */
  facts: FileFacts | null;
  /** Folders on the way that are not there, outermost first. */
  missing: string[];
  /** The last part of the path as it was written is itself a link. */
  throughLink: boolean;
};

type Looker = Pick<TargetFiles, "look" | "readLink" | "home">;

/**
 * Follows every symbolic link of a path on the target, `..` after the links before it as the system does. What is not
 * there is resolved as far as it is. "input-invalid" where the path is not absolute ("~/" counts) or holds control
 * characters.
 */
export async function resolvePath(
  files: Looker,
  written: string,
  signal: AbortSignal,
): Promise<Result<ResolvedPath, FairleadError>> {
  const whole = await wholePath(files, written, signal);
  if (!whole.ok) return whole;
  let path = whole.value;
  let throughLink = false;
  for (let followed = 0; followed <= mostLinks; followed += 1) {
    const step = await oneStep(files, path, signal);
    if (!step.ok) return step;
    if ("facts" in step.value) return ok({ ...step.value, throughLink });
    path = step.value.next;
    throughLink ||= step.value.atEnd;
  }
  return fail(unreadable(written, "too many symbolic links"));
}

/** The path with its first link or its first `..` taken out, or what there is where neither is left. */
async function oneStep(
  files: Looker,
  path: string,
  signal: AbortSignal,
): Promise<
  Result<{ next: string; atEnd: boolean } | Omit<ResolvedPath, "throughLink">, FairleadError>
> {
  const { sure, rest } = plainParts(path);
  const prefixes = prefixesOf(`/${sure.join("/")}`);
  const looked = await files.look(prefixes, signal);
  if (!looked.ok) return looked;
  const linkAt = looked.value.findIndex((facts) => facts?.kind === "link");
  if (linkAt >= 0) {
    const link = prefixes[linkAt] ?? "/";
    const points = await files.readLink(link, signal);
    if (!points.ok) return points;
    if (controls.test(points.value)) {
      return fail(unreadable(link, "it is a link to a path with control characters"));
    }
    const after = [...sure.slice(linkAt + 1), ...rest];
    const to = points.value.startsWith("/") ? points.value : below(folderOf(link), points.value);
    return ok({ next: [to, ...after].join("/"), atEnd: after.length === 0 });
  }
  if (rest.length === 0) return settled(prefixes, looked.value);
  const absent = looked.value.indexOf(null);
  if (absent >= 0) return fail(unreadable(path, `${prefixes[absent]} does not exist`));
  return ok({ next: `/${[...sure.slice(0, -1), ...rest.slice(1)].join("/")}`, atEnd: false });
}

function settled(
  prefixes: readonly string[],
  looked: readonly (FileFacts | null)[],
): Result<Omit<ResolvedPath, "throughLink">, FairleadError> {
  const path = prefixes.at(-1) ?? "/";
  const facts = looked.at(-1) ?? null;
  const folders = looked.slice(0, -1);
  const blocked = folders.findIndex((each) => each !== null && each.kind !== "folder");
  if (blocked >= 0) return fail(unreadable(path, `${prefixes[blocked]} is not a folder`));
  const missing = prefixes.slice(0, -1).filter((_, at) => folders[at] === null);
  return ok({ path, facts, missing });
}

/** The parts before the first `..`, which can be looked at as they stand, and the rest from that `..` on. */
function plainParts(path: string): { sure: string[]; rest: string[] } {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  while (parts[0] === "..") parts.shift();
  const up = parts.indexOf("..");
  return up < 0 ? { sure: parts, rest: [] } : { sure: parts.slice(0, up), rest: parts.slice(up) };
}

async function wholePath(
  files: Looker,
  written: string,
  signal: AbortSignal,
): Promise<Result<string, FairleadError>> {
  const invalid = (why: string) => fail(failure("input-invalid", why));
  if (controls.test(written)) return invalid("The path holds control characters.");
  if (written.length > longestPath) return invalid("The path is too long.");
  if (written.startsWith("/")) return ok(written);
  if (written !== "~" && !written.startsWith("~/")) {
    return invalid('The path must be whole: it begins with "/" or "~/".');
  }
  const home = await files.home(signal);
  return home.ok ? ok(`${home.value}${written.slice(1)}`) : home;
}

/** Whether a resolved path still is one: no folder on the way, nor the end, has become a link since. */
export async function stillResolved(
  files: Pick<TargetFiles, "look">,
  path: string,
  signal: AbortSignal,
): Promise<Result<FileFacts | null, FairleadError>> {
  const looked = await files.look(prefixesOf(path), signal);
  if (!looked.ok) return looked;
  const folders = looked.value.slice(0, -1);
  if (folders.some((facts) => facts?.kind !== "folder")) {
    return fail(changed(path, "a folder on the way is not what it was"));
  }
  const last = looked.value.at(-1) ?? null;
  if (last?.kind === "link") return fail(changed(path, notRegular("link")));
  return ok(last);
}
