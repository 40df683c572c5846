import type { Action } from "./contract/approvals.ts";

type Change = Extract<Action, { kind: "change-file" }>;

/** Where the host keeps what it needs to take a change back; only who logged in can look into it. */
export const revertFolder = (token: string): string => `/tmp/fairlead-revert-${token}`;

/**
 * What runs on the host right before a change that is to be taken back by itself: POSIX sh text, exactly as it is sent. It
 * keeps what is there and leaves a process behind that waits, apart from any connection, and then puts it back, unless the
 * folder was taken away from it (confirmed) or the file has become another one since. It ends well only once that process
 * waits. null = no time was set.
 */
export function revertScript(action: Change): string | null {
  const { revert = null } = action;
  if (revert === null || revert.afterMs === null) return null;
  const path = action.destination ?? action.path;
  const isNew = action.bytesBefore === null;
  return `d=${revertFolder(revert.token)}
f=${quoted(path)}
umask 077
mkdir "$d" || exit 1
${isNew ? "" : `cp -p -- "$f" "$d/old" || { rm -rf "$d"; exit 1; }\n`}${laterScript(revert)}cat >"$d/run" <<'END'
echo $$ >"$d/pid"
same() { if command -v cmp >/dev/null; then cmp -s "$1" "$2"; else [ "$(cat "$1")" = "$(cat "$2")" ]; fi; }
i=0
while [ $i -lt ${Math.ceil(revert.afterMs / 1_000)} ] && [ ! -e "$d/now" ]; do sleep 1; i=$((i + 1)); done
mv "$d" "$d.due" || exit 0
d=$d.due
if ${somethingElse(action)}; then echo changed >"$d/end"; exit; fi
if ${putBack(action)}; then e=reverted; else e=failed; fi
sync
${revert.command === null ? "" : `PATH=$PATH:/usr/sbin:/sbin sh "$d/then" || e="$e, command failed"\n`}echo "$e" >"$d/end"
[ "\${e#failed}" = "$e" ] && rm -f "$d/old" "$d/new"
END
export d f
if command -v setsid >/dev/null; then setsid sh "$d/run"; else trap '' HUP; sh "$d/run"; fi </dev/null >/dev/null 2>&1 &
i=0
until [ -s "$d/pid" ]; do
  i=$((i + 1)); [ $i -lt 40000 ] || sleep 1; [ $i -lt 40005 ] || { rm -rf "$d"; exit 1; }
done`;
}

/** The command for later stands in a file of its own: whatever is wrong in it, the old file is put back first. */
function laterScript({ command, token }: NonNullable<Change["revert"]>): string {
  return command === null ? "" : `cat >"$d/then" <<'${token}'\n${command}\n${token}\n`;
}

/** Whether the file is not what the change made of it. */
function somethingElse({ bytesAfter }: Change): string {
  if (bytesAfter === null) return `[ -e "$f" ] || [ -L "$f" ]`;
  return `[ -L "$f" ] || { [ -e "$d/new" ] && ! same "$d/new" "$f"; }`;
}

function putBack({ bytesAfter, bytesBefore }: Change): string {
  if (bytesBefore === null) return `rm -f -- "$f"`;
  // Over the very file, so that owner, mode, access lists and further names stay.
  return bytesAfter === null ? `cp -p -- "$d/old" "$f"` : `cat "$d/old" >"$f"`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
