import fc from "fast-check";
import { expect, test } from "vitest";
import { ownWorkMs } from "../../../e2e/world/own-work.ts";
import { anyText } from "../../../shared/test/any-text.ts";
import type { ShellContext } from "../command-judgement.ts";
import { judgeCommand } from "../judge-command.ts";
import { everydayCommands } from "./everyday-commands.ts";
import { unsafeCommands } from "./unsafe-commands.ts";
import { unsafePrograms } from "./unsafe-programs.ts";
import { unsafeShell } from "./unsafe-shell.ts";
import { unsafeWrappers } from "./unsafe-wrappers.ts";

const context: ShellContext = {
  shell: "bash",
  changes: [],
  directory: "/srv",
  home: "/home/kim",
  protectedPaths: ["/home/kim/.local/share/fairlead"],
};

const runsByItself = (command: string, where = context): boolean => {
  const judged = judgeCommand(command, where);
  return (
    judged.class === "read-only" && !judged.network && !judged.secret && judged.denied === null
  );
};

/** Commands of one line that ask, so that they can stand anywhere in another one. */
const asking = [...unsafeCommands, ...unsafePrograms, ...unsafeShell, ...unsafeWrappers].filter(
  (command) => !/[\n\\#]|<</.test(command),
);
/** Of those the ones that are harmful as words too, whoever gets them as a script. */
const quotable = asking.filter((command) => !command.includes("'"));
const harmless = ["ls", "true", "echo x", "df -h", "cat /etc/hosts", "cd /tmp", "ps aux"];

const after: readonly ((command: string) => string)[] = [
  (command) => `ls; ${command}`,
  (command) => `true && ${command}`,
  (command) => `false || ${command}`,
  (command) => `${command}; ls`,
  (command) => `ls | { ${command}; }`,
  (command) => `( ${command} )`,
  (command) => `{ ${command}; }`,
  (command) => `! ${command}`,
  (command) => `if true; then ${command}; fi`,
  (command) => `if ${command}; then ls; fi`,
  (command) => `while false; do ${command}; done`,
  (command) => `for i in 1 2; do ${command}; done`,
  (command) => `case x in x) ${command};; esac`,
  (command) => `echo "$( ${command} )"`,
  (command) => `x=$( ${command} )`,
  (command) => `cat <( ${command} )`,
  (command) => `[[ -n $( ${command} ) ]]`,
  (command) => `ls\n${command}`,
  (command) => `${command} # to have a look`,
  (command) => `  ${command}  `,
  (command) => `${command} 2>/dev/null`,
];

const asScript: readonly ((command: string) => string)[] = [
  (command) => `bash -c '${command}'`,
  (command) => `sh -c '${command}'`,
  (command) => `zsh -c '${command}'`,
  (command) => `eval '${command}'`,
  (command) => `timeout 5 bash -c '${command}'`,
  (command) => `env bash -c '${command}'`,
  (command) => `watch '${command}'`,
  (command) => `find . -exec sh -c '${command}' \\;`,
  (command) => `ls | xargs -n1 sh -c '${command}'`,
  (command) => `docker exec web sh -c '${command}'`,
  (command) => `bash <<'E'\n${command}\nE`,
];

test("no wrapping makes a command run by itself that asks", () => {
  const nested = fc.array(fc.constantFrom(...after), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.constantFrom(...asking), nested, (command, wraps) => {
      const whole = wraps.reduce((inner, wrap) => wrap(inner), command);
      expect(runsByItself(whole), whole).toBe(false);
    }),
    { numRuns: 3_000 },
  );
});

test("no shell that is given it as a script makes it run by itself", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...quotable),
      fc.constantFrom(...asScript),
      fc.constantFrom(...after),
      (command, give, wrap) => {
        const whole = wrap(give(command));
        expect(runsByItself(whole), whole).toBe(false);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("neutral words, blanks and quotes change nothing", () => {
  const neutral = fc.constantFrom(...harmless);
  fc.assert(
    fc.property(fc.constantFrom(...asking), neutral, neutral, (command, before, behind) => {
      expect(runsByItself(`${before}; ${command}; ${behind}`)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
  const plain = everydayCommands.filter((command) => /^[\w./ -]+$/.test(command));
  fc.assert(
    fc.property(fc.constantFrom(...plain), (command) => {
      const quoted = command.replace(/[^ ]+/g, (word) => `"${word}"`);
      const spaced = command.replaceAll(" ", "   ");
      const { class: kind } = judgeCommand(command, context);
      expect(judgeCommand(quoted, context).class, quoted).toBe(kind);
      expect(judgeCommand(spaced, context).class, spaced).toBe(kind);
      expect(judgeCommand(`${command} 2>/dev/null`, context).class, command).toBe(kind);
    }),
  );
});

const pieces = fc.constantFrom(
  ..."ls rm cat $( ) ` \" ' \\ | || & && ; \n { } [[ ]] (( )) ${ $x ${x:- * ? [a] ~ / .. > >> < << <<< <( >( # ! = += if then fi for in do done case esac while function f() eval bash -c find -exec {} + xargs awk sed s/a/b/ e w 2>&1 @ - -- E".split(
    " ",
  ),
);
const shellLike = fc
  .array(fc.oneof({ weight: 4, arbitrary: pieces }, anyText(6)), {
    maxLength: 900,
  })
  .map((words) => words.join(" ").slice(0, 4_096));

test("any text is judged alike each time, soon, and without a fault", () => {
  const times: number[] = [];
  const shells = fc.constantFrom("bash", "zsh", "dash", "fish", "unknown" as const);
  fc.assert(
    fc.property(fc.oneof(shellLike, anyText()), shells, (text, shell) => {
      const where = { ...context, shell };
      const first = judgeCommand(text, where);
      times.push(
        ownWorkMs(() => {
          expect(judgeCommand(text, where)).toEqual(first);
        }),
      );
      expect(first.reasons.some((reason) => reason.startsWith("It could not be judged"))).toBe(
        false,
      );
    }),
    { numRuns: 600 },
  );
  times.sort((one, other) => one - other);
  expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(50);
});
