import type { RunProcess, RunSignal } from "../../../shared/contract/runs.ts";

/** Characters of a command line that are shown. */
const longestCommand = 300;

/**
 * POSIX sh text that tells more of some processes: "C pid command line" of those in `of`, and "T pid" of each in `perhaps`
 * that came from the shell's terminal: it holds it open, or has the name that tmux or sshd gave the terminal in its
 * environment. Nothing of an environment is printed.
 */
export function detailScript(
  shellPid: number,
  of: readonly number[],
  perhaps: readonly number[],
): string {
  return `[ -r /proc/self/stat ] || exit 0
for p in ${of.join(" ")}; do
[ -r "/proc/$p/cmdline" ] && printf 'C %s %s\\n' "$p" "$(tr '\\000\\n' '  ' <"/proc/$p/cmdline" 2>/dev/null | cut -c1-${longestCommand})"
done
fl_tty=$(readlink /proc/${shellPid}/fd/0 2>/dev/null)
case $fl_tty in /dev/*) ;; *) fl_tty=- ;; esac
fl_name=$(tr '\\000' '\\n' </proc/${shellPid}/environ 2>/dev/null | grep -E '^(TMUX_PANE|SSH_TTY)=' | head -n 1)
fl_place=$(tr '\\000' '\\n' </proc/${shellPid}/environ 2>/dev/null | grep -E '^(TMUX|SSH_CONNECTION)=' | head -n 1)
for p in ${perhaps.join(" ")}; do
[ -r "/proc/$p/environ" ] || continue
for f in 0 1 2; do
if [ "$(readlink "/proc/$p/fd/$f" 2>/dev/null)" = "$fl_tty" ]; then echo "T $p"; continue 2; fi
done
if [ -n "$fl_name" ] && [ -n "$fl_place" ]; then
fl_env=$(tr '\\000' '\\n' <"/proc/$p/environ" 2>/dev/null)
printf '%s\\n' "$fl_env" | grep -qxF "$fl_name" && printf '%s\\n' "$fl_env" | grep -qxF "$fl_place" && echo "T $p"
fi
done
exit 0`;
}

/** What `detailScript` printed. */
export function readDetails(printed: string): {
  commands: Map<number, string>;
  fromTerminal: Set<number>;
} {
  const commands = new Map<number, string>();
  const fromTerminal = new Set<number>();
  for (const line of printed.split("\n")) {
    const [, kind, pid, text = ""] = /^([CT]) (\d+) ?(.*)$/.exec(line) ?? [];
    if (kind === "T") fromTerminal.add(Number(pid));
    else if (kind === "C" && text.trim() !== "") commands.set(Number(pid), text.trim());
  }
  return { commands, fromTerminal };
}

type Named = Pick<RunProcess, "pid" | "start">;

/**
 * POSIX sh text that sends a signal to each process that is still the one that was named, and says "sent pid", "gone pid" or
 * "kept pid" (not permitted).
 */
export function signalScript(
  signal: Exclude<RunSignal, "INT">,
  processes: readonly Named[],
): string {
  const each = processes.map(({ pid, start }) => `one ${pid} '${start.replaceAll("'", "")}'`);
  return `one() {
if [ -r /proc/self/stat ]; then
fl_line=$(cat "/proc/$1/stat" 2>/dev/null)
fl_rest=\${fl_line##*) }
[ -n "$fl_line" ] && fl_start=$(set -- $fl_rest; shift 19; echo "$1") || fl_start=
else
fl_start=$(LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' | sed 's/^ //;s/ $//')
fi
if [ "$fl_start" != "$2" ]; then echo "gone $1"
elif kill -${signal} "$1" 2>/dev/null; then echo "sent $1"
else echo "kept $1"; fi
}
${each.join("\n")}
exit 0`;
}

/** How it went, by process id. */
export function readSignalled(printed: string): Record<"sent" | "gone" | "kept", number[]> {
  const found = { sent: [] as number[], gone: [] as number[], kept: [] as number[] };
  for (const line of printed.split("\n")) {
    const [, how, pid] = /^(sent|gone|kept) (\d+)$/.exec(line) ?? [];
    if (how !== undefined) found[how as keyof typeof found].push(Number(pid));
  }
  return found;
}
