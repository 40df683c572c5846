import type { CommandClass } from "../../../shared/contract/policy.ts";
import type { CommandJudgement } from "../command-judgement.ts";
import type { Program } from "./program.ts";

/** Judges one command as it would run in bash, in a shell of which nothing is known. */
export type JudgeExample = (command: string) => CommandJudgement;

const expectedClass = (example: string | Readonly<Record<string, CommandClass>>) =>
  typeof example === "string" ? ([[example, null]] as const) : Object.entries(example);

/** Every example of a program that is judged otherwise than its description says; one line each. Empty = all is well. */
export function wrongExamples(program: Program, judge: JudgeExample): string[] {
  const { reads, acts } = program.examples;
  const wrong: string[] = [];
  for (const command of reads) {
    const { class: found, reasons } = judge(command);
    if (found !== "read-only") wrong.push(`${command}: ${found}, not read-only (${reasons[0]})`);
  }
  for (const example of acts) {
    for (const [command, expected] of expectedClass(example)) {
      const { class: found, network, secret } = judge(command);
      const acted = found !== "read-only" || network || secret;
      if (expected === null ? !acted : found !== expected) {
        wrong.push(`${command}: ${found}, not ${expected ?? "anything that asks"}`);
      }
    }
  }
  return wrong;
}
