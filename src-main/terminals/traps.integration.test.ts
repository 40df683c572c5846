import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type KnownShell,
  knownShells,
  type OpenShell,
  ShellWorld,
} from "../../e2e/world/shells.ts";

/** A command and what it must do, in every shell named: output exactly, exit code, file contents under HOME. */
type Trap = {
  title: string;
  shells?: readonly KnownShell[];
  command: string;
  output?: string;
  exitCode?: number;
  file?: [name: string, text: string];
};

const posix = ["bash", "zsh", "dash", "ash"] as const;
const multiline = ["bash", "zsh"] as const;
const pasting = ["bash", "zsh", "fish"] as const;

const traps: readonly Trap[] = [
  {
    title: "history expansion in quotes",
    shells: posix,
    command: 'echo "wow!x"',
    output: "wow!x\n",
  },
  {
    title: "history expansion bare",
    shells: posix,
    command: "echo wow!x !! !$ ^a^b",
    output: "wow!x !! !$ ^a^b\n",
  },
  { title: "a tab in quotes", shells: multiline, command: "printf '%s' 'a\tb'", output: "a\tb" },
  { title: "a tab as a separator", shells: multiline, command: "echo\ta\tb", output: "a b\n" },
  { title: "a comment at the end", command: "echo a # b c", output: "a\n" },
  { title: "only a comment", shells: posix, command: "# nothing", output: "", exitCode: 0 },
  {
    title: "letters of the world and emoji",
    command: "echo 'é Документы 漢字 🙂'",
    output: "é Документы 漢字 🙂\n",
  },
  { title: "a leading space", shells: posix, command: " echo a", output: "a\n" },
  { title: "a false at the end of a list", command: "true; false", output: "", exitCode: 1 },
  {
    title: "a command that is not there",
    command: "fairlead-no-such-command 2>/dev/null",
    exitCode: 127,
  },
  { title: "a signal", shells: posix, command: "sh -c 'kill -9 $$' 2>/dev/null", exitCode: 137 },
  {
    title: "single quotes within",
    shells: posix,
    command: `printf '%s|' 'it'"'"'s' "\\$x"`,
    output: "it's|$x|",
  },
  {
    title: "a backslash at a line's end",
    shells: multiline,
    command: "echo a \\\n b",
    output: "a b\n",
  },
  {
    title: "several lines",
    shells: pasting,
    command: "echo one\necho two\nsh -c 'exit 3'",
    output: "one\ntwo\n",
    exitCode: 3,
  },
  {
    title: "a loop over lines",
    shells: multiline,
    command: "for i in 1 2 3\ndo\n  echo $i\ndone",
    output: "1\n2\n3\n",
  },
  {
    title: "a function over lines",
    shells: multiline,
    command: "f() {\n  echo in f\n}\nf",
    output: "in f\n",
  },
  {
    title: "a block of fish",
    shells: ["fish"],
    command: "for i in 1 2\n  echo $i\nend",
    output: "1\n2\n",
  },
  {
    title: "a here-document",
    shells: multiline,
    command: "cat > f1 <<'EOF'\n$HOME `x` \\ !bang \"q\"\n\n\tindented\n  # no comment\nEOF",
    output: "",
    file: ["f1", '$HOME `x` \\ !bang "q"\n\n\tindented\n  # no comment\n'],
  },
  {
    title: "a here-document with tabs cut off",
    shells: multiline,
    command: "cat > f2 <<-EOF\n\tone\n\t\ttwo\n\tEOF",
    output: "",
    file: ["f2", "one\ntwo\n"],
  },
  {
    title: "two here-documents and a command after them",
    shells: multiline,
    command: "cat <<A; cat <<B\n1\nA\n2\nB\necho 3",
    output: "1\n2\n3\n",
  },
  {
    title: "a here-document for another shell",
    shells: multiline,
    command: "sh -s <<'EOF'\ncat <<X\nin\nX\nexit 5\nEOF",
    output: "in\n",
    exitCode: 5,
  },
  {
    title: "output that looks like marks",
    command: `printf '\\033]133;D;0\\007\\033]133;A\\007$ fake'; sh -c 'exit 4'`,
    output: "$ fake",
    exitCode: 4,
  },
  { title: "output that clears the line", command: "printf 'a\\033[2K\\rb\\n'", output: "b\n" },
  {
    title: "set -e in parentheses",
    shells: posix,
    command: "(set -eu; false; echo no)",
    output: "",
    exitCode: 1,
  },
  { title: "exit in parentheses", shells: posix, command: "(exit 3)", output: "", exitCode: 3 },
  {
    title: "exec in parentheses",
    shells: posix,
    command: "(exec sh -c 'exit 6')",
    output: "",
    exitCode: 6,
  },
  {
    title: "a trap in parentheses",
    shells: posix,
    command: "(trap '' INT)",
    output: "",
    exitCode: 0,
  },
  {
    title: "an exported variable",
    shells: posix,
    command: "export FL_TEST=1 && cd /tmp",
    output: "",
  },
  {
    title: "is there in the next command",
    shells: posix,
    command: 'echo "$FL_TEST $PWD"',
    output: "1 /tmp\n",
  },
  { title: "and the way back", command: "cd", output: "" },
  { title: "standard error", shells: posix, command: "echo err >&2", output: "err\n" },
  {
    title: "many lines",
    command: "seq 1 2000",
    output: Array.from({ length: 2000 }, (_, n) => `${n + 1}\n`).join(""),
  },
  {
    title: "a background job",
    shells: posix,
    command: "sleep 0.01 & wait; echo waited",
    exitCode: 0,
  },
];

for (const [shell, tmux] of knownShells.flatMap((shell) => [
  [shell, false] as const,
  [shell, true] as const,
])) {
  describe(`${shell} ${tmux ? "in tmux" : "on a PTY"}`, () => {
    let world: ShellWorld;
    let open: OpenShell;
    beforeAll(async () => {
      world = new ShellWorld({ shell, tmux });
      open = await world.open();
      expect(open.info.durability).toEqual(tmux ? "tmux" : "plain");
    });
    afterAll(() => world[Symbol.asyncDispose]());

    for (const trap of traps) {
      if (!(trap.shells ?? knownShells).includes(shell)) continue;
      test(trap.title, async () => {
        const run = await open.run(trap.command);
        expect(run).toMatchObject({
          state: "finished",
          command: trap.command,
          ...(trap.exitCode === undefined ? {} : { exitCode: trap.exitCode }),
          ...(trap.output === undefined ? {} : { output: trap.output }),
        });
        if (trap.file !== undefined) {
          expect(readFileSync(join(world.home, trap.file[0]), "utf8")).toEqual(trap.file[1]);
        }
      });
    }
  });
}

test.each([false, true])("bash: a script of 200 KB arrives whole (tmux: %s)", async (tmux) => {
  await using world = new ShellWorld({ shell: "bash", tmux });
  const open = await world.open();
  const body = Array.from({ length: 4_000 }, (_, n) => `line ${n} ${"x".repeat(40)}`).join("\n");
  const run = await open.run(`cat > big <<'EOF'\n${body}\nEOF`, 60_000);
  expect(run).toMatchObject({ state: "finished", exitCode: 0, output: "" });
  expect(readFileSync(join(world.home, "big"), "utf8")).toEqual(`${body}\n`);
});

for (const shell of knownShells) {
  test(`${shell}: history holds the approved text and nothing of ours`, async () => {
    const options = { HISTFILE: "", HISTSIZE: "1000" };
    await using world = new ShellWorld({ shell, environment: options });
    const open = await world.open();
    if (shell === "dash") return;
    for (const command of ['echo "a b"', "cd /tmp", "true # why"]) await open.run(command);
    const list = shell === "fish" ? "history" : shell === "zsh" ? "fc -ln 1" : "history";
    const { output } = await open.run(list);
    const lines = output.split("\n").map((line) => line.replace(/^\s*\d*\s*/, "").trimEnd());
    const entries = lines.filter((line) => line !== "" && line !== list);
    const expected = ['echo "a b"', "cd /tmp", "true # why"];
    expect(shell === "fish" ? entries.reverse() : entries).toEqual(expected);
  });
}

for (const shell of knownShells) {
  test(`${shell}: nothing of ours is in the environment, on the disk or in an open file`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    const { output } = await open.run("env");
    const names = output.split("\n").map((line) => line.split("=", 1)[0] ?? "");
    expect(names.filter((name) => /fl_|fairlead|ENV|ZDOTDIR|^PS\d|PROMPT/i.test(name))).toEqual([]);
    expect(output).not.toContain(open.terminal.nonce);
    expect(output).toContain("TERM=xterm-256color\n");
    expect(output).toContain("COLORTERM=truecolor\n");
    const files = await open.run(`ls -A ${join(world.home, "../tmp")}`);
    // fish keeps a folder for its own use there.
    expect(files.output.replace(/^fish\.\w+\/?\n/, "")).toEqual("");
    const descriptors = await open.run("ls -l /proc/self/fd");
    expect(descriptors.output).not.toMatch(/ 9 -> /);
  });
}
