import fc from "fast-check";
import { expect, test } from "vitest";
import { localHostId } from "../../shared/ids.ts";
import { settings } from "../../shared/settings.ts";
import { judgeCommand } from "./judge-command.ts";
import { readPolicyRules } from "./policy-rules.ts";
import { type PolicyState, verdictOn } from "./verdict.ts";

function stateOf(rules: unknown): PolicyState {
  const read = readPolicyRules(JSON.stringify(rules));
  if (!read.ok) throw new Error(read.error.sentence);
  return {
    rules: read.value,
    mode: "ask",
    preset: "permissive",
    overrides: [],
    judgeCommand,
    changes: [],
    files: { home: "/home/ada", protectedPaths: [] },
    web: settings.shape.web.parse(undefined),
    findPermission: () => null,
    now: 0,
  };
}

const denies = stateOf({ commands: { deny: ["shutdown **", "touch /srv/never"] } });
const allows = stateOf({ commands: { allow: ["shutdown **", "id"] } });

const judge = (state: PolicyState, command: string, mode: "all" | "patterns" = "all") =>
  verdictOn(
    {
      action: { kind: "run-shell", command },
      host: { id: localHostId, name: "here", group: "", tags: [] },
      user: "ada",
      conversationId: null,
      mode,
      terminal: { id: "term-1", shell: "bash", directory: "/srv" },
      taint: [],
      refusals: [],
    },
    state,
  ).judgement;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

const wrappers: ((text: string) => string)[] = [
  (text) => `sudo sh -c ${quoted(text)}`,
  (text) => `bash -c ${quoted(text)}`,
  (text) => `env A=1 bash -c ${quoted(text)}`,
  (text) => `timeout 5 nice -n 3 sh -c ${quoted(text)}`,
  (text) => `( ${text} )`,
  (text) => `{ ${text}; }`,
  (text) => `true && ${text}`,
  (text) => `${text} | cat`,
  (text) => `if true; then ${text}; fi`,
  (text) => `while ! ${text}; do sleep 1; done`,
  (text) => `echo "$( ${text} )"`,
  (text) => `eval ${quoted(text)}`,
  (text) => `ssh -o BatchMode=yes web1 ${quoted(text)}`,
  (text) => `find /tmp -maxdepth 1 -exec sh -c ${quoted(text)} \\;`,
  (text) => `run() { ${text}; }; run`,
  (text) => `case x in x) ${text};; esac`,
];

const wrapped = (start: string[]) =>
  fc
    .tuple(fc.constantFrom(...start), fc.array(fc.constantFrom(...wrappers), { maxLength: 3 }))
    .map(([command, around]) => around.reduce((text, wrap) => wrap(text), command));

test("no wrapping makes a denied command run by itself", () => {
  fc.assert(
    fc.property(
      wrapped(["shutdown -h now", "/sbin/shutdown now", "'shut'down", "touch /srv/never"]),
      (command) => {
        expect(judge(denies, command).verdict).not.toBe("allow");
      },
    ),
    { numRuns: 300 },
  );
});

test("no wrapping turns what is asked into what the preset and the allow list let through", () => {
  fc.assert(
    fc.property(wrapped(["rm -r /srv/data", "systemctl stop nginx", "unheard-of x"]), (command) => {
      expect(judge(allows, command, "patterns").verdict).not.toBe("allow");
    }),
    { numRuns: 300 },
  );
});

test("what is on the allow list runs, and nothing but that", () => {
  const verdict = (command: string) => judge(allows, command, "patterns").verdict;
  expect([verdict("shutdown -c"), verdict("shutdown -c; shutdown now")]).toEqual(["allow", "ask"]);
});

test("a change of a file is judged with the command that would follow when it is taken back", () => {
  const judged = (command: string | null, state: PolicyState = stateOf({})) => {
    const nothing = { bytesBefore: 1, bytesAfter: 1, digestBefore: "a", digestAfter: "b" };
    const { judgement } = verdictOn(
      {
        action: {
          kind: "change-file",
          operation: "edit",
          path: "/srv/app.conf",
          destination: null,
          diff: "",
          ...nothing,
          revert: { token: "t", afterMs: 60_000, command },
        },
        host: { id: localHostId, name: "here", group: "", tags: [] },
        user: "ada",
        conversationId: null,
        mode: "all",
        terminal: null,
        taint: [],
        refusals: [],
      },
      state,
    );
    return [judgement.verdict, judgement.class];
  };
  expect(judged(null)).toEqual(["allow", "change"]);
  expect(judged("ls")).toEqual(["allow", "change"]);
  expect(judged("rm -r /srv/x")).toEqual(["allow", "destructive"]);
  expect(judged("shutdown -h now", denies)[0]).toBe("deny");
  expect(judged("rm -rf /")[0]).toBe("deny");
});
