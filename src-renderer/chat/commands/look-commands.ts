import { actText, targetWords } from "../../../shared/approval-words.ts";
import type { Host } from "../../../shared/contract/hosts.ts";
import { findNamed } from "../../../shared/slash/find-named.ts";
import { inOrder } from "../../approvals/approval-order.ts";
import { useApprovals } from "../../approvals/approvals-store.ts";
import { goToApproval } from "../../approvals/go-to-approval.ts";
import { attempt, client } from "../../control/client.ts";
import { connectionWords } from "../../hosts/connection-mark.tsx";
import { placeWords } from "../../hosts/host-groups.ts";
import { useHosts } from "../../hosts/hosts-store.ts";
import { useModels } from "../../settings/models-store.ts";
import { useConversations } from "../conversations-store.ts";
import { failureNote, type NoteAnswer, textNote } from "./note-blocks.ts";

const mostHosts = 50;

/** `/model [NAME]` */
export async function model(name: string): Promise<NoteAnswer> {
  const { active, fromEnvironment, profiles } = useModels.getState();
  const { conversations, current } = useConversations.getState();
  const pinned = conversations.find(({ id }) => id === current)?.profileId ?? null;
  if (profiles.length === 0) return textNote("No model is set up. /login opens the settings.");
  if (name === "") {
    const rows = profiles.map(({ baseUrl, id, model: called, name: named, provider }) => ({
      lead: id === (pinned ?? active) ? "●" : "○",
      text: named,
      link: { kind: "command" as const, text: `/model ${named}` },
      detail: provider === "practice" ? "no language model" : `${called}, ${baseUrl}`,
      tail: id === (pinned ?? active) ? "answers here" : "",
    }));
    return [{ kind: "list", rows }];
  }
  if (pinned !== null) return textNote("This conversation was begun with a model of its own.");
  if (fromEnvironment) return textNote("The environment chooses the model of this run.");
  const byNumber = /^\d+$/.test(name) ? profiles[Number(name) - 1] : undefined;
  const found = byNumber ? { ok: true as const, value: byNumber } : findNamed(profiles, name);
  if (!found.ok) {
    const words =
      found.error.length === 0 ? `No model is called “${name}”.` : "Several models fit.";
    return [...textNote(words), ...(await model(""))];
  }
  const chosen = await attempt(client.models.select({ id: found.value.id }));
  if (!chosen.ok) return failureNote(chosen.error);
  return textNote(`${found.value.name} answers from the next message on.`);
}

/** `/approve [NUMBER]`: lists and leads to the card; approves nothing. */
export function approve(wanted: string): NoteAnswer {
  const waiting = inOrder(useApprovals.getState().approvals);
  if (waiting.length === 0) return textNote("Nothing waits for your approval.");
  const chosen = wanted === "" && waiting.length === 1 ? waiting[0] : waiting[Number(wanted) - 1];
  if (chosen !== undefined) {
    goToApproval(chosen);
    return [];
  }
  const rows = waiting.map((approval, index) => ({
    lead: String(index + 1),
    text: actText(approval.action, approval.target),
    link: { kind: "approval" as const, id: approval.id },
    detail: `on ${targetWords(approval.target)}. ${approval.reason}`,
    tail: approval.urgency === "high" ? "urgent" : "",
  }));
  return [...textNote("Press one to go to its card; you approve there."), { kind: "list", rows }];
}

/** `/hosts [FILTER]` */
export function listHosts(filter: string): NoteAnswer {
  const { hosts, statuses } = useHosts.getState();
  const wanted = filter.toLowerCase();
  const found = hosts.filter((host) => searched(host).some((text) => text.includes(wanted)));
  if (found.length === 0) return textNote(`No host fits “${filter}”.`);
  const rows = found.slice(0, mostHosts).map((host) => ({
    lead: host.favourite ? "★" : "",
    text: host.name,
    link: { kind: "host" as const, id: host.id },
    detail: [placeWords(host), host.group, ...host.tags].filter((text) => text !== "").join(", "),
    tail: connectionWords(statuses.get(host.id)).split(":", 1)[0] ?? "",
  }));
  const more = found.length - mostHosts;
  return [{ kind: "list", rows }, ...(more > 0 ? textNote(`and ${more} more; say a filter.`) : [])];
}

const searched = ({ address, group, name, tags }: Host): string[] =>
  [name, address, group, ...tags].map((text) => text.toLowerCase());
