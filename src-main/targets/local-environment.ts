import type { Environment } from "../base/paths.ts";

/** Left behind by the launcher, the runtime or a terminal multiplexer that Fairlead itself was started in. */
const notForPrograms =
  /^(FAIRLEAD_.*|npm_.*|NODE|NODE_ENV|NODE_OPTIONS|NODE_CHANNEL_FD|INIT_CWD|ELECTRON_.*|CHROME_.*|GDK_BACKEND_FROM_.*|VITEST.*|TMUX|TMUX_PANE|STY|WINDOW|WINDOWID|TERMCAP|COLUMNS|LINES|TERM_PROGRAM.*|VTE_VERSION|COLOR|FORCE_COLOR|NO_COLOR|ENV|BASH_ENV|OLDPWD|_)$/;

/** The environment of a program in one of our terminals: the person's own, with nothing of Fairlead's in it. */
export function localEnvironment(environment: Environment): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !notForPrograms.test(name)) clean[name] = value;
  }
  const path = (clean["PATH"] ?? "")
    .split(":")
    .filter((entry) => entry !== "" && !/\/node_modules\/(\.bin|.*node-gyp-bin)$/.test(entry))
    .join(":");
  return {
    ...clean,
    PATH: path || "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    TERM: "xterm-256color",
    COLORTERM: "truecolor",
  };
}
