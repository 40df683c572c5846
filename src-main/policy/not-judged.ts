import type { JudgeCommand } from "./command-judgement.ts";

/** Knows nothing of any command: a person decides on all of them. */
export const notJudged: JudgeCommand = () => ({
  class: "unknown",
  network: false,
  secret: false,
  denied: null,
  reasons: ["Nobody has judged it."],
  parts: [],
  changes: [],
  simple: null,
  opaque: true,
});
