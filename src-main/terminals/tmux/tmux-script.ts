import { findTmux } from "./find-tmux.ts";

/**
 * An argument that tmux takes as it stands: one that ends in a semicolon would end the command, and a name goes through
 * tmux's formats first, where `#(…)` runs a program.
 */
export const literal = (text: string): string => text.replace(/;$/, "\\;");
export const literalName = (text: string): string => literal(text.replaceAll("#", "##"));

/** POSIX sh text that runs tmux commands one after the other, each a list of arguments, until one fails. */
export function tmuxScript(commands: readonly (readonly string[])[]): string {
  const lines = commands.map((words) => `"$fl_tmux" -u ${words.map(quoted).join(" ")} || exit $?`);
  return `${findTmux}[ -n "$fl_tmux" ] || { echo 'tmux was not found' >&2; exit 127; }
unset TMUX TMUX_PANE
cd 2>/dev/null || cd /
${lines.join("\n")}
`;
}

/** The same for numbers that were listed: nothing runs where another server has taken their place; exit code 3. */
export function tmuxScriptAt(server: string, commands: readonly (readonly string[])[]): string {
  const [head, tail] = tmuxScript(commands).split(/(?<=cd \/\n)/, 2);
  const check = `[ "$("$fl_tmux" -u display-message -p '${serverFormat}' 2>/dev/null)" = '${server}' ] || exit 3`;
  return `${head}${check}\n${tail}`;
}

/** What names a server beyond its numbers. */
export const serverFormat = "#{pid}-#{start_time}";

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
