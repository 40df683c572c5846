import type { WaitReason } from "./contract/terminals.ts";

/** Why the agent waits for a terminal's keyboard, as a short phrase: in the pane's header, in the chat, to the model. */
export const waitWords: Record<WaitReason, string> = {
  "half-typed": "a half-typed line stands there",
  typing: "the person is typing",
  "copy-mode": "tmux is in copy mode",
  program: "a program of the person runs",
  continuation: "the shell wants more of a line (PS2)",
  queue: "another command of the agent runs",
  starting: "there is no prompt yet",
  silent: "the host does not answer",
};
