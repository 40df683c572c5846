import type { WithinHost } from "../../shared/container-host.ts";
import type { Action, Refusal, Remember } from "../../shared/contract/approvals.ts";
import type { Judgement, Mode } from "../../shared/contract/policy.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { ConversationId, HostId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { LikelySystem } from "./command-judgement.ts";

/** One act, with everything the policy must know of it. */
export type ActToJudge = {
  action: Action;
  host: { id: HostId; name: string; group: string; tags: readonly string[]; within?: WithinHost };
  user: string;
  conversationId: ConversationId | null;
  /** Said on the command line for this turn alone, instead of the mode in force; left out where nothing was said. */
  mode?: Mode;
  terminal: {
    id: TerminalId;
    shell: ShellName;
    /** Left out: Linux. */
    system?: LikelySystem;
    directory: string | null;
  } | null;
  /** What keys would go to: the command that runs there, "" where Fairlead cannot tell; left out or null at a prompt. */
  running?: {
    command: string /** A person allowed keys for it until it ends. */;
    keysAllowed: boolean;
  } | null;
  /** Where untrusted text came from that the agent read in this turn. */
  taint: readonly string[];
  /** Why it could not be delivered exactly as written. */
  refusals: readonly Refusal[];
};

/** The policy as the gate uses it. */
export type Policy = {
  judge(act: ActToJudge): Judgement;
  /** The command was sent to this shell: what it changed there counts for what follows. */
  ran(terminalId: TerminalId, command: string, shell: ShellName): void;
  /** Keeps `judgement.offer` for this place; fails where none was offered. */
  remember(
    act: ActToJudge,
    judgement: Judgement,
    choice: Remember,
  ): Promise<Result<void, FairleadError>>;
  /** SHA-256 over everything that decides, for the audit. */
  hash(): string;
};
