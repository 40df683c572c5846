import type { ErrorCode } from "../../shared/errors.ts";

/** With these the shell has ended for certain, in tmux too. */
const ended: ReadonlySet<ErrorCode> = new Set([
  "terminal-lost",
  "container-gone",
  "container-recreated",
  "container-stopped",
]);

/** Trying again would only ask the person again, or be refused again. */
const final: ReadonlySet<ErrorCode> = new Set([
  ...ended,
  "host-unknown",
  "auth-failed",
  "auth-cancelled",
  "host-key-rejected",
  "host-key-changed",
  "key-unreadable",
  "aborted",
]);

/** Whether a shell that cannot be come to for this reason has ended, in tmux too. */
export const hasEnded = (code: ErrorCode): boolean => ended.has(code);

/** Whether another try would only ask the person again, or be refused again. */
export const isFinal = (code: ErrorCode): boolean => final.has(code);
