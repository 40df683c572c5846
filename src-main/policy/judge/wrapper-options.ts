import type { OptionRule } from "../programs/program.ts";

/** Options that wrappers of all kinds have. */
export const run = (because: string): OptionRule => ({ effect: "run", value: "required", because });
export const privilege = (because: string): OptionRule => ({
  effect: "privilege",
  value: "required",
  because,
});
export const write: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes into a file",
};
export const script: OptionRule = { effect: "read", value: "required", operand: "script" };
