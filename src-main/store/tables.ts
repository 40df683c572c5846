import type { ChatItem } from "../../shared/contract/chat.ts";
import type {
  BackupId,
  ConversationId,
  FleetId,
  HostId,
  ItemId,
  PermissionId,
  PlanId,
  ProfileId,
  RunId,
  TerminalId,
} from "../../shared/ids.ts";

/** Rows as they lie in the database; `json` columns hold the value of the record module of the same name. */
export type Tables = {
  hosts: { id: HostId; json: string };
  conversations: {
    id: ConversationId;
    title: string;
    profile_id: ProfileId | null;
    created_at: number;
    used_at: number;
    /** JSON: names of tools. */
    tools_off: string;
  };
  /** What is shown, in order. */
  items: {
    id: ItemId;
    conversation_id: ConversationId;
    position: number;
    kind: ChatItem["kind"];
    /** 1 for a call that is not settled: under way, or unknown and perhaps still to be found out. */
    open: 0 | 1;
    json: string;
  };
  /** What the model sees, in order. */
  messages: { conversation_id: ConversationId; position: number; json: string };
  /** Plans of the agent, in the order of their ids. */
  plans: { id: PlanId; conversation_id: ConversationId; json: string };
  runs: {
    id: RunId;
    terminal_id: TerminalId;
    host_id: HostId;
    json: string;
    /** The shell's command count once this run has ended: tells after a crash whether it did. */
    expected_count: number | null;
    output: string;
  };
  /** Runs on many hosts. */
  fleets: { id: FleetId; json: string };
  /** What is remembered of a terminal's older commands. */
  terminal_memories: { terminal_id: TerminalId; json: string };
  /** Terminals to come back to. A row is written before its tmux session is made. */
  terminals: { id: TerminalId; host_id: HostId; json: string; created_at: number };
  /** What a person allowed for good at a place; how often it was used stands beside the json. */
  permissions: { id: PermissionId; json: string; used: number };
  /** One row: the text of the policy file that is in force, and whether another one waits for a person's yes. */
  policy_file: { id: 1; text: string | null; waiting: 0 | 1 };
  /** How far the audit is; one row. */
  audit_head: {
    id: number;
    sequence: number;
    hash: string;
    /** Number of the file the last entry is in. */
    file: number;
    signature: string | null;
    key: string | null;
  };
  /** Files as they were before a change: `digest` names the content in the folder of backups, null = there was no file. */
  backups: { id: BackupId; digest: string | null; bytes: number; json: string };
};
