import type { Host } from "../../shared/contract/hosts.ts";
import type { Mode } from "../../shared/contract/policy.ts";
import type { ConversationId, HostId, ProfileId, TerminalId, TurnId } from "../../shared/ids.ts";
import type { Settings } from "../../shared/settings.ts";
import type { RecordAudit } from "../audit/journal.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Policy } from "../policy/act.ts";
import type { Conversations } from "../sessions/conversations.ts";
import type { RunProcesses } from "../terminals/processes/run-processes.ts";
import type { ToolRuns } from "../tools/end-run.ts";
import type { ToolFiles } from "../tools/file-surroundings.ts";
import type { ToolHosts, ToolTerminals } from "../tools/surroundings.ts";
import type { ToolTmux } from "../tools/tmux-surroundings.ts";
import type { ToolWeb } from "../tools/web-surroundings.ts";
import type { Approvals } from "./approvals.ts";
import type { ContextsParts } from "./context/contexts.ts";
import type { FleetDesk } from "./fleet/fleet-desk.ts";
import type { AskModel } from "./turn.ts";

/** What conversations stand on. */
export type ChatParts = {
  conversations: Conversations<ModelMessage>;
  approvals: Approvals;
  policy: Policy;
  /** The mode that decides on this host in this conversation, where the command line said nothing. */
  modeOn: (hostId: HostId, conversationId: ConversationId | null) => Mode;
  /** Left out: by the usual tags. */
  isProduction?: (host: Host) => boolean;
  /** Names of tools that the policy switches off; left out = none. */
  toolsOff?: () => readonly string[];
  /** Names of tools that a model's profile (null = the active one) switches off; left out = none. */
  modelToolsOff?: (profileId: ProfileId | null) => readonly string[];
  record: RecordAudit;
  terminals: ToolTerminals;
  hosts: ToolHosts;
  /** Asks the model that `profileId` names, or the active one. */
  askModel: (profileId: ProfileId | null, request: Parameters<AskModel>[0]) => ReturnType<AskModel>;
  settings: () => Pick<Settings, "agent" | "conversation" | "turn" | "web">;
  /** What is known of a profile's model, and the person's instructions for it. */
  model: (
    profileId: ProfileId | null,
  ) => ReturnType<ContextsParts["model"]> & { instructions: string };
  redact: (text: string) => string;
  /** Files on hosts; left out where there are none to be had, as in most tests. */
  files?: ToolFiles;
  /** The web; left out where there is none to be had. */
  web?: ToolWeb;
  /** tmux on hosts; left out likewise. */
  tmux?: ToolTmux;
  /** Runs on many hosts; left out likewise. */
  fleets?: Pick<FleetDesk, "of" | "shown">;
  /** What commands have running on their hosts; left out where that cannot be seen, as in most tests. */
  processes?: Pick<RunProcesses, "of" | "ofAll">;
  /** How long a host may take after Stop to say what runs there, in ms. Default 900. */
  lookMs?: number;
  /** The same for the agent's tools; left out likewise. */
  toolRuns?: ToolRuns;
  /** How long a screen is left alone after keys before it is read, in milliseconds. */
  settleMs?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** What only the command line may say about a turn. */
export type TurnOptions = {
  /** Instead of the setting; "all" exists nowhere else. */
  mode?: Mode;
  /** False where nobody can be asked: what needs a person then fails closed. Default true. */
  canAsk?: boolean;
};

/** A turn that runs. */
export type Running = {
  turnId: TurnId | null;
  terminalId: TerminalId | null;
  options: TurnOptions;
  controller: AbortController;
  /** Aborts when the person writes; a new one once the model has read it. */
  spoken: AbortController;
  done: Promise<void>;
};
