import { unknown } from "./found.ts";
import type { Handler } from "./judging.ts";
import { isExact, type Place, pathPattern } from "./path-pattern.ts";
import { hasUnknown, type Token } from "./shell-word.ts";

/** cd, pushd and popd change only where the shell stands. */
export const changeDirectory: Handler = ({ name, words, frame: { state } }) => {
  const rule = `builtin ${name}`;
  const targets = words.filter(
    ({ literal }) => literal !== "--" && !/^-[LPe@n]+$/.test(literal ?? ""),
  );
  const [target] = targets;
  const from = state.directory;
  state.directory = null;
  state.elsewhere = [];
  if (targets.length > 1) return [unknown(rule, "It has more words than are judged.")];
  if (target === undefined) {
    if (name === "cd" || name === "chdir") state.directory = state.home;
    return [];
  }
  if (/^[-+]\d+$|^-$/.test(target.literal ?? "")) {
    state.lost = true;
    return [];
  }
  if (name === "popd" || target.literal?.startsWith("-") === true) {
    return [unknown(rule, `The word ${target.text} is not described.`)];
  }
  state.directory = directoryOf(target, { directory: from, home: state.home });
  state.lost = state.directory === null && (state.lost || !leadsFromHere(target));
  return [];
};

/** A name below the place where it stands, which may itself not be known: that says as much as any relative path. */
const leadsFromHere = ({ literal }: Token): boolean =>
  literal !== null && !literal.startsWith("/") && !literal.startsWith("~");

/** Where it leads; null where nobody can tell. */
function directoryOf(target: Token, place: Place): string | null {
  const [form] = target.forms;
  if (form === undefined || target.forms.length !== 1 || hasUnknown(target)) return null;
  const path = pathPattern(form, place);
  if (!isExact(path) || path.startsWith(".")) return null;
  if (!path.startsWith("~") || place.home === null) return path;
  return `${place.home}${path.slice(1)}`;
}
