import type { AuditEvent } from "../../../shared/contract/audit.ts";
import type { Result } from "../../../shared/result.ts";
import { useApprovals } from "../../approvals/approvals-store.ts";
import { attempt, type CallFailure, client } from "../../control/client.ts";
import { firstEvent } from "../../control/first-event.ts";
import { useHosts } from "../../hosts/hosts-store.ts";
import { modeThere } from "../../policy/mode-words.ts";
import { usePolicy } from "../../policy/policy-store.ts";
import { presentMode } from "../../policy/present-mode.ts";
import { useModels } from "../../settings/models-store.ts";
import { useTerminals } from "../../terminals/terminal-store.ts";
import { useChat } from "../chat-store.ts";
import { useConversations } from "../conversations-store.ts";
import { contextNow, contextWords } from "./context-command.ts";
import type { NoteAnswer } from "./note-blocks.ts";

/** `/status` */
export async function status(): Promise<NoteAnswer> {
  const [info, runs, audit, context] = await Promise.all([
    attempt(client.app.info()),
    attempt(client.runs.list()),
    firstEvent((signal) => client.audit.events(undefined, { signal })),
    contextNow(),
  ]);
  const approvals = useApprovals.getState().approvals.length;
  const isBusy = useChat.getState().turnId !== null;
  const known = <T>(result: Result<T, CallFailure>, words: (value: T) => string) =>
    result.ok ? words(result.value) : result.error.sentence;
  return [
    {
      kind: "facts",
      facts: [
        [
          "Version",
          known(info, ({ runtime, version }) =>
            runtime === "electron" ? `${version}, desktop app` : `${version}, in a browser`,
          ),
        ],
        ["Model", modelWords()],
        ["Mode", modeWords()],
        ["Agent", isBusy ? "at work here" : "waits for you"],
        ["Approvals", approvals === 0 ? "none waits" : `${approvals} waiting: /approve`],
        [
          "Commands",
          known(runs, ({ length }) => (length === 0 ? "none runs" : `${length} running: /ps`)),
        ],
        ["Context", known(context, contextWords)],
        ["Audit", known(audit, auditWords)],
      ],
    },
  ];
}

function modelWords(): string {
  const { active, profiles } = useModels.getState();
  const { conversations, current } = useConversations.getState();
  const pinned = conversations.find(({ id }) => id === current)?.profileId;
  const profile = profiles.find(({ id }) => id === (pinned ?? active));
  if (profile === undefined) return "none is set up: /login";
  return profile.provider === "practice" ? profile.name : `${profile.name} (${profile.model})`;
}

function modeWords(): string {
  const { policy } = usePolicy.getState();
  const { focused, terminals } = useTerminals.getState();
  if (policy === null) return "not known yet";
  const terminal = focused === null ? undefined : terminals.get(focused);
  const host = useHosts.getState().hosts.find(({ id }) => id === terminal?.hostId);
  const { current } = useConversations.getState();
  const mode = presentMode(policy, terminal?.hostId ?? null, host, current, Date.now());
  const where = terminal === undefined ? "" : ` on ${terminal.hostName}`;
  return `${modeThere(mode)}${where}`;
}

function auditWords(state: AuditEvent | null): string {
  if (state?.type !== "audit-opened") return "not known";
  if (state.problem !== null) return state.problem;
  return `${state.entries} entries, ${state.signed ? "signed" : "not signed: no keychain"}`;
}
