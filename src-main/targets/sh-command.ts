/** What may not stand as it is inside `printf "…"` within single quotes of some shell; it becomes octal. */
const unsafe = /[^A-Za-z0-9 _./:;=,@{}()<>|&*?~#+[\]-]/;

/**
 * POSIX sh text as one argument of `sh -c`: printable ASCII without newline, `'` and `!`, so that it can stand between
 * single quotes in bash, zsh, fish, csh, dash and tmux alike. Needs no program on the host: printf is part of every sh.
 * Trailing newlines of the script are dropped; a NUL in it is not allowed.
 */
export function shArgument(script: string): string {
  let coded = "";
  for (const byte of Buffer.from(script, "utf8")) {
    const character = String.fromCharCode(byte);
    if (character === "%") coded += "%%";
    else if (unsafe.test(character)) coded += `\\${byte.toString(8).padStart(3, "0")}`;
    else coded += character;
  }
  return `eval "$(printf " ${coded}")"`;
}

/**
 * One line that runs POSIX sh text under /bin/sh, whatever shell reads the line: for an ssh exec request, which the
 * login shell (bash, fish, csh …) runs. Standard input stays free for the script.
 */
export function shCommand(script: string): string {
  return `exec sh -c '${shArgument(script)}'`;
}
