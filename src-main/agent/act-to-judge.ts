import { withinOf } from "../../shared/container-host.ts";
import type { Action, ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { Mode } from "../../shared/contract/policy.ts";
import type { ConversationId } from "../../shared/ids.ts";
import type { ActToJudge } from "../policy/act.ts";
import type { ToolHosts, ToolTerminals } from "../tools/surroundings.ts";
import type { KeyGrants } from "./key-grants.ts";
import type { Taint } from "./taint.ts";

/** What surrounds the acts of one turn. */
export type ActPlace = {
  /** null: a person's own act, outside of any. */
  conversationId: ConversationId | null;
  hosts: Pick<ToolHosts, "get">;
  terminals: Pick<ToolTerminals, "get">;
  taint: Taint;
  keyGrants: KeyGrants;
  /** Said on the command line for this turn; null = the mode in force. */
  mode: Mode | null;
};

/** The act as the policy judges it, with what is known of its place at this very moment. */
export function actToJudge(
  place: ActPlace,
  act: { action: Action; target: ActionTarget; refusals: readonly Refusal[] },
): ActToJudge {
  const { keyGrants, taint, terminals } = place;
  const { action, refusals, target } = act;
  const { fingerprint, terminalId } = target;
  const terminal = terminalId === null ? undefined : terminals.get(terminalId);
  const info = terminal?.info();
  const keysAllowed = action.kind === "send-keys" && keyGrants.has(fingerprint);
  const running = info?.running ?? null;
  return {
    action,
    ...whereToJudge(place, target),
    terminal:
      info === undefined
        ? null
        : {
            id: info.id,
            shell: info.shell,
            system: terminal?.system ?? "unknown",
            directory: info.directory,
          },
    // What the policy allows for a program by its name it allows where the agent has started it.
    running:
      running === null
        ? null
        : { command: running.runId === null ? "" : running.command, keysAllowed },
    // Who allowed keys for a program knows that its own screen will be read.
    taint: taint.words(keysAllowed ? terminalId : null),
    refusals,
  };
}

/** On which host, as whom and in whose name: the host as the inventory has it now, by its old name where it is gone. */
export function whereToJudge(
  { conversationId, hosts, mode }: ActPlace,
  { hostId, hostName, user }: Pick<ActionTarget, "hostId" | "hostName" | "user">,
): Pick<ActToJudge, "host" | "user" | "conversationId" | "mode"> {
  const host = hosts.get(hostId);
  return {
    host: {
      id: hostId,
      name: host?.name ?? hostName,
      group: host?.group ?? "",
      tags: host?.tags ?? [],
      ...withinOf(host),
    },
    user,
    conversationId,
    ...(mode === null ? {} : { mode }),
  };
}
