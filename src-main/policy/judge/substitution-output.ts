import type { CommandNode, ParsedScript } from "unbash";
import type { ShellName } from "../../../shared/contract/terminals.ts";
import type { Hole } from "./shell-word.ts";

/** What a substitution prints, where its command alone says so. */
type Output = {
  /** component: words without "/" that do not begin with "-". path: an absolute path. */
  hole: "component" | "path";
  text?: NonNullable<Hole["text"]>;
  /** More than one word. */
  several: boolean;
};

const single: Output = { hole: "component", several: false };
const several: Output = { hole: "component", several: true };

const plain: Output = { ...single, text: "plain" };
const number: Output = { ...single, text: "number" };

/** A format of date without a slash, a zone or a line break; %c, %D, %x and the like may bring those. */
const stamp = "(?:[\\w:.,]|%[-_0^#]?[aAbBdeFghGHIjklmMRsSTuUVwWyYC])";

/** What which prints elsewhere is a text about aliases and functions. */
const plainWhich: readonly ShellName[] = ["bash", "dash", "ash"];

const outputs: readonly (readonly [RegExp, Output])[] = [
  [/^uname -[rmns]$/, single],
  [/^hostname( -[sf]| --fqdn| --short)?$/, single],
  [new RegExp(`^date( -u)?( (-d|--date)[ =][\\w :.,-]+)? \\+${stamp}(?:${stamp}|[ +-])*$`), plain],
  [/^nproc$/, number],
  [/^(whoami|logname|arch|dpkg --print-architecture)$/, single],
  [/^id -(u|g|un|nu|gn|ng)( [\w.][\w.-]*)?$/, single],
  [/^date( -u)?( (-d|--date)[ =][\w :.,+-]+)? \+[\w%:.,+][\w%:., +-]*$/, single],
  [/^date \+[\w%:.,+][\w%:.,+-]*( (-d|--date)[ =][\w :.,+-]+)?$/, single],
  [/^lsb_release -(cs|rs|is|sc|sr|si)$/, single],
  [/^getconf [\w]+$/, single],
  [/^tput (cols|lines)$/, single],
  [/^(wc -[lcw]|grep -c [\w.^][\w.^-]* [\w./][\w./-]*)$/, number],
  [/^systemctl show( -p \w*PID| --property=\w*PID| --value| [\w.@-]+)+$/, single],
  [/^hostname -[Ii]$/, several],
  [/^(pgrep|pidof)( -[fxoniuUsv]| -d ?,| [\w.:/@-]+)+$/, several],
  [/^seq( -w)?( \d+){1,3}$/, several],
  [
    /^(docker|podman) (ps|container ls|images|image ls|volume ls|network ls) -(q|aq|qa|a -q|q -a)( --no-trunc)?$/,
    several,
  ],
  [/^pwd( -P| -L)?$/, { hole: "path", several: false }],
];

const foundProgram = [/^which [A-Za-z_][\w.+-]*$/, { hole: "path", several: false }] as const;

/** null where nobody can tell. */
export function substitutionOutput(
  { commands, errors }: ParsedScript,
  shell: ShellName,
): Output | null {
  const [statement] = commands;
  if (commands.length !== 1 || statement === undefined || errors !== undefined) return null;
  const { command } = statement;
  if (command.type !== "Pipeline") {
    if (command.type !== "Command") return null;
    const known = plainWhich.includes(shell) ? [...outputs, foundProgram] : outputs;
    return printed(command, known);
  }
  const last = command.commands.at(-1);
  if (last?.type !== "Command") return null;
  const counts = printed(last, [
    // With -r, -R or -H it prints names, too.
    [/^(wc -[lcw]|grep -[EFGPiovwxy]*c [^ -][^ ]*)$/, number],
  ]);
  return counts;
}

function printed(
  command: Extract<CommandNode, { type: "Command" }>,
  table: readonly (readonly [RegExp, Output])[],
): Output | null {
  if (command.name?.parts !== undefined || command.prefix.length > 0) return null;
  const words = [command.name?.value ?? ""];
  for (const part of command.suffix) {
    if (part.type === "Redirect") continue;
    if (part.type !== "Word") return null;
    const plain = part.parts?.every((piece) =>
      piece.type === "DoubleQuoted"
        ? piece.parts.every(({ type }) => type === "Literal")
        : piece.type === "SingleQuoted" || piece.type === "Literal",
    );
    if (plain === false) return null;
    words.push(part.value);
  }
  const line = words.join(" ");
  if (line.includes("\n")) return null;
  return table.find(([pattern]) => pattern.test(line))?.[1] ?? null;
}
