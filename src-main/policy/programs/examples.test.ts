import { expect, test } from "vitest";
import { builtinPrograms } from "../judge/builtin-programs.ts";
import { wrapperPrograms } from "../judge/wrapper-programs.ts";
import { brokenExamples } from "../judge-command.ts";
import { allPrograms } from "./all-programs.ts";
import { twiceDescribed } from "./load-programs.ts";

test("no name is described twice", () => {
  expect([...twiceDescribed(allPrograms)]).toEqual([]);
});

test.each(
  [...allPrograms, ...wrapperPrograms, ...builtinPrograms].map(
    (program) => [program.names, program] as const,
  ),
)("examples of %s", (_names, program) => {
  expect(brokenExamples(program)).toEqual([]);
});
