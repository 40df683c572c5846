import { withinOf } from "../../shared/container-host.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { type HostId, localHostId, type TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { ActToJudge } from "../policy/act.ts";
import type { ToolTerminal } from "../tools/surroundings.ts";
import type { PastRun } from "./shell-memory.ts";

const thisSystem = process.platform === "linux" ? "linux" : "other";

/** A terminal as the act that a command there would be, without the action itself and the conversation. */
export type ExplainedPlace = Omit<
  ActToJudge,
  "action" | "conversationId" | "refusals" | "taint"
> & {
  /** Why this command could not be delivered there exactly as written. */
  refusals: (command: string) => ActToJudge["refusals"];
};

/** The place of a terminal, without a terminal a bash on this machine; null where the terminal is not open. */
export function explainedPlace(
  hosts: { get(id: HostId): Host | undefined },
  terminals: { get(id: TerminalId): ToolTerminal | undefined },
  terminalId: TerminalId | null,
): ExplainedPlace | null {
  const terminal = terminalId === null ? undefined : terminals.get(terminalId);
  const info = terminal?.info();
  if (terminalId !== null && info === undefined) return null;
  const host = hosts.get(info?.hostId ?? localHostId);
  const { id, shell, directory } = info ?? { id: null, shell: "bash", directory: null };
  return {
    host: {
      id: host?.id ?? localHostId,
      name: host?.name ?? "",
      group: host?.group ?? "",
      tags: host?.tags ?? [],
      ...withinOf(host),
    },
    user: info?.user ?? "",
    terminal: {
      id: id ?? "term-explained",
      shell,
      system: terminal === undefined ? thisSystem : (terminal.system ?? "unknown"),
      directory,
    },
    refusals: (command) => terminal?.checkCommand(command) ?? [],
  };
}

const mostPastRuns = 1_000;

/** What the agent has run in a terminal, as it is on record, oldest first. */
export function agentRuns(
  terminals: {
    get(id: TerminalId): ToolTerminal | undefined;
    runs(id: TerminalId): Result<Run[], FairleadError>;
  },
  terminalId: TerminalId,
): PastRun[] {
  const shell = terminals.get(terminalId)?.info().shell ?? "unknown";
  const runs = terminals.runs(terminalId);
  if (!runs.ok) return [];
  return runs.value
    .filter(({ origin, startedAt }) => origin === "agent" && startedAt !== null)
    .slice(-mostPastRuns)
    .map(({ command }) => ({ command, shell }));
}
