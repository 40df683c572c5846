import { expect, test } from "vitest";
import type { ShellContext } from "../command-judgement.ts";
import { builtinPrograms } from "../judge/builtin-programs.ts";
import { wrapperPrograms } from "../judge/wrapper-programs.ts";
import { judgeCommand } from "../judge-command.ts";
import { allPrograms } from "./all-programs.ts";
import { wrongExamples } from "./check-examples.ts";
import { twiceDescribed } from "./load-programs.ts";

const context: ShellContext = {
  shell: "bash",
  changes: [],
  directory: null,
  home: null,
  protectedPaths: [],
};

test("no name is described twice", () => {
  expect([...twiceDescribed(allPrograms)]).toEqual([]);
});

test.each(
  [...allPrograms, ...wrapperPrograms, ...builtinPrograms].map(
    (program) => [program.names, program] as const,
  ),
)("examples of %s", (_names, program) => {
  expect(wrongExamples(program, (command) => judgeCommand(command, context))).toEqual([]);
});
