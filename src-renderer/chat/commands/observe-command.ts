import type { Run, TerminalInfo } from "../../../shared/contract/terminals.ts";
import { findNamed, shortId } from "../../../shared/slash/find-named.ts";
import { attempt, client } from "../../control/client.ts";
import { useTerminals } from "../../terminals/terminal-store.ts";
import { agoWords } from "../../ui/times.ts";
import { failureNote, type NoteAnswer, type NoteRow, textNote } from "./note-blocks.ts";

const mostRuns = 10;

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

async function look(terminal: TerminalInfo): Promise<NoteAnswer> {
  const { directory, hostName, id, integration, running, state, user } = terminal;
  const [screen, runs] = await Promise.all([
    attempt(client.terminals.screen({ id })),
    attempt(client.terminals.runs({ id })),
  ]);
  if (!screen.ok) return failureNote(screen.error);
  const rows = (runs.ok ? runs.value : []).slice(-mostRuns).toReversed().map(rowOf(Date.now()));
  return [
    {
      kind: "facts",
      facts: [
        ["Terminal", `${user === "" ? "" : `${user}@`}${hostName}, ${state}`],
        ["Directory", directory ?? "not known"],
        ["Runs now", running === null ? "nothing" : running.command || "a program"],
        ["Marks", integration === "marks" ? "seen" : integration],
      ],
    },
    { kind: "screen", label: `Screen of ${hostName}`, text: screen.value.text.trimEnd() },
    ...(rows.length === 0 ? [] : [{ kind: "list" as const, rows }]),
  ];
}

const rowOf =
  (now: number) =>
  ({ command, endedAt, exitCode, id, origin, startedAt, state }: Run): NoteRow => {
    const at = endedAt ?? startedAt;
    const how = exitCode === null ? state : `exit ${exitCode}`;
    return {
      lead: shortId(id),
      text: command,
      detail: origin === "agent" ? "the agent’s" : "yours",
      tail: at === null ? how : `${how}, ${agoWords(at, now)}`,
    };
  };
