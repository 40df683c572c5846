import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { TerminalEvent } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { Emitter } from "../base/emitter.ts";
import type { JudgeCommand } from "../policy/command-judgement.ts";
import type { KeptPolicyFile } from "../store/policy-file.ts";
import type { SettingsStore } from "../store/settings-file.ts";
import type { ExplainedPlace } from "./explained-place.ts";
import type { PermissionStorage } from "./permissions.ts";
import type { PastRun } from "./shell-memory.ts";

/** What the policy in force stands on. */
export type PolicyParts = {
  settings: Pick<SettingsStore, "get" | "change" | "changed">;
  /** Where the policy file is looked for. */
  filePath: string;
  records: PermissionStorage & {
    file(): Promise<Result<KeptPolicyFile | null, FairleadError>>;
    keepFile(kept: KeptPolicyFile): Promise<Result<void, FairleadError>>;
  };
  judgeCommand: JudgeCommand;
  /** Fairlead's own folders on this machine: absolute, also as they are with symbolic links followed. */
  protectedPaths: readonly string[];
  /** The home directory of the person on this machine. */
  home: string | null;
  terminalEvents: Emitter<TerminalEvent>;
  /** null = this terminal is not open. */
  explained: (terminalId: TerminalId | null) => ExplainedPlace | null;
  /** What the agent has run in a terminal before this start of the app, oldest first: what it changed there still holds. */
  pastRuns: (terminalId: TerminalId) => readonly PastRun[];
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** What the audit is told of a change to the policy. */
export type PolicyAudit = Pick<AuditEntry, "kind" | "actor" | "detail">;
