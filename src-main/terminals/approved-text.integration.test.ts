import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type KnownShell, type OpenShell, ShellWorld } from "../../e2e/world/shells.ts";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { Sshd } from "../../e2e/world/sshd.ts";

/** What an agent asks for, and the bytes that are in `file` when it was run as it was approved. */
type Script = { title: string; text: string; file: string | Buffer; output?: string };

const everything = [
  "$HOME `id` $(id) ${x:-y} $((1+1)) \\ \\\\ \\n !bang !! !$ ^a^b",
  "\"double\" 'single' it's; & | > < * ? [a] {b,c} ~ # no comment",
  "\ttab\tand  spaces  at the end  ",
  "é Документы 漢字 🙂 e\u0301",
  "",
  "$",
].join("\n");

const scripts: readonly Script[] = [
  {
    title: "all that a shell or its editor would read as something else",
    text: `cat > f <<'EOF'\n${everything}\nEOF`,
    file: `${everything}\n`,
  },
  {
    title: "line ends of another system",
    text: "cat > f <<'EOF'\r\na\r\n\r\nb\r\nEOF\r\n",
    file: "a\n\nb\n",
  },
  { title: "tabs that are cut off", text: "cat > f <<-EOF\n\ta\n\t\tb c\n\tEOF", file: "a\nb c\n" },
  {
    title: "a here-document in one for another shell",
    text: "bash -s <<'OUTER'\ncat > f <<'INNER'\n$x `y` !z\nINNER\necho $((6 * 7))\nOUTER",
    file: "$x `y` !z\n",
    output: "42\n",
  },
  { title: "a comment at the end", text: "printf a > f # then 'nothing", file: "a" },
  { title: "a line that goes on", text: "printf '%s' a \\\n  b > f", file: "ab" },
  {
    title: "substitutions of both kinds",
    text: 'printf \'%s\' "$(printf \'%s\' "a\\"b")" `echo c` > f',
    file: 'a"bc',
  },
  {
    title: "bytes of another encoding",
    text: "printf '\\304\\343\\272\\303\\377' > f; cat f >/dev/null",
    file: Buffer.from("c4e3bac3ff", "hex"),
  },
  {
    title: "history expansion of every kind",
    text: "printf '%s' !! \"!x\" '!y' !$ a!b > f",
    file: "!!!x!y!$a!b",
  },
];

/** Runs what is proposed for this text and reads the file that it has written. */
async function runAsProposed(open: OpenShell, world: ShellWorld, text: string, name = "f") {
  const command = open.terminal.prepare(text);
  expect(open.terminal.checkCommand(command)).toEqual([]);
  const run = await open.run(command);
  return { command, run, file: readFileSync(join(world.home, name)) };
}

/** bash without a paste mode of its own, as before version 4.4; zsh with the paste that people install. */
const rc = {
  ".bashrc": "PS1='$ '\nbind 'set enable-bracketed-paste off'\nset -o histexpand\n",
  ".zshrc":
    "PS1='%# '\nautoload -Uz bracketed-paste-magic url-quote-magic\nzle -N bracketed-paste bracketed-paste-magic\nzle -N self-insert url-quote-magic\nsetopt bang_hist\n",
};

for (const shell of ["bash", "zsh"] as const) {
  test(`${shell}: what was approved is what runs, byte for byte`, async () => {
    await using world = new ShellWorld({ shell, files: rc });
    const open = await world.open();
    // And switched off once more by hand, after our own rc has been.
    if (shell === "bash") await open.enter("bind 'set enable-bracketed-paste off'");
    for (const { title, text, file, output = "" } of scripts) {
      const done = await runAsProposed(open, world, text);
      expect([title, done.run.exitCode, done.run.output, done.file]).toEqual([
        title,
        0,
        output,
        Buffer.from(file),
      ]);
      expect(done.run.command).toEqual(done.command);
    }
  });

  test(`${shell}: what the shell cannot read ends with an error and a prompt`, async () => {
    await using world = new ShellWorld({ shell, files: rc });
    const open = await world.open();
    for (const command of [
      "echo $((1 + ))",
      "[[ a -zz b ]]",
      "echo ${x!y}",
      "case x in esac)",
      "fi",
    ]) {
      if (open.terminal.checkCommand(command).length > 0) continue; // Refused before it was asked for.
      const { exitCode, state } = await open.run(command);
      expect([command, state, exitCode === 0]).toEqual([command, "finished", false]);
    }
    expect(await open.run("echo on")).toMatchObject({ exitCode: 0, output: "on\n" });
  });
}

const bigText = Array.from({ length: 4_000 }, (_, n) => `line ${n} ${"$x!y`z".repeat(7)}`).join(
  "\n",
);

test("zsh: a script of 200 KB arrives whole, in the parentheses it was proposed with", async () => {
  await using world = new ShellWorld({ shell: "zsh" });
  const open = await world.open();
  const done = await runAsProposed(
    open,
    world,
    `cat > big <<'EOF'\n${bigText}\nEOF\nexit 3`,
    "big",
  );
  expect(done.command).toMatch(/^\(\ncat > big [\s\S]*\nEOF\nexit 3\n\)$/);
  expect([done.run.state, done.run.exitCode, done.file]).toEqual([
    "finished",
    3,
    Buffer.from(`${bigText}\n`),
  ]);
  expect(await open.run("echo on")).toMatchObject({ output: "on\n" });
});

test("fish: as much as it takes arrives whole; more is refused with what to do", async () => {
  await using world = new ShellWorld({ shell: "fish" });
  const open = await world.open();
  const body = Array.from({ length: 200 }, (_, n) => `line ${n} ${"x".repeat(60)}`).join("\n");
  const done = await runAsProposed(open, world, `printf '%s\\n' '${body}' > big`, "big");
  expect([done.run.exitCode, done.file]).toEqual([0, Buffer.from(`${body}\n`)]);
  const [refusal] = open.terminal.checkCommand(`echo '${bigText}'`);
  expect(refusal?.sentence).toContain("Write it to a file and run that.");
});

for (const shell of ["bash", "zsh", "fish"] as const satisfies readonly KnownShell[]) {
  test(`${shell}: a line that is as long as what was approved and is something else is not run`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    // As a filter of pasted text would.
    await open.enter(changesPastes[shell]);
    await expect(open.run("echo aaa > ran")).rejects.toThrow(
      "the shell's line is not what was sent",
    );
    await open.until(() => open.terminal.shell.place === "prompt", "a prompt");
    expect(world.execute("ls ~")).not.toContain("ran");
  });
}

const changesPastes: Record<"bash" | "zsh" | "fish", string> = {
  bash: 'bind -x \'"\\e[200~":READLINE_LINE="echo bbb > ran"\'',
  zsh: "__fl_paste() { local p; zle .bracketed-paste p; BUFFER=${p//a/b} }",
  fish: "function __fish_insert_paste; end; bind \\e\\[200~ 'commandline \"echo bbb > ran\"'",
};

test("a here-document for bash on another host arrives there byte for byte", async () => {
  await using sshd = await Sshd.start();
  await using world = new ShellWorld({ shell: "bash" });
  const key = makeKey(world.home, "id");
  sshd.authorize(key);
  const options = `-i ${key.path} -p ${sshd.port} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
  const open = await world.open();
  const path = join(sshd.directory, "f");
  const text = `ssh ${options} ${sshd.user}@${sshd.address} bash -s <<'REMOTE'\ncat > ${path} <<'EOF'\n${everything}\nEOF\nexit 7\nREMOTE`;
  const command = open.terminal.prepare(text);
  expect(command).toEqual(text);
  expect(await open.run(command)).toMatchObject({ exitCode: 7, output: "" });
  expect(readFileSync(path, "utf8")).toEqual(`${everything}\n`);
});
