import type { Finding, Program } from "../programs/program.ts";

const clears = (words: readonly (string | null)[]): Finding | null =>
  words.every((word) => /^-[vpl]+$|^[-+]\d+$/.test(word ?? ""))
    ? null
    : { effect: "change", because: "dirs changes the list of directories" };

/** Builtins of the shells that data can describe. Those that touch the shell itself have handlers of their own. */
export const builtinPrograms: readonly Program[] = [
  {
    names: "true false :",
    style: "words",
    operands: "text",
    safeOptions: true,
    examples: { reads: ["true", "false x", ": y"], acts: [": $(touch x)", ": > x"] },
  },
  {
    names: "echo",
    style: "words",
    operands: "text",
    safeOptions: true,
    examples: { reads: ["echo hello", "echo -e 'a\\nb' $HOME", "echo *"], acts: ["echo x > y"] },
  },
  {
    names: "pwd",
    flags: "-L -P -LP -PL -W",
    safeOptions: true,
    examples: { reads: ["pwd", "pwd -P"], acts: ["pwd > x", "pwd x"] },
  },
  {
    names: "type whence where",
    style: "words",
    operands: "text",
    examples: { reads: ["type ls", "type -a ls"], acts: ["type ls > x"] },
  },
  {
    names: "times",
    style: "words",
    operands: "text",
    examples: { reads: ["times"], acts: ["times > x"] },
  },
  {
    names: "jobs",
    flags: "-l -n -p -r -s",
    operands: "text",
    examples: { reads: ["jobs -l"], acts: ["jobs -x rm"] },
  },
  {
    names: "wait",
    flags: "-n -f",
    operands: "text",
    examples: { reads: ["wait", "wait 12"], acts: ["wait -n -p v"] },
  },
  {
    names: "dirs",
    style: "words",
    operands: "text",
    check: clears,
    examples: { reads: ["dirs"], acts: ["dirs -c"] },
  },
  {
    names: "help",
    style: "words",
    operands: "text",
    examples: { reads: ["help cd"], acts: ["help > x"] },
  },
  {
    names: "exit return break continue logout shift bye",
    style: "words",
    operands: "text",
    examples: { reads: ["( exit 1 )", "for i in 1; do break; done"], acts: ["( exit $(rm x) )"] },
  },
  {
    names: "fg bg disown",
    style: "words",
    operands: "text",
    effect: "change",
    because: "moves jobs between foreground and background",
    examples: { reads: [], acts: ["fg", "bg %1"] },
  },
  {
    names: "ulimit limit",
    flags: "-a -S -H -Sa -Ha -aS -aH -c -d -f -l -m -n -s -t -u -v -x -i -q -e -r -p -b -k",
    operands: "unknown",
    examples: { reads: ["ulimit -a", "ulimit -n", "ulimit -Hn"], acts: ["ulimit -n 4096"] },
  },
  {
    names: "umask",
    flags: "-S -p",
    operands: "unknown",
    examples: { reads: ["umask", "umask -S"], acts: ["umask 000"] },
  },
  {
    names: "history fc",
    secret: true,
    because: "shows what was typed before, which may hold passwords",
    flags: "-l -n -r -ln -lr -lnr",
    operands: "text",
    check: (words) =>
      words[0] === undefined || (words[0] !== null && /^(\d+|-l[nr]*)$/.test(words[0]))
        ? null
        : { effect: "change", because: "history changes or runs what was typed before" },
    examples: {
      reads: ["history", "history 20", "fc -l"],
      acts: ["history -c", "fc 12", "fc -e - x"],
    },
  },
  {
    names: "hash rehash",
    flags: "-l -t",
    operands: "name",
    check: (words) =>
      words.length === 0 || words[0] === "-l" || words[0] === "-t"
        ? null
        : { effect: "change", because: "hash changes where the shell finds programs" },
    examples: { reads: ["hash", "hash -l"], acts: ["hash -r", "hash -p /tmp/x ls"] },
  },
  {
    names: "compgen",
    flags: "-a -b -c -d -e -f -g -j -k -s -u -v",
    values: "-A -P -S -X",
    options: {
      "-F": { effect: "run", value: "required", because: "runs a function" },
      "-C": { effect: "run", value: "required", because: "runs a command" },
      "-W": { effect: "run", value: "required", because: "expands the words once more" },
    },
    operands: "text",
    examples: {
      reads: ["compgen -c", "compgen -A function"],
      acts: ["compgen -C id x", "compgen -W '$(id)'"],
    },
  },
  {
    names: "caller",
    operands: "text",
    examples: { reads: ["caller 0"], acts: ["caller > x"] },
  },
];
