import type { ApprovalQuestion } from "./approvals.ts";

/** A question for tests: a command of the agent on web-1. */
export const aQuestion: ApprovalQuestion = {
  id: "appr-1",
  conversationId: "conv-1",
  turnId: "turn-1",
  itemId: "item-1",
  action: { kind: "run-shell", command: "df" },
  target: {
    terminalId: "term-1",
    hostId: "host-web",
    hostName: "web-1",
    user: "root",
    directory: null,
    fingerprint: "f",
  },
  reason: "to see",
  judgement: {
    verdict: "ask",
    class: "change",
    reasons: ["The mode is ask: a person decides."],
    parts: [],
    mode: "ask",
    preset: "balanced",
    production: false,
    taint: [],
    typedName: null,
    offer: null,
  },
  urgency: "normal",
  step: null,
};
