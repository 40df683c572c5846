import { byName, programsByName } from "../programs/load-programs.ts";
import { type MatchedOperand, matchProgram } from "../programs/match-program.ts";
import type { Finding, Program } from "../programs/program.ts";
import { isHarmlessForOne } from "./assignments.ts";
import { judgeAwk } from "./awk-text.ts";
import { builtinHandlers } from "./builtin-handlers.ts";
import { builtinPrograms } from "./builtin-programs.ts";
import { catastrophe } from "./catastrophes.ts";
import { classOf, type Found, unknown } from "./found.ts";
import type { Call, Handler, Judging } from "./judging.ts";
import { judgeOperand, protectedWord } from "./operands.ts";
import { foreignDescription } from "./other-systems.ts";
import { judgeSed } from "./sed-text.ts";
import { literalPrefix, literalToken } from "./shell-word.ts";
import { wrapperHandlers } from "./wrapper-handlers.ts";
import { wrapperPrograms } from "./wrapper-programs.ts";

const builtins = byName(builtinPrograms);
const wrappers = byName(wrapperPrograms);

/** Where systems keep their programs: a name there means the program that it means without a path. */
const programDirectory = /^\/(usr\/(local\/)?)?s?bin\/([^/]+)$/;

/** `described`: by the description alone, for a handler that has seen to the rest. */
export function judgeCall(call: Call, judging: Judging, described: boolean): Found[] {
  const name = programName(call.name);
  if (name === null) return [unknown("command", `Nobody here knows what “${call.name}” is.`)];
  // With a path it is the program, whatever the shell has under that name.
  const inShell = !call.name.includes("/");
  // bash lets a function have a path for its name.
  const own = call.frame.state;
  if (!inShell && (own.functions.has(call.name) || own.isShadowed(call.name)))
    return [unknown("shell state", `In this shell “${call.name}” is a function.`)];
  const meaning = described ? null : shellMeaning(name, call, inShell);
  if (meaning !== null) return [meaning];
  const named = { ...call, name };
  const handler = described ? undefined : handlerOf(name, inShell);
  const founds = handler?.(named, judging) ?? byDescription(named, judging, inShell);
  const ofShell = inShell && (builtinHandlers.has(name) || builtins.has(name));
  const foreign = ofShell || described ? [] : foreignDescription(named);
  const disaster = catastrophe(named);
  const acts = founds.some((one) => one.class !== "read-only");
  const touched = acts ? protectedWord(call.words, call.frame.state, `program ${name}`) : [];
  return [...(disaster === null ? [] : [disaster]), ...touched, ...foreign, ...founds];
}

/** The program's name without the path of a directory where systems keep theirs; null for any other path. */
function programName(name: string): string | null {
  return name.includes("/") ? (programDirectory.exec(name)?.[3] ?? null) : name;
}

const handlerOf = (name: string, inShell: boolean): Handler | undefined =>
  (inShell ? builtinHandlers.get(name) : undefined) ?? wrapperHandlers.get(name);

/** What the shell makes of a name before it looks for a program; null where it does not know it. */
function shellMeaning(name: string, { frame: { state } }: Call, inShell: boolean): Found | null {
  const body = inShell ? state.functions.get(name) : undefined;
  if (body !== undefined) {
    return {
      ...body,
      rule: `function ${name}`,
      because: `The function “${name}”: ${body.because}`,
    };
  }
  if (inShell && state.isShadowed(name)) {
    return unknown("shell state", `In this shell “${name}” is an alias or a function.`);
  }
  const doubt = state.doubt(inShell && (builtinHandlers.has(name) || builtins.has(name)));
  return doubt === null ? null : unknown("shell state", `It cannot be judged: ${doubt}.`);
}

function byDescription(call: Call, judging: Judging, inShell: boolean): Found[] {
  const { name } = call;
  const program =
    (inShell ? builtins.get(name) : undefined) ?? wrappers.get(name) ?? programsByName().get(name);
  if (program === undefined) {
    return [unknown("command", `The program “${name}” is not described.`)];
  }
  if (!judging.isSound(program)) {
    return [unknown("command", `The description of “${name}” is broken and is not relied on.`)];
  }
  return judgeProgram(program, call, judging);
}

function judgeProgram(program: Program, call: Call, judging: Judging): Found[] {
  const rule = wrappers.has(call.name) ? `wrapper ${call.name}` : `program ${call.name}`;
  const { findings, operands, commands } = matchProgram(program, call.name, call.words);
  const founds = findings.map((finding) => foundOf(finding, rule));
  if (findings.some(({ effect }) => effect === "run")) judging.holdsCode();
  if (searchesHere(call, operands)) {
    founds.push(...judgeOperand("read", literalToken("."), call.frame.state, rule));
  }
  for (const tokens of commands) {
    judging.holdsCode();
    judging.command(tokens, call);
  }
  for (const { kind, token } of operands) {
    switch (kind) {
      case "assignment": {
        const name = /^([A-Za-z_]\w*)=/.exec(literalPrefix(token))?.[1] ?? "";
        if (!isHarmlessForOne(name)) {
          founds.push(unknown(rule, `“${token.text}” decides how the command runs.`));
        }
        break;
      }
      case "script":
        judging.holdsCode();
        if (token.literal === null) {
          founds.push(unknown(rule, `What “${token.text}” runs, is only known when it runs.`));
        } else judging.script(token.literal, call, "new");
        break;
      case "awk":
        judging.holdsCode();
        founds.push(...judgeAwk(token, call.frame.state, rule));
        break;
      case "sed":
        judging.holdsCode();
        founds.push(...judgeSed(token, call.frame.state, rule));
        break;
      default:
        founds.push(...judgeOperand(kind, token, call.frame.state, rule));
    }
  }
  return founds;
}

/** Whether it reads everything below the directory it stands in, because it was given no other. */
function searchesHere({ name, words }: Call, operands: readonly MatchedOperand[]): boolean {
  const files = operands.filter(({ kind }) => kind === "read").length;
  if (files > 0) return false;
  if (/^(rg|ag|ack)$/.test(name)) return words.length > 0;
  if (!/^g?[ef]?grep$/.test(name)) return false;
  return words.some(({ literal }) =>
    /^(-[a-zA-Z]*[rR]|--(dereference-)?recursive$)/.test(literal ?? ""),
  );
}

function foundOf(finding: Finding, rule: string): Found {
  const { because, network, secret } = finding;
  const [first = ""] = because.split(" ");
  // A program's name stays as it is written.
  const named = rule.endsWith(` ${first}`);
  const text = named ? because : `${because.charAt(0).toUpperCase()}${because.slice(1)}`;
  return {
    class: classOf(finding.effect),
    rule,
    because: /[.!?]$/.test(text) ? text : `${text}.`,
    ...(network && { network }),
    ...(secret && { secret }),
  };
}
