import type { Action } from "./contract/approvals.ts";

type Change = Extract<Action, { kind: "change-file" }>;

/** Where the host keeps what it needs to take a change back; only who logged in can look into it. */
export const revertFolder = (token: string): string => `/tmp/fairlead-revert-${token}`;

/**
 * What runs on the host right before a change that is to be taken back by itself: POSIX sh text, exactly as it is sent. It
 * keeps what is there and leaves a process behind that waits, apart from any connection, and then puts it back, unless the
 * folder was taken away from it (confirmed) or the file has become another one since. null = no time was set.
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
${isNew ? "" : `cp -p -- "$f" "$d/old" || { rm -rf "$d"; exit 1; }\n`}cat >"$d/run" <<'END'
echo $$ >"$d/pid"
sleep ${Math.ceil(revert.afterMs / 1_000)}
mv "$d" "$d.due" || exit 0
d=$d.due
if ${somethingElse(action)}; then echo changed >"$d/end"
elif ${putBack(action)}; then echo reverted >"$d/end"
else echo failed >"$d/end"; exit 1; fi
sync
rm -f "$d/old" "$d/new" "$d/run" "$d/pid"
END
export d f
if command -v setsid >/dev/null; then setsid sh "$d/run"; else nohup sh "$d/run"; fi </dev/null >/dev/null 2>&1 &`;
}

/** Whether the file is not what the change made of it. */
function somethingElse({ bytesAfter }: Change): string {
  if (bytesAfter === null) return `[ -e "$f" ] || [ -L "$f" ]`;
  return `[ -L "$f" ] || { [ -e "$d/new" ] && ! cmp -s "$d/new" "$f"; }`;
}

function putBack({ bytesAfter, bytesBefore }: Change): string {
  if (bytesBefore === null) return `rm -f -- "$f"`;
  // Over the very file, so that owner, mode, access lists and further names stay.
  return bytesAfter === null ? `cp -p -- "$d/old" "$f"` : `cat "$d/old" >"$f"`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
