import { homePiece, type Scope, type Value } from "./scope.ts";
import type { Piece } from "./shell-word.ts";

const components = new Set(
  "USER LOGNAME HOSTNAME HOSTTYPE MACHTYPE OSTYPE LANG UID EUID PPID RANDOM SECONDS LINENO SHLVL BASHPID COLUMNS LINES EPOCHSECONDS EPOCHREALTIME $ ? # ! -".split(
    " ",
  ),
);

const paths = new Set(["OLDPWD", "TMPDIR", "SHELL"]);

/** Names that this module knows: assigning one of them changes what later commands are taken to mean. */
export const isWellKnown = (name: string): boolean =>
  components.has(name) || paths.has(name) || name === "HOME" || name === "PWD";

/** What a variable holds that every shell has; null for any other. */
export function wellKnownVariable(name: string, { home, directory }: Scope): Value | null {
  const held = (piece: Piece): Value => ({ forms: [[piece]], many: false });
  if (name === "HOME") return held(homePiece(home));
  if (name === "PWD") return held(directory ?? { hole: "path" });
  if (paths.has(name)) return held({ hole: "path" });
  return components.has(name) ? held({ hole: "component" }) : null;
}
