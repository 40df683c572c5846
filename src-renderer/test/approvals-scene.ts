import type { Approval } from "../../shared/contract/approvals.ts";
import { judge } from "./judged.ts";

/** A question about this command in the terminal on web-1. */
export function approval(id: string, command: string, more: Partial<Approval> = {}): Approval {
  return {
    id: `appr-${id}`,
    conversationId: "conv-one",
    turnId: "turn-2",
    itemId: `item-${id}`,
    action: { kind: "run-shell", command },
    target: {
      terminalId: "term-1",
      hostId: "host-web-1",
      hostName: "web-1",
      user: "root",
      directory: "/var/log",
      fingerprint: "f",
    },
    reason: "The upstream was renamed in the configuration; a reload makes nginx read it.",
    judgement: judge(command),
    urgency: "normal",
    step: null,
    createdAt: Date.now(),
    expiresAt: null,
    ...more,
  };
}
