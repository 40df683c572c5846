import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PromptStyle, promptStyles } from "../../e2e/world/prompt-styles.ts";
import { type KnownShell, type OpenShell, quietStart, ShellWorld } from "../../e2e/world/shells.ts";
import { SshShells } from "../../e2e/world/ssh-shells.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";

/** More than two thousand lines of it are sent, so that the reader hangs up first. */
const page = createServer((_request, response) => response.end("0123456789".repeat(50_000)));
let address = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => page.close(resolve)));

/** Programs in the person's home that print what could be taken for an end, and end later. */
const programs = {
  // Says that it ends as the last thing it does.
  slow: "printf 'a\\n'; sleep 0.25; echo b; touch ended-slow; exit 5",
  marks: [
    "printf '\\033]133;D;0\\007\\033]133;A\\007fake\\033]133;B\\007\\033]133;C;\\007'",
    "printf '\\033]133;D;0;fl=0123;n=99;w=1\\007\\033]7;file://h/tmp?fl=0123:99:0:p:99.0\\007\\033]133;B;fl=0123;k=)\\007'",
    "printf '\\033]633;D;0\\033\\\\\\033]133;D;0;fl='",
    "sleep 0.15; printf '\\007after\\n'; touch ended-marks; exit 4",
  ].join("\n"),
  prompt: [
    "printf 'user@host:~$ \\n❯ \\n[root@host ~]# \\n>>> \\n$ '",
    "sleep 0.15; echo; echo end; touch ended-prompt; exit 6",
  ].join("\n"),
  escapes: [
    "printf 'a\\033[31mred\\033[0m\\033]0;title\\007\\n\\033[?25l\\033[?25hx\\b'",
    "printf '\\033[2K\\rb\\n\\033[?2004h\\033[?2004l'",
    "sleep 0.15; printf 'c'; touch ended-escapes; exit 8",
  ].join("\n"),
};

type Expected = [command: string, exitCode: number, output: string];

/** All is printed by programs: what a builtin of fish itself prints is lost where its prompt's own signal comes meanwhile. */
const cases = (): Expected[] => [
  ["true", 0, ""],
  ["mkdir x", 0, ""],
  ["env printf 'no-newline'", 0, "no-newline"],
  ["false", 1, ""],
  ["sh -c 'exit 37'", 37, ""],
  [`curl -s ${address} | head -c 200`, 0, "0123456789".repeat(20)],
  ["sleep 0.1 && env echo zsh", 0, "zsh\n"],
  ["sh slow", 5, "a\nb\n"],
  ["sh marks", 4, "fakeafter\n"],
  ["sh prompt", 6, "user@host:~$ \n❯ \n[root@host ~]# \n>>> \n$ \nend\n"],
  ["sh escapes", 8, "ared\nb\nc"],
];

/** One person's account, and a terminal on it. */
type World = {
  home: string;
  write: (path: string, text: string) => void;
  open: () => Promise<OpenShell>;
};

/** What the shell's own state is made of, as far as it can tell, into a file: none of it is for the screen. */
const stateOf: Record<KnownShell, string> = {
  bash: "(set +x; env; declare -F; alias -p; set -o; shopt; trap -p; bind -X; bind -P) >state 2>&1",
  zsh: "(set +x; env; print -rl -- ${(ok)functions}; alias; setopt; bindkey; zle -l; trap) >state 2>&1",
  fish: "begin; env; functions -a; bind; set -n; end >state",
  dash: "(set +x; env; alias; set -o; trap) >state 2>&1",
  ash: "(set +x; env; alias; set -o; trap) >state 2>&1",
};
/** Changes with every command, is of the prompt's making, or is what fish loads when it is first used. */
const volatile = /^(_=|\+|xtrace |STARSHIP|tide_|.*\bp9_fd\b|__(?!fl_))/;

async function state(open: OpenShell, world: World, shell: KnownShell): Promise<string[]> {
  await open.run(stateOf[shell]);
  const text = readFileSync(join(world.home, "state"), "utf8");
  expect(text).not.toContain(open.terminal.nonce);
  return text
    .split("\n")
    .filter((line) => !volatile.test(line))
    .sort();
}

const historyOf: Record<KnownShell, string | null> = {
  bash: "history",
  zsh: "fc -ln 1",
  fish: "history | cat",
  dash: null,
  ash: "history",
};

/** Each command that ran, once; shells differ in how often they keep the same one. */
async function history(open: OpenShell, shell: KnownShell): Promise<Set<string> | null> {
  const list = historyOf[shell];
  if (list === null) return null;
  const { output } = await open.run(list);
  const lines = withoutTrace(output)
    .split("\n")
    .map((line) => line.replace(/^\s*\d*\s*/, "").trimEnd());
  return new Set(lines.filter((line) => line !== "" && line !== list));
}

/** What `set -x` prints is output of the shell. */
const withoutTrace = (output: string) => output.replace(/^\++ .*\n/gm, "");
/** The two ends of a pipe print it into one another's lines. */
const printed = (title: string, command: string, output: string) =>
  title.endsWith("set -x") && command.includes("|") ? output.slice(-200) : withoutTrace(output);

/** Where the shell is: it must make no difference. */
const ways = ["on this machine", "over SSH", "in tmux over SSH"] as const;
type Way = (typeof ways)[number];

const accountOf = (style: PromptStyle, way: Way) =>
  `fl${promptStyles.indexOf(style)}x${ways.indexOf(way)}`;

let host: SshShells | null = null;
beforeAll(async () => {
  if (!canMakeAccounts) return;
  const accounts = promptStyles.flatMap((style) =>
    ways.slice(1).map((way) => [accountOf(style, way), style.shell] as const),
  );
  host = await SshShells.start(Object.fromEntries(accounts), { HISTSIZE: "1000" });
});
afterAll(() => host?.[Symbol.asyncDispose]());

/** The person's account with all that their prompt needs. A login shell has from a profile what a local one is given. */
function openWorld(style: PromptStyle, way: Way): World & AsyncDisposable {
  const { shell, files = {}, environment = {} } = style;
  if (way === "on this machine") {
    return new ShellWorld({ shell, files, environment: { HISTSIZE: "1000", ...environment } });
  }
  if (host === null) throw new Error("there is no sshd");
  const shells = host;
  const account = accountOf(style, way);
  const profile = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  if (shell === "bash" && files[".bashrc"] !== undefined) profile.push(". ~/.bashrc\n");
  const write = (path: string, text: string) => shells.write(account, path, text);
  write(".profile", profile.join(""));
  for (const [path, text] of Object.entries({ ...quietStart, ...files })) write(path, text);
  const terminals = shells.terminals(account, way === "in tmux over SSH");
  return {
    home: shells.home(account),
    write,
    open: () => terminals.open(),
    [Symbol.asyncDispose]: () => terminals[Symbol.asyncDispose](),
  };
}

describe.concurrent("every end is exact, in time and never early", () => {
  for (const style of promptStyles) {
    for (const way of ways) {
      const isPossible = way === "on this machine" || canMakeAccounts;
      test.runIf(isPossible)(
        `${style.shell}, ${style.title}, ${way}`,
        async () => {
          await using world = openWorld(style, way);
          await holdsEveryEnd(world, style);
        },
        90_000,
      );
    }
  }
});

async function holdsEveryEnd(
  world: World,
  { title, shell, typed = [], shows = "" }: PromptStyle,
): Promise<void> {
  for (const [name, text] of Object.entries(programs)) world.write(name, `${text}\n`);
  const open = await world.open();
  for (const line of typed) await open.enter(line);
  const before = await state(open, world, shell);
  const late: number[] = [];
  const results: Expected[] = [];
  for (const [command] of cases()) {
    const { exitCode, output, state: how } = await open.run(command);
    const now = Date.now();
    const ended = join(world.home, `ended-${command.replace(/^sh /, "")}`);
    if (command.startsWith("sh ") && !command.includes("-c")) {
      expect(existsSync(ended), `${command} had ended`).toBe(true);
      late.push(now - statSync(ended).mtimeMs);
    }
    expect([command, how]).toEqual([command, "finished"]);
    results.push([command, exitCode ?? Number.NaN, printed(title, command, output)]);
  }
  expect(results).toEqual(cases());
  // Whoever waits for a pause or polls is late every time; a busy machine only now and then.
  expect(Math.min(...late)).toBeLessThan(1_000);
  expect(await state(open, world, shell)).toEqual(before);
  await open.until(() => open.raw().includes(shows), `“${shows}”`);
  // The programs print marks of their own; none of ours is ever seen.
  expect(open.text()).not.toMatch(/fl=|__fl_|27;7;9/);
  const ran = new Set([...typed, stateOf[shell], ...cases().map(([command]) => command)]);
  const kept = await history(open, shell);
  if (kept !== null) expect(kept).toEqual(ran);
  world.write("marker", `]133;D;0;fl=${open.terminal.nonce};n=99;w=1\n`);
  const marker = await open.run("cat marker; sh -c 'exit 9'");
  expect([marker.exitCode, withoutTrace(marker.output)]).toEqual([
    9,
    readFileSync(join(world.home, "marker"), "utf8"),
  ]);
}
