import { z } from "zod";

const path = z
  .string()
  .min(1)
  .max(4_096)
  .refine((value) => /^(\/|~(\/|$)|[A-Za-z]:[\\/])/.test(value), "a path begins with / or ~/");

/** Places whose content is secret, on any host; `~` is everybody's home directory. */
const usuallyDenied = [
  "/etc/shadow*",
  "/etc/gshadow*",
  "/etc/sudoers",
  "/etc/sudoers.d/**",
  "/etc/ssh/*_key",
  "/etc/ssl/private/**",
  "/etc/krb5.keytab",
  "/proc/*/environ",
  "/proc/*/mem",
  "/proc/kcore",
  "~/.ssh/**",
  "~/.gnupg/**",
  "~/.aws/**",
  "~/.azure/**",
  "~/.config/gcloud/**",
  "~/.config/gh/**",
  "~/.kube/**",
  "~/.docker/config.json",
  "~/.netrc",
  "~/.pgpass",
  "~/.my.cnf",
  "~/.npmrc",
  "~/.pypirc",
  "~/.git-credentials",
  "~/.password-store/**",
  "~/.local/share/keyrings/**",
  "~/.*_history",
];

/** What the file tools may touch. Every path is as it was resolved on the target, symbolic links followed. */
export const fileRules = z.strictObject({
  /** Folders from which may be read; "~" is the home of the user there. */
  readRoots: z.array(path).default(["/"]),
  writeRoots: z.array(path).default(["/"]),
  /** Path patterns: `*` within a name, `**` at the end anything below. They hold for reading and writing. */
  deniedPaths: z.array(path).default(usuallyDenied),
  /** Denied beside `deniedPaths`, so that a file can add to them without writing them all out. */
  alsoDenied: z.array(path).default([]),
  deniedExtensions: z
    .array(z.string().regex(/^\.[^/\s]+$/, "an extension begins with a dot"))
    .default([".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk"]),
  /** Bytes. */
  largestRead: z.int().min(0).default(1_048_576),
  /** Bytes, of the file before and after. */
  largestWrite: z.int().min(0).default(1_048_576),
  copy: z.boolean().default(true),
  delete: z.boolean().default(true),
});
export type FileRules = z.infer<typeof fileRules>;

/** What is known of the machine the path lies on. */
export type FilePlace = {
  /** The user's home directory there; null = not known. */
  home: string | null;
  /** Fairlead's own folders, where this is the machine it runs on: never written, never read. */
  protectedPaths: readonly string[];
};

export type FileOperation = "read" | "write" | "edit" | "copy" | "delete";

/**
 * Why the rules do not allow this on this path, as a sentence for a person; null where they do. `path` must be absolute
 * and resolved, for it is compared as it stands. Of a copy each end is asked: the source with "read", the destination
 * with "copy".
 */
export function pathRefusal(
  rules: FileRules,
  operation: FileOperation,
  path: string,
  { home, protectedPaths }: FilePlace,
): string | null {
  if (!path.startsWith("/") || /\/\.{1,2}(\/|$)|\/\//.test(path) || path.includes("\0")) {
    return "Only a whole path without . and .. is judged.";
  }
  if (protectedPaths.some((folder) => isWithin(path, folder))) {
    return "This is Fairlead's own data folder: the agent never gets at it.";
  }
  const pattern = deniedPattern(rules, path, home);
  if (pattern !== null) return `The file policy denies ${pattern}.`;
  if (operation === "copy" && !rules.copy) return "The file policy does not allow copying.";
  if (operation === "delete" && !rules.delete) return "The file policy does not allow deleting.";
  const roots = operation === "read" ? rules.readRoots : rules.writeRoots;
  if (roots.some((root) => isUnderRoot(path, root, home))) return null;
  const may = operation === "read" ? "Files may only be read" : "Files may only be changed";
  return `${may} in ${roots.length === 0 ? "no folder at all" : roots.join(", ")}.`;
}

/** The denied pattern or extension that this path falls under, as it is written in the rules; null = none. */
export function deniedPattern(rules: FileRules, path: string, home: string | null): string | null {
  const lower = path.toLowerCase();
  const extension = rules.deniedExtensions.find((each) => lower.endsWith(each.toLowerCase()));
  if (extension !== undefined) return `files that end in ${extension}`;
  const patterns = [...rules.deniedPaths, ...rules.alsoDenied];
  return patterns.find((each) => matchesPath(each, lower, home)) ?? null;
}

/** Folders that are homes on any system: what is denied in one's own is denied in everybody's. */
const anyHome = ["/root", "/home/*", "/users/*", "/var/lib/*", "/home/*/*"];

function matchesPath(pattern: string, lower: string, home: string | null): boolean {
  const wanted = pattern.toLowerCase();
  if (!wanted.startsWith("~")) return pathExpression(wanted).test(lower);
  const homes = home === null ? anyHome : [...anyHome, home.toLowerCase()];
  return homes.some((each) => pathExpression(`${each}${wanted.slice(1)}`).test(lower));
}

function isUnderRoot(path: string, root: string, home: string | null): boolean {
  if (!root.startsWith("~")) return isWithin(path, root);
  return home !== null && isWithin(path, `${home}${root.slice(1)}`);
}

function isWithin(path: string, folder: string): boolean {
  const whole = folder.replace(/\/+$/, "");
  return path === whole || path.startsWith(`${whole}/`);
}

const expressions = new Map<string, RegExp>();

function pathExpression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const below = pattern.endsWith("/**");
  const body = (below ? pattern.slice(0, -3) : pattern)
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, (stars) => (stars.length > 1 ? "[^]*" : "[^/]*"));
  const made = new RegExp(`^${body}${below ? "(/[^]*)?" : ""}$`);
  if (expressions.size > 2_000) expressions.clear();
  expressions.set(pattern, made);
  return made;
}
