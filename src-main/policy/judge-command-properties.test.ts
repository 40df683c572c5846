import fc from "fast-check";
import { expect, test } from "vitest";
import { ownWorkMs } from "../../e2e/world/own-work.ts";
import { commandClass } from "../../shared/contract/policy.ts";
import type { ShellContext } from "./command-judgement.ts";
import { judgeCommand } from "./judge-command.ts";

const context: ShellContext = {
  shell: "bash",
  changes: [],
  directory: "/srv/app",
  home: "/home/bob",
  protectedPaths: [],
};

const judge = (command: string) => judgeCommand(command, context);
const severity = (command: string) => commandClass.options.indexOf(judge(command).class);

const asked = fc.constantFrom(
  "rm x",
  "touch x",
  "ls > out",
  "sort -o x y",
  "sed -i s/a/b/ f",
  "find . -delete",
  "git push",
  "systemctl stop x",
  "curl -o x http://example.com",
  "python3 x.py",
  "nosuchprogram",
  "$cmd x",
  "tar xf a.tar",
  "awk 'BEGIN{system(\"id\")}'",
  "echo $(rm x)",
);
const harmless = fc.constantFrom(
  "ls -la /tmp",
  "df -h",
  "ps aux | grep x",
  "cat /etc/hosts",
  "git status",
  "echo hello",
  "grep -c a f",
  "cd /tmp; ls",
);

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const wrappings: readonly ((command: string) => string)[] = [
  (command) => `sudo sh -c ${quoted(command)}`,
  (command) => `env LC_ALL=C bash -c ${quoted(command)}`,
  (command) => `nice -n 5 sh -c ${quoted(command)}`,
  (command) => `timeout 5 bash -c ${quoted(command)}`,
  (command) => `sh -c ${quoted(command)}`,
  (command) => `eval ${quoted(command)}`,
  (command) => `echo $(${command})`,
  (command) => `echo "$(${command})"`,
  (command) => `cat <(${command})`,
  (command) => `if true; then ${command}; fi`,
  (command) => `while false; do ${command}; done`,
  (command) => `for i in 1; do ${command}; done`,
  (command) => `case a in a) ${command};; esac`,
  (command) => `ls | ${command}`,
  (command) => `${command} | cat`,
  (command) => `${command} && ls`,
  (command) => `ls && ${command}`,
  (command) => `ls; ${command}`,
  (command) => `${command}\nls`,
  (command) => `(${command})`,
  (command) => `{ ${command}; }`,
  (command) => `! ${command}`,
  (command) => `${command} &`,
  (command) => `f() { ${command}; }; f`,
  (command) => `cat <<E\n$(${command})\nE`,
  (command) => `bash <<'E'\n${command}\nE`,
  (command) => `echo \${x:-$(${command})}`,
  (command) => `[[ -n "$(${command})" ]]`,
  (command) => `find . -exec sh -c ${quoted(command)} \\;`,
  (command) => `ls | xargs sh -c ${quoted(command)}`,
  (command) => `watch ${quoted(command)}`,
  (command) => `docker exec web sh -c ${quoted(command)}`,
  (command) => `x=$(${command}); echo done`,
];
const wrapping = fc.array(
  fc
    .nat({ max: wrappings.length - 1 })
    .map((at) => wrappings[at] ?? ((command: string) => command)),
  { minLength: 1, maxLength: 3 },
);

test("no wrapping makes a command milder", () => {
  fc.assert(
    fc.property(asked, wrapping, (command, wraps) => {
      const wrapped = wraps.reduce<string>((text, wrap) => wrap(text), command);
      expect(judge(wrapped).class, wrapped).not.toBe("read-only");
    }),
    { numRuns: 1_500 },
  );
});

test("a command beside others is as bad as the worst of them", () => {
  fc.assert(
    fc.property(
      asked,
      harmless,
      fc.constantFrom("; ", " && ", " || ", "\n", " & "),
      (one, other, sign) => {
        expect(severity(`${one}${sign}${other}`)).toBeGreaterThanOrEqual(severity(one));
        expect(severity(`${other}${sign}${one}`)).toBeGreaterThanOrEqual(severity(one));
      },
    ),
  );
});

/** The word written in other ways that mean the same. */
const disguised = (word: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    word,
    `'${word}'`,
    `"${word}"`,
    `\\${word}`,
    `${word.slice(0, 1)}''${word.slice(1)}`,
    `${word.slice(0, 1)}""${word.slice(1)}`,
    `${word.slice(0, 1)}\\\n${word.slice(1)}`,
    `$'\\x${word.charCodeAt(0).toString(16)}'${word.slice(1)}`,
    `$'\\${word.charCodeAt(0).toString(8).padStart(3, "0")}'${word.slice(1)}`,
  );

const plainCommands: readonly (readonly string[])[] = [
  ["rm", "x"],
  ["sort", "-o", "x", "y"],
  ["find", ".", "-delete"],
  ["sed", "-i", "p", "f"],
  ["tar", "xf", "a"],
  ["git", "push"],
  ["kill", "1"],
  ["tee", "x"],
];
const plain = fc.nat({ max: plainCommands.length - 1 }).map((at) => plainCommands[at] ?? []);

test("quotes and blanks change nothing", () => {
  const rewritten = plain.chain((words) =>
    fc
      .tuple(fc.tuple(...words.map(disguised)), fc.constantFrom(" ", "  ", "\t", " \\\n"))
      .map(([written, blank]) => [words.join(" "), written.join(blank)] as const),
  );
  fc.assert(
    fc.property(rewritten, ([before, after]) => {
      expect(judge(after).class, after).toBe(judge(before).class);
    }),
    { numRuns: 500 },
  );
});

test("further words never make a command milder", () => {
  const words = fc.array(fc.constantFrom("a", "./b", "c.txt", "--", "-v", "/tmp/d"), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(plain, words, (command, more) => {
      const text = [...command, ...more].join(" ");
      expect(judge(text).class, text).not.toBe("read-only");
    }),
    { numRuns: 500 },
  );
});

test("whatever the text, an answer comes, at once", () => {
  const pieces = fc.constantFrom(
    ..."$ ( ) { } [ ] ' \" ` | & ; < > ! # \\ = ~ * ? , : - + @ % ^".split(" "),
    ..."ls rm x $x $( $(( ${ <( >( << <<< && || ;; if then fi do done for in case esac [[ ]] (( )) function".split(
      " ",
    ),
    " ",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
      const took = ownWorkMs(() => {
        const { reasons } = judge(words.join(""));
        expect(reasons[0]).not.toMatch(/^It could not be judged/);
      });
      expect(took).toBeLessThan(1_000);
    }),
    { numRuns: 1_500 },
  );
});
