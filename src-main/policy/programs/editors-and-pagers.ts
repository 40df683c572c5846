import type { OptionRule, Program } from "./program.ts";
import { runs, unjudged } from "./rule-forms.ts";

const keys = "fills the screen and waits for keys, with which it can run commands and write files";
const program: OptionRule = {
  effect: "run",
  value: "required",
  because: "shows the text with a program",
};

/** What is steered by keys. */
export const editorsAndPagersPrograms: readonly Program[] = [
  {
    names: `vi vim nvim view rvim rview ex vimdiff nvi elvis vim.tiny vim.basic nano pico rnano emacs emacsclient mg zile jed joe
      jstar jmacs micro helix hx kak ne mcedit mc ranger nnn vifm lf ed red gedit kate code codium subl hexedit vimtutor`,
    ...runs(keys),
    informs: "--version --help",
    examples: {
      reads: ["vim --version", "nano --version", "emacs --help"],
      acts: [
        "vim a",
        "view a",
        "nano /etc/hosts",
        "vim -es -c 'w b' a",
        "emacs --batch --eval x",
        "ed a",
        "vim --version a",
      ],
    },
  },
  {
    names: "less more most pg zless zmore bzless bzmore xzless xzmore lv",
    ...unjudged("waits for keys, with which it can run commands and write files"),
    informs: "--version --help -V",
    examples: {
      reads: ["less --version", "less --help", "more -V"],
      acts: [
        "less /etc/hosts",
        "more a",
        "less +!id a",
        "less -o b a",
        "zless a.gz",
        "less -k keys a",
      ],
    },
  },
  {
    names: "bat batcat",
    flags: `-A -d -f -h -L -n -p -pp -P -r -s -u -V --show-all --plain --number --force-colorization --list-languages
      --list-themes --squeeze-blank --unbuffered --help --version --no-paging --no-config --no-lessopen`,
    values:
      "-H -l -m -r --highlight-line --language --map-syntax --line-range --file-name --tabs --terminal-width --theme --style --color --decorations --italic-text --wrap --paging --ignored-suffix --squeeze-limit --binary --nonprintable-notation",
    options: { "--pager": program },
    operands: "read",
    check: (words) =>
      words.includes("cache") ? { effect: "change", because: "may rebuild its cache" } : null,
    examples: {
      reads: ["bat -p a", "bat --paging=never a b", "bat -l yaml a", "batcat -n -r 1:20 a"],
      acts: ["bat --pager ./x a", "bat --pager=sh a", "bat cache --build", "bat a --pager=./x"],
    },
  },
  {
    names: "fzf sk dialog whiptail gum",
    ...unjudged("waits for keys"),
    informs: "--version --help",
    examples: {
      reads: ["fzf --version"],
      acts: ["fzf", "fzf --preview 'cat {}'", "dialog --msgbox a 1 1"],
    },
  },
  {
    names: "lynx w3m links elinks links2",
    ...runs("opens pages, and can run programs"),
    network: true,
    informs: "--version -version --help -help",
    examples: { reads: ["lynx --version"], acts: ["lynx -dump http://a", "w3m a.html", "elinks"] },
  },
];
