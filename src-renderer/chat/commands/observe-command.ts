import type { TerminalInfo } from "../../../shared/contract/terminals.ts";
import { findNamed, shortId } from "../../../shared/slash/find-named.ts";
import { attempt, client } from "../../control/client.ts";
import { useTerminals } from "../../terminals/terminal-store.ts";
import { failureNote, type NoteAnswer, textNote } from "./note-blocks.ts";

/** A terminal as a person names it: its own name, or user@host. */
export function terminalNames(): { id: TerminalInfo["id"]; name: string }[] {
  const { terminals } = useTerminals.getState();
  return [...terminals.values()].map(({ hostName, id, name, user }) => ({
    id,
    name: name ?? (user === "" ? hostName : `${user}@${hostName}`),
  }));
}

/** `/observe [TERMINAL]` */
export async function observe(wanted: string): Promise<NoteAnswer> {
  const { focused, terminals } = useTerminals.getState();
  const named = wanted === "" ? null : findNamed(terminalNames(), wanted);
  if (named !== null && !named.ok) return notNamed(wanted, named.error);
  const id = named === null ? focused : named.value.id;
  const terminal = id === null ? undefined : terminals.get(id);
  return terminal === undefined ? textNote("No terminal is in use.") : look(terminal);
}

function notNamed(wanted: string, fitting: readonly { id: string; name: string }[]): NoteAnswer {
  if (fitting.length === 0) return textNote(`No open terminal is called “${wanted}”.`);
  const rows = fitting.map(({ id, name }) => ({
    lead: shortId(id),
    text: name,
    link: { kind: "command" as const, text: `/observe ${shortId(id)}` },
  }));
  return [...textNote("Several fit."), { kind: "list", rows }];
}

async function look({ hostName, id }: TerminalInfo): Promise<NoteAnswer> {
  const seen = await attempt(client.chat.observe({ terminalId: id }));
  if (!seen.ok) return failureNote(seen.error);
  return [
    ...textNote("What the agent gets when it looks at this terminal:"),
    { kind: "screen", label: `What the agent sees of ${hostName}`, text: seen.value.text },
  ];
}
