import { actText } from "../../../shared/approval-words.ts";
import type { ActiveRun } from "../../../shared/contract/runs.ts";
import { slashCommands } from "../../../shared/slash/commands.ts";
import type { Candidates } from "../../../shared/slash/complete-slash.ts";
import { shortId } from "../../../shared/slash/find-named.ts";
import { inOrder } from "../../approvals/approval-order.ts";
import { useApprovals } from "../../approvals/approvals-store.ts";
import { placeWords } from "../../hosts/host-groups.ts";
import { useHosts } from "../../hosts/hosts-store.ts";
import { useModels } from "../../settings/models-store.ts";
import { agoWords, durationWords } from "../../ui/times.ts";
import { useChat } from "../chat-store.ts";
import { terminalNames } from "../commands/observe-command.ts";
import { useConversations } from "../conversations-store.ts";

/** What there is now to name behind a command; `runs` are asked for by whoever calls. */
export function candidatesNow(runs: readonly ActiveRun[]): Candidates {
  const now = Date.now();
  const { conversations } = useConversations.getState();
  const titles = conversations.map(({ title }) => title);
  const terminals = terminalNames();
  return {
    model: useModels.getState().profiles.map(({ model, name }) => ({ text: name, words: model })),
    conversation: conversations.map(({ id, title, usedAt }) => {
      const alone = titles.filter((other) => other === title).length === 1;
      const words = agoWords(usedAt, now);
      return alone ? { text: title, words } : { text: shortId(id), words: `${title}, ${words}` };
    }),
    "command-run": runs.flatMap(({ command, hostName, id, startedAt }) => {
      if (id === null) return [];
      const since = startedAt === null ? "waits" : durationWords(now - startedAt);
      return [{ text: shortId(id), words: `${command} on ${hostName}, ${since}` }];
    }),
    host: useHosts.getState().hosts.map((host) => ({ text: host.name, words: placeWords(host) })),
    terminal: terminals.map(({ id, name }) => {
      const alone = terminals.filter((other) => other.name === name).length === 1;
      return alone ? { text: name, words: "" } : { text: shortId(id), words: name };
    }),
    approval: inOrder(useApprovals.getState().approvals).map(({ action, target }, index) => ({
      text: String(index + 1),
      words: actText(action, target),
    })),
    "slash-command": slashCommands.map(({ name, words }) => ({ text: name, words })),
    "plan-step": (useChat.getState().plan?.steps ?? []).map(({ text }, index) => ({
      text: String(index + 1),
      words: text,
    })),
  };
}
