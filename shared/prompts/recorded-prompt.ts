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
 * Questions of one program as it prints them at the end of its output, by language. {user}, {host}, {path}, {number} and
 * {any} stand for what differs.
 */
export type RecordedPrompts = {
  program: string;
  kind: PromptKind;
  /** Where they are written down: a repository and a path in it ({language} is the row's), a manual or a report. */
  source: string;
  texts: Readonly<Record<string, readonly string[]>>;
};
