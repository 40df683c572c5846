import { macosPrograms } from "../programs/macos.ts";
import { type Found, unknown } from "./found.ts";
import type { Call } from "./judging.ts";
import type { Token } from "./shell-word.ts";

/** Programs that are the same program everywhere, or whose described options and operands mean the same everywhere. */
const portable = new Set(
  `ls cat head tail wc uniq cut tr grep egrep fgrep find xargs echo printf basename dirname env df du uptime who w id
  whoami groups uname diff cmp comm file stat od hexdump nl paste join fold expand tac rev readlink realpath test [ ping
  dig host nslookup git docker podman kubectl helm jq curl ssh rg fd gawk gfind gsed gxargs`.split(
    /\s+/,
  ),
);
for (const { names } of macosPrograms) for (const name of names.split(" ")) portable.add(name);

/** The same but for words of this form, whose meaning differs. */
const portableWithout = new Map([
  // FreeBSD shows the environment with -e, macOS with -E.
  ["ps", /^-?[a-zA-Z]*[eE]|^--/],
  // -i takes the next word in BSD and -l takes none there: what follows it would be the script.
  ["sed", /^-[a-zA-Z]*[ilsI]|^--/],
  // What gawk knows beyond these, other awks pass over and then take the next word for the program.
  ["awk", /^-(?![Fvf])./],
  // It takes no value in NetBSD, so that what follows would be read.
  ["sort", /^-[a-zA-Z]*S/],
]);

/** What speaks against relying on the description of a program where the shell runs on another system than Linux. */
export function foreignDescription({ name, words, frame }: Call): Found[] {
  if (frame.state.system === "linux" || portable.has(name)) return [];
  const differing = portableWithout.get(name);
  const differs = ({ literal }: Token) => literal === null || differing?.test(literal) !== false;
  if (differing !== undefined && !words.some(differs)) return [];
  const where =
    frame.state.system === "unknown"
      ? "nobody knows yet what this shell runs on"
      : "this shell runs on another system";
  const because = `What is known of “${name}” is of Linux, and ${where}.`;
  return [unknown(`program ${name}`, because)];
}
