import { expect, test } from "vitest";
import { type KnownShell, ShellWorld } from "../../e2e/world/shells.ts";

/** What people have in their configuration, and what it must not break; prompts are in completion.integration.test.ts. */
const configurations: readonly {
  title: string;
  shell: KnownShell;
  files?: Record<string, string>;
  /** Lines that the person types first. */
  typed?: readonly string[];
  environment?: Record<string, string>;
}[] = [
  {
    title: "a prompt made anew each time",
    shell: "bash",
    files: { ".bashrc": 'p() { PS1="[$?] \\w \\$ "; }\nPROMPT_COMMAND=p\n' },
  },
  {
    title: "a prompt made anew each time, with a right side",
    shell: "zsh",
    files: { ".zshrc": "precmd() { PROMPT=\"[$?] %~ %# \"; RPROMPT='%T'; }\n" },
  },
  {
    title: "a precmd that is added and a preexec",
    shell: "zsh",
    files: {
      ".zshrc":
        "autoload -Uz add-zsh-hook\nf() { PS1='f> ' }\nadd-zsh-hook precmd f\ng() { print -n '\\e]0;x\\a' }\nadd-zsh-hook preexec g\n",
    },
  },
  { title: "hooks thrown away later", shell: "bash", typed: ["PROMPT_COMMAND='true'"] },
  {
    title: "hooks thrown away later",
    shell: "zsh",
    typed: ["precmd_functions=() preexec_functions=()"],
  },
  { title: "set -u", shell: "bash", typed: ["set -u"] },
  { title: "set -u", shell: "zsh", typed: ["set -u"] },
  { title: "set -u", shell: "dash", typed: ["set -u"] },
  { title: "set -a", shell: "bash", typed: ["set -a"] },
  { title: "set -a", shell: "zsh", typed: ["set -a"] },
  { title: "vi mode", shell: "bash", files: { ".bashrc": "set -o vi\n" } },
  {
    title: "vi mode by inputrc",
    shell: "bash",
    files: { ".inputrc": "set editing-mode vi\nset show-mode-in-prompt on\n" },
  },
  { title: "vi mode", shell: "zsh", files: { ".zshrc": "bindkey -v\n" } },
  {
    title: "vi mode",
    shell: "fish",
    files: { ".config/fish/config.fish": "fish_vi_key_bindings\nset -g fish_greeting\n" },
  },
  {
    title: "bracketed paste switched off",
    shell: "bash",
    files: { ".inputrc": "set enable-bracketed-paste off\n" },
  },
  {
    title: "paste magic that quotes addresses",
    shell: "zsh",
    files: {
      ".zshrc":
        "autoload -Uz bracketed-paste-magic url-quote-magic\nzle -N bracketed-paste bracketed-paste-magic\nzle -N self-insert url-quote-magic\n",
    },
  },
  {
    title: "ksh arrays and sh word splitting",
    shell: "zsh",
    files: { ".zshrc": "setopt ksh_arrays sh_word_split prompt_subst\n" },
  },
  {
    title: "Enter bound to something else",
    shell: "zsh",
    files: {
      ".zshrc": "e() { BUFFER=\"echo changed\"; zle .accept-line }\nzle -N e\nbindkey '^M' e\n",
    },
  },
  {
    title: "abbreviations",
    shell: "fish",
    files: { ".config/fish/config.fish": "abbr -a echo echo changed\nset -g fish_greeting\n" },
  },
  {
    title: "aliases of what our functions use",
    shell: "bash",
    files: { ".bashrc": "alias local='echo no' case='echo no' bind='echo no' set='echo no'\n" },
  },
  {
    title: "a prompt that is exported",
    shell: "bash",
    files: { ".bashrc": "export PS1='\\$ ' PROMPT_COMMAND=true\n" },
  },
  { title: "a prompt that is exported", shell: "dash", environment: { PS1: "$ " } },
  {
    title: "a file named by ENV",
    shell: "dash",
    files: { ".shrc": "FROM_ENV=yes\n" },
    environment: { ENV: "$HOME/.shrc" },
  },
  {
    title: "nounset and errexit in the file itself",
    shell: "bash",
    files: { ".bashrc": "set -u\nshopt -s extglob nullglob\n" },
  },
];

for (const { title, shell, files, typed, environment } of configurations) {
  test(`${shell}: ${title}`, async () => {
    await using world = new ShellWorld({
      shell,
      ...(files === undefined ? {} : { files }),
      ...(environment === undefined ? {} : { environment }),
    });
    const open = await world.open();
    for (const line of typed ?? []) await open.enter(line);
    const results = [];
    for (const command of [
      "sh -c 'exit 37'",
      "printf 'x%s' end",
      "echo 'http://h/?a=b&c=d' wow",
      "false",
      "cd /",
    ]) {
      const { state, exitCode, output, directoryAfter } = await open.run(command);
      results.push([state, exitCode, output, directoryAfter]);
    }
    expect(results).toEqual([
      ["finished", 37, "", world.home],
      ["finished", 0, "xend", world.home],
      ["finished", 0, "http://h/?a=b&c=d wow\n", world.home],
      ["finished", 1, "", world.home],
      ["finished", 0, "", "/"],
    ]);
    const environmentNow = await open.run("env");
    expect(environmentNow.output).not.toContain(open.terminal.nonce);
    expect(environmentNow.output).not.toMatch(/__fl_|fairlead_env|^ENV=\/dev/im);
    expect(open.text()).not.toMatch(/133;|__fl_|27;7;9/);
  });
}

test("bash: the person's own files are loaded once, and their own history expansion works", async () => {
  const files = { ".bashrc": "echo rc >> ~/loaded\nHISTFILE=\n" };
  await using world = new ShellWorld({ shell: "bash", files });
  const open = await world.open();
  await open.run("echo 'by agent!x'");
  await open.enter("echo one");
  await open.enter("!!");
  expect(open.text()).toMatch(/!!\necho one\none\n/);
  expect((await open.run("cat loaded")).output).toEqual("rc\n");
});

test("zsh: the person's own files are loaded from ZDOTDIR, and their options are as they were", async () => {
  const files = {
    ".zshrc": "echo wrong >> ~/loaded\n",
    "z/.zshenv": "echo env >> ~/loaded\n",
    "z/.zshrc": "PS1='%# '; echo rc >> ~/loaded\n",
  };
  await using world = new ShellWorld({ shell: "zsh", files });
  world.setEnvironment("ZDOTDIR", `${world.home}/z`);
  const open = await world.open();
  const { output } = await open.run(
    'cat loaded; echo "$ZDOTDIR $histchars"; setopt | grep -c interactivecomments',
  );
  expect(output).toEqual(
    // The first two characters are none that could be typed, so nothing is expanded on the agent's line.
    `env\nrc\n${world.home}/z #\n1\n`,
  );
  await open.enter("setopt | grep -c interactivecomments");
  await open.enter("echo one");
  await open.enter("!!");
  expect(open.text()).toMatch(/grep -c interactivecomments\n0\n/);
  expect(open.text()).toMatch(/!!\necho one\none\n/);
});

test("a prompt that is printed is no mark", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const run = await open.run('echo "$PS1"; sleep 0.3; sh -c "exit 9"');
  expect(run).toMatchObject({ state: "finished", exitCode: 9 });
});
