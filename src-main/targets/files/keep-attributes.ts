import { shellWord } from "./shell-word.ts";
import { ownerLost } from "./target-files.ts";

/**
 * POSIX sh text that gives `to` the owner, mode, access lists and extended attributes of `from`, as far as whoever runs
 * it may. It prints one line for each thing that could not be kept: "owner" where owner or group differ afterwards,
 * "mode", "attributes" with what the programs said.
 */
export function keepAttributesScript(from: string, to: string): string {
  return `
f=${shellWord(from)}; t=${shellWord(to)}
LC_ALL=C; export LC_ALL
${attributeFunctions}
keep_attributes "$f" "$t"`;
}

/** The same as a function for longer scripts: keep_attributes FROM TO. `own` prints "user group mode" of a file. */
export const attributeFunctions = `
own() { stat -c '%u %g %a' -- "$1" 2>/dev/null || stat -f '%u %g %Lp' -- "$1"; }
keep_attributes() {
  fl_what=mode,ownership,xattr
  [ -e /sys/fs/selinux/enforce ] && fl_what=$fl_what,context
  if ! fl_said=$(cp --attributes-only --preserve=$fl_what -- "$1" "$2" 2>&1); then
    fl_own=$(own "$1")
    set -- "$1" "$2" $fl_own
    chown "$3:$4" "$2" 2>/dev/null; chmod "$5" "$2" 2>/dev/null
    if command -v getfacl >/dev/null 2>&1; then
      getfacl -p -- "$1" 2>/dev/null | setfacl --set-file=- -- "$2" 2>/dev/null && fl_said=
    fi
    case $fl_said in
      *nrecognized*|*nknown*|*llegal*|*sage:*|*nvalid*) ;;
      *ttribut*|*ACL*|*context*) printf 'attributes %s\\n' "$fl_said" | tr '\\n' ' '; echo ;;
    esac
  fi
  fl_old=$(own "$1"); fl_new=$(own "$2")
  [ "\${fl_old% *}" = "\${fl_new% *}" ] || echo owner
  [ "\${fl_old##* }" = "\${fl_new##* }" ] || echo mode
}`;

/** What the script printed: whether owner and group were kept, and a sentence for each thing lost beside them. */
export function keptAttributes(printed: string): { owner: boolean; notes: string[] } {
  const lines = printed.split("\n");
  const notes: string[] = [];
  if (lines.includes("mode")) notes.push("The permissions could not be kept whole.");
  if (lines.includes("given-up")) notes.push(ownerLost);
  const said = lines.find((line) => line.startsWith("attributes "));
  if (said !== undefined) {
    notes.push(`Access lists or extended attributes could not be kept: ${said.slice(11).trim()}`);
  }
  return { owner: !lines.includes("owner"), notes };
}
