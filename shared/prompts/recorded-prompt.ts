import { z } from "zod";

/** What a program waits for. */
export const promptKind = z.enum([
  "password",
  "passphrase",
  "code",
  "host-key",
  "yes-no",
  "any-key",
  "menu",
  "line",
  "pager",
  "editor",
  "repl",
  "full-screen",
  /** The shell wants more lines of a command that is not complete. */
  "more-lines",
  /** Keys that the person typed were not shown. */
  "hidden",
]);
export type PromptKind = z.infer<typeof promptKind>;

/** Kinds that are answered with something nobody else may see. */
const secretKinds: ReadonlySet<PromptKind> = new Set(["password", "passphrase", "code", "hidden"]);
export const isSecretKind = (kind: PromptKind): boolean => secretKinds.has(kind);

/**
 * Where questions are written down, so that anybody can look. Repositories are on GitHub, paths from their root;
 * {language} in a path is the row's. `messages` are the message ids or format strings that the texts are made of.
 */
export type PromptSource =
  /** The source of the program, or of one that has to answer it. */
  | { kind: "code"; repository: string; path: string; messages?: readonly string[] }
  /** Its translations. A text in English is the message itself. */
  | { kind: "catalogue"; repository: string; path: string; messages: readonly string[] }
  /** A file of its package in Debian 12. */
  | { kind: "package"; package: string; path: string; messages: readonly string[] }
  /** Somebody's report of what they saw. */
  | { kind: "report"; url: string }
  /** General knowledge: nobody has looked. */
  | { kind: "unverified"; note: string };

/**
 * Questions of one program as it prints them at the end of its output, by language. {user}, {host}, {path}, {number} and
 * {any} stand for what differs. Where a question is put together from words of several places, each is a source.
 */
export type RecordedPrompts = {
  program: string;
  kind: PromptKind;
  sources: readonly [PromptSource, ...PromptSource[]];
  texts: Readonly<Record<string, readonly string[]>>;
};
