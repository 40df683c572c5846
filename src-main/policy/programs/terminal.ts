import type { Finding, OptionRule, Program } from "./program.ts";
import { givenWords, privileged, runs } from "./rule-forms.ts";

const device: OptionRule = { effect: "read", value: "required", operand: "name" };

/** "#(…)" in a format is run by a shell; ";" ends a tmux command. */
const tmuxTricks = (words: readonly (string | null)[]): Finding | null =>
  words.some(
    (word) =>
      word === null ||
      word.endsWith(";") ||
      // A format can be put together so that it is expanded once more.
      /#/.test(word.replace(/#(\{[a-z_]+\}|[A-Z])/g, "")),
  )
    ? { effect: "run", because: "may run a command" }
    : null;

/** The terminal itself, and messages to the terminals of others. */
export const terminalPrograms: readonly Program[] = [
  {
    names: "clear",
    safeOptions: true,
    flags: "-x -V -h",
    values: "-T",
    examples: { reads: ["clear", "clear -x", "clear -V"], acts: ["clear > /etc/x", "clear --all"] },
  },
  {
    names: "reset tset setterm",
    effect: "change",
    because: "changes how the terminal behaves",
    informs: "-V -h --help --version",
    operands: "text",
    flags: "-c -I -q -Q -r -s -w",
    values: "-e -i -k -m",
    examples: { reads: ["setterm --version"], acts: ["reset", "tset xterm", "reset -q"] },
  },
  {
    names: "tput",
    values: "-T",
    operands: "text",
    check: (words) => {
      const [what] = givenWords(words, "-T").operands;
      return what === undefined ||
        what === null ||
        /^(init|reset|rs\d|is\d|iprog|clear_scrollback)$/.test(what)
        ? { effect: "change", because: "changes how the terminal behaves" }
        : null;
    },
    examples: {
      reads: ["tput cols", "tput setaf 1", "tput -T xterm colors", "tput sgr0"],
      acts: ["tput init", "tput reset", "tput -S", "tput"],
    },
  },
  {
    names: "stty",
    flags: "-a -g -e --all --save --help --version",
    options: { "-F --file -f": device },
    operands: "text",
    check: (words) =>
      givenWords(words, "-F --file -f").operands.some((word) => word !== "size" && word !== "speed")
        ? { effect: "change", because: "changes how the terminal behaves" }
        : null,
    examples: {
      reads: ["stty -a", "stty size", "stty -g", "stty -aF /dev/ttyS0", "stty speed"],
      acts: ["stty sane", "stty -echo", "stty raw", "stty -F /dev/ttyS0 9600", "stty rows 10"],
    },
  },
  {
    names: "mesg",
    effect: "change",
    because: "lets others write to this terminal, or not",
    readsBare: true,
    flags: "-v -V -h --verbose --version --help",
    operands: "text",
    examples: { reads: ["mesg", "mesg -v", "mesg --version"], acts: ["mesg y", "mesg n"] },
  },
  {
    names: "wall write rwall talk",
    effect: "change",
    because: "writes onto the terminals of others",
    informs: "-h -V --help --version",
    flags: "-n --nobanner",
    values: "-g -t --group --timeout",
    operands: "read",
    examples: {
      reads: ["wall --help", "write --version"],
      acts: ["wall hello", "write joe", "wall /etc/motd", "wall -n x"],
    },
  },
  {
    names: "shutdown reboot halt poweroff pm-suspend pm-hibernate",
    ...privileged("stops or restarts the machine"),
    informs: "--help --version",
    examples: {
      reads: ["shutdown --help"],
      acts: ["shutdown -h now", "reboot", "poweroff -f", "shutdown -c", "halt"],
    },
  },
  {
    names: "tmux",
    commands: {
      "ls list-sessions lsw list-windows lsp list-panes lsc list-clients has-session has": {
        flags: "-a -s",
        values: "-t -F -f",
      },
      "show-options show showw show-window-options info show-messages showmsgs": {
        flags: "-g -s -w -p -v -q -A -H",
        values: "-t -T",
        operands: "text",
      },
      "capture-pane capturep": {
        flags: "-a -C -e -J -N -P -q -M -T",
        values: "-E -S -t",
        options: { "-p": { effect: "read" } },
      },
      "display-message display": {
        flags: "-a -l -N -v",
        values: "-c -d -t",
        options: { "-p": { effect: "read" } },
        operands: "text",
      },
      "kill-session kill-server kill-window kill-pane killp killw": {
        effect: "destroy",
        because: "ends what runs in it",
        operands: "text",
        flags: "-a -C",
        values: "-t",
      },
    },
    values: "-L -S -T",
    flags: "-2 -u -v -V",
    informs: "-V",
    check: tmuxTricks,
    examples: {
      reads: [
        "tmux ls",
        "tmux list-windows -t a",
        "tmux capture-pane -p -t a",
        "tmux -V",
        "tmux list-panes -a -F '#{pane_id}'",
      ],
      acts: [
        "tmux",
        "tmux new -d sh",
        "tmux kill-server",
        "tmux ls -F '#(touch x)'",
        "tmux ls ';' kill-server",
        "tmux send-keys -t a x",
        "tmux list-windows -t 'a;' kill-server",
        "tmux -f conf ls",
      ],
    },
  },
  {
    names: "screen dtach abduco byobu zellij",
    ...runs("runs shells in the background"),
    informs: "-v -ls -list --version --help",
    examples: {
      reads: ["screen -ls", "screen -v", "screen -list"],
      acts: ["screen", "screen -dm sh", "screen -X quit", "screen -S a -X stuff x"],
    },
  },
  {
    names: "figlet toilet cowsay fortune lolcat",
    flags: "-a -c -e -f -l -n -r -s -t -w -k -o -h --help --version",
    operands: "read",
    check: (words) =>
      words.some((word) => word === null || /^-[^-]*[fdC]|^--(file|directory)/.test(word))
        ? { effect: "unknown", because: "loads a file that may be a program" }
        : null,
    examples: {
      reads: ["figlet hi", "cowsay hi", "fortune -s"],
      acts: ["cowsay -f ./x.cow hi", "cowsay > a"],
    },
  },
];
