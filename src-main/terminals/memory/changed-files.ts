import { posix } from "node:path";

/** Programs that change the files they name; "last" = only the last one. */
const changers: Record<string, "all" | "last"> = {
  rm: "all",
  rmdir: "all",
  touch: "all",
  mkdir: "all",
  truncate: "all",
  shred: "all",
  tee: "all",
  vi: "all",
  vim: "all",
  nvim: "all",
  nano: "all",
  emacs: "all",
  patch: "all",
  chmod: "all",
  chown: "all",
  chgrp: "all",
  mv: "all",
  cp: "last",
  ln: "last",
  install: "last",
  rsync: "last",
  scp: "last",
};
/** Programs whose first plain word is not a file. */
const firstIsNoFile = new Set(["chmod", "chown", "chgrp"]);

/**
 * The files that a command line says it changes: targets of `>`, arguments of programs such as rm, cp and `sed -i`. Read
 * from the text alone, so it is a hint for a summary and nothing to decide on. Relative names are put below `directory`.
 */
export function changedFiles(command: string, directory: string | null): string[] {
  const files = command
    .slice(0, 4_000)
    .split(/\n|&&|\|\|?|;/)
    .flatMap(filesOf);
  return files.map((file) =>
    file.startsWith("/") || file.startsWith("~") || directory === null
      ? file
      : posix.join(directory, file),
  );
}

function filesOf(part: string): string[] {
  const words = part.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  const targets = [...part.matchAll(/(?<![<&\d>])(?:[12&]?>>?\|?)\s*(?![&(])([^\s;|&<>()]+)/g)];
  const written = targets.map(([, target = ""]) => plain(target));
  const start = words.findIndex((word) => !/^(\w+=.*|sudo|doas|env|-\w+)$/.test(word));
  const [program = "", ...rest] = words.slice(Math.max(0, start));
  const named = namedBy(program.split("/").at(-1) ?? "", rest.map(plain));
  return [...written, ...named].filter((file) => file !== "" && !file.startsWith("/dev/"));
}

function namedBy(program: string, words: readonly string[]): readonly string[] {
  const until = words.findIndex((word) => /^\d?[<>]/.test(word));
  const own = until === -1 ? words : words.slice(0, until);
  const plainWords = own.filter((word) => !word.startsWith("-"));
  if (program === "sed" || program === "perl") {
    return own.some((word) => /^-\w*i/.test(word)) ? plainWords.slice(1) : [];
  }
  const which = changers[program];
  if (which === undefined) return [];
  if (which === "last") return plainWords.length < 2 ? [] : plainWords.slice(-1);
  return firstIsNoFile.has(program) ? plainWords.slice(1) : plainWords;
}

/** Without quotes; what the shell would still change is no name. */
function plain(word: string): string {
  const text = word.replaceAll(/^(["'])(.*)\1$/g, "$2").replaceAll(/\\(.)/g, "$1");
  return /[$`*?{}]/.test(text) ? "" : text;
}
