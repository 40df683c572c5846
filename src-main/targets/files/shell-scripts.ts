import { attributeFunctions } from "./keep-attributes.ts";
import { shellWord } from "./shell-word.ts";
import {
  type FileFacts,
  folderOf,
  modeOf,
  modeOfNew,
  type NewFile,
  nameOf,
} from "./target-files.ts";

/** How a script of these ends: what it found, as an exit code of its own. */
export const scriptEnds = {
  moved: 71,
  link: 72,
  folder: 73,
  other: 74,
  absent: 75,
  changed: 76,
  cut: 77,
  /** Nothing was done: it has to be written in place. */
  inPlace: 78,
  /** It was begun and may be half done. */
  half: 79,
  noStat: 80,
  /** Nothing was done: it is a mount of its own, which no other file can take the place of. */
  mounted: 81,
} as const;

/**
 * Plain sh with cat, stat, mv and what every system has beside them. `facts` prints one line about each file, the same
 * words on GNU, busybox, BSD and macOS.
 */
const preamble = `
LC_ALL=C; export LC_ALL
if stat -c %f / >/dev/null 2>&1; then
  facts() { stat -c '%f %s %u %g %h %Y %d:%i:%Z' -- "$@"; }
  open_facts() { stat -L -c '%f %s %u %g %h %Y %d:%i:%Z' "/proc/$$/fd/$1"; }
elif stat -f %Xp / >/dev/null 2>&1; then
  facts() { stat -f '%Xp %z %u %g %l %m %d:%i:%c' -- "$@"; }
  open_facts() { eval "stat -f '%Xp %z %u %g %l %m %d:%i:%c' <&$1"; }
else exit ${scriptEnds.noStat}; fi
there() { [ -L "$1" ] || [ -e "$1" ]; }
same() { if there "$1"; then [ "$(facts "$1")" = "$2" ]; else [ -z "$2" ]; fi; }
regular() {
  [ -L "$1" ] && exit ${scriptEnds.link}
  there "$1" || exit ${scriptEnds.absent}
  [ -d "$1" ] && exit ${scriptEnds.folder}
  [ -f "$1" ] || exit ${scriptEnds.other}
}`;

/** Goes into the folder and stays in it: what is put in the folder's place later does not matter. */
const enter = (folder: string): string => `
d=${shellWord(folder)}
cd -P -- "$d" && [ "$(pwd -P)" = "$d" ] || exit ${scriptEnds.moved}`;

/** Prints the facts of each path on a line, "-" where nothing is. */
export const lookScript = (paths: readonly string[]): string => `${preamble}
for p in ${paths.map(shellWord).join(" ")}; do
  if there "$p"; then facts "$p" || exit 1; else echo -; fi
done`;

export const readLinkScript = (path: string): string => `readlink -- ${shellWord(path)}`;

/** Prints the facts of the open file on a line, then its bytes from `start` on. */
export const readScript = (
  path: string,
  start: number,
): string => `${preamble}${enter(folderOf(path))}
n=./${shellWord(nameOf(path))}
regular "$n"
exec 3<"$n" || exit 1
if [ -e /proc/$$/fd/3 ]; then
  [ "$(readlink /proc/$$/fd/3)" = ${shellWord(path)} ] || exit ${scriptEnds.link}
fi
f=$(open_facts 3) && [ "$f" = "$(facts "$n")" ] || exit ${scriptEnds.link}
printf '%s\\n' "$f"
${start === 0 ? "exec cat <&3" : `exec tail -c +${start + 1} <&3`}`;

/** Prints facts and name of at most `limit` entries, then how many there are. No ls: some change what names hold. */
export const listScript = (path: string, limit: number): string => `${preamble}${enter(path)}
c=0
for n in * .[!.]* ..?*; do
  there "./$n" || continue
  c=$((c + 1))
  [ "$c" -le ${limit} ] && f=$(facts "./$n" 2>/dev/null) && printf '%s %s\\n' "$f" "$n"
done
echo "$c"
exit 0`;

export const makeFolderScript = (path: string): string => `${enter(folderOf(path))}
umask 022; mkdir -- ./${shellWord(nameOf(path))}`;

export const removeFolderScript = (path: string): string => `rmdir -- ${shellWord(path)}`;

type Change = {
  path: string;
  before: FileFacts | null;
  as: NewFile | undefined;
  draft: string;
  bytes: number;
};

/**
 * Takes the new content from standard input into a draft beside the file, checks that all of it came, and gives it the
 * file's name. Prints what could not be kept (see `keptAttributes`).
 */
export const replaceScript = ({ path, before, as, draft, bytes }: Change): string => `${preamble}
${attributeFunctions}${enter(folderOf(path))}
n=./${shellWord(nameOf(path))}; t=./${shellWord(draft)}; b=${shellWord(before?.stamp ?? "")}
umask 077
same "$n" "$b" || exit ${scriptEnds.changed}
${before === null ? "" : `[ -w . ] || exit ${scriptEnds.inPlace}`}
set -C
cat >"$t" || { rm -f -- "$t"; exit 1; }
set +C
[ "$(($(wc -c <"$t")))" -eq ${bytes} ] || { rm -f -- "$t"; exit ${scriptEnds.cut}; }
${before === null ? makeNew(as) : keepOrGiveUp}
sync "$t" 2>/dev/null || sync
same "$n" "$b" || { rm -f -- "$t"; exit ${scriptEnds.changed}; }
${before === null ? putNew : putOver}
exit 0`;

const keepOrGiveUp = `k=$(keep_attributes "$n" "$t")
printf '%s\\n' "$k"
case "
$k
" in *"
owner
"*) rm -f -- "$t"; exit ${scriptEnds.inPlace};; esac`;

function makeNew(as: NewFile | undefined): string {
  const octal = (ownerGiven: boolean) => modeOfNew(as, ownerGiven).toString(8);
  const owner = as?.owner ?? null;
  if (owner === null) return `chmod ${octal(true)} "$t"`;
  return `if chown ${owner.user}:${owner.group} "$t" 2>/dev/null; then chmod ${octal(true)} "$t"
else echo given-up; chmod ${octal(false)} "$t"; fi`;
}

const putOver = `if ! m=$(mv -f -- "$t" "$n" 2>&1); then
  rm -f -- "$t"; printf '%s\\n' "$m" >&2
  case $m in *[Rr]"esource busy") exit ${scriptEnds.mounted};; esac
  exit 1
fi`;

const putNew = `if ln -- "$t" "$n" 2>/dev/null; then rm -f -- "$t"
elif there "$n"; then rm -f -- "$t"; exit ${scriptEnds.changed}
else mv -f -- "$t" "$n" || { rm -f -- "$t"; exit 1; }
fi`;

/** Writes over the very file, once all of the new content has come. */
export const inPlaceScript = ({ path, before, bytes }: Change): string => `${preamble}
${enter(folderOf(path))}
n=./${shellWord(nameOf(path))}; b=${shellWord(before?.stamp ?? "")}
umask 077
regular "$n"
t=$(mktemp) || exit 1
trap 'rm -f -- "$t"' EXIT
cat >"$t" || exit 1
[ "$(($(wc -c <"$t")))" -eq ${bytes} ] || exit ${scriptEnds.cut}
same "$n" "$b" || exit ${scriptEnds.changed}
exec 3<>"$n" || exit 1
[ "$(open_facts 3)" = "$b" ] || exit ${scriptEnds.changed}
if [ -e /proc/$$/fd/3 ]; then o=/proc/$$/fd/3; else o=$n; fi
cat "$t" >"$o" || exit ${scriptEnds.half}
sync "$n" 2>/dev/null || sync
exit 0`;

export const removeScript = (path: string, before: FileFacts): string => `${preamble}
${enter(folderOf(path))}
n=./${shellWord(nameOf(path))}
same "$n" ${shellWord(before.stamp)} || exit ${scriptEnds.changed}
rm -- "$n" </dev/null`;

/** A line of `facts`; null where it is none. */
export function parseFacts(line: string): FileFacts | null {
  const found = /^([0-9a-fA-F]+) (\d+) (\d+) (\d+) (\d+) (-?\d+) (\S+)$/.exec(line);
  if (found === null) return null;
  const [, mode = "", size, user, group, names, modified] = found;
  return {
    ...modeOf(Number.parseInt(mode, 16)),
    size: Number(size),
    user: Number(user),
    group: Number(group),
    names: Number(names),
    modifiedMs: Number(modified) * 1_000,
    stamp: line,
  };
}
