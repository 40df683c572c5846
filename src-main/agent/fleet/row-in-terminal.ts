import type { FleetRow } from "../../../shared/contract/fleet.ts";
import type { Run } from "../../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { FleetId, HostId, RunId, TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { RecordAudit } from "../../audit/journal.ts";
import { newId } from "../../base/new-id.ts";
import type { Policy } from "../../policy/act.ts";
import { settledTerminal, terminalTarget, whenTerminalGone } from "../../tools/find-terminal.ts";
import { sendCommand } from "../../tools/send-command.ts";
import type { ToolHosts, ToolTerminal, ToolTerminals } from "../../tools/surroundings.ts";
import type { PlannedAct } from "../../tools/tool.ts";
import { canonicalHash } from "../canonical-hash.ts";
import { throughGate } from "../gate.ts";
import { ownPlace } from "../own-place.ts";
import type { FleetDesk } from "./fleet-desk.ts";
import { lastLineOf } from "./last-line.ts";

export type RowInTerminalParts = {
  desk: Pick<FleetDesk, "shown" | "goesOn">;
  hosts: Pick<ToolHosts, "get">;
  terminals: Pick<ToolTerminals, "get" | "events">;
  policy: Policy;
  record: RecordAudit;
};

/** Which row, and the terminal on its host. */
export type RowPlace = { id: FleetId; hostId: HostId; terminalId: TerminalId };

/** Whoever wants it may close the terminal; nothing else takes it back. */
const never = new AbortController().signal;

/**
 * A host of a run on many whose command asked something that nobody could answer: a person runs it again in a terminal
 * there and answers, and its row goes on with what happens in that terminal. Through the gate, as the person's own act.
 */
export class RowInTerminal {
  readonly #parts: RowInTerminalParts;

  constructor(parts: RowInTerminalParts) {
    this.#parts = parts;
  }

  /** Resolves when it is on its way. Fails with "fleet-answered" where the row does not wait for it, or not any more. */
  async run(place: RowPlace, by: string): Promise<Result<void, FairleadError>> {
    const { desk, terminals } = this.#parts;
    const { hostId, id, terminalId } = place;
    const shown = desk.shown(id);
    const row = shown?.rows.find((one) => one.hostId === hostId);
    if (shown === undefined || row === undefined) return fail(failure("fleet-unknown"));
    if (!row.asked) return fail(failure("fleet-answered"));
    const terminal = terminals.get(terminalId);
    if (terminal?.info().hostId !== hostId) return fail(failure("terminal-unknown"));
    const runId = newId("run");
    // From here on nobody else begins it there.
    desk.goesOn(id, hostId, { ...begunAnew, terminalId, runId });
    const failed = await this.#begin(place, terminal, runId, shown.fleet.command, by);
    if (failed === null) return ok(undefined);
    const problem = `${failed.sentence} Nothing was run again.`;
    desk.goesOn(id, hostId, { ...row, problem });
    return fail(failed);
  }

  /** Why it was not begun; null once it is. */
  async #begin(
    place: RowPlace,
    terminal: ToolTerminal,
    runId: RunId,
    command: string,
    by: string,
  ): Promise<FairleadError | null> {
    const { hosts, policy, record, terminals } = this.#parts;
    // Who is at the other end is known once it is connected.
    const settled = await settledTerminal({ terminals }, place.terminalId, never);
    if (settled?.state !== "ready") {
      return failure("terminal-lost", settled?.stateReason ?? undefined);
    }
    const begun = Promise.withResolvers<null>();
    const act = this.#act(place, terminal, runId, terminal.prepare(command), () =>
      begun.resolve(null),
    );
    const outcome = throughGate(
      {
        tool: "run_on_hosts",
        act,
        place: ownPlace({ hosts, terminals }),
        turnId: newId("turn"),
        itemId: newId("item"),
        policy,
        ask: null,
        personal: { by },
        record,
        keep: async () => ok(undefined),
      },
      never,
    );
    const first = await Promise.race([begun.promise, outcome]);
    if (first === null || first.state === "done") return null;
    if (first.state === "failed") return first.error;
    return failure("command-refused", first.state === "refused" ? first.because : undefined);
  }

  #act(
    place: RowPlace,
    terminal: ToolTerminal,
    runId: RunId,
    command: string,
    begun: () => void,
  ): PlannedAct {
    const { desk, terminals } = this.#parts;
    const { hostId, id, terminalId } = place;
    const change = (patch: Partial<FleetRow>) => desk.goesOn(id, hostId, patch);
    return {
      kind: "act",
      action: { kind: "run-shell", command },
      reason: "",
      runId,
      target: () => terminalTarget({ terminals }, terminalId),
      onGone: (listener) => whenTerminalGone({ terminals }, terminalId, listener),
      refusals: () => terminal.checkCommand(command),
      edited: null,
      act: async (_action, begin, signal, approval = null) => {
        using _watching = terminals.events.on((event) => {
          if (event.type === "run-changed" && event.run.id === runId) {
            change(whileItRuns(event.run, terminal));
          }
        });
        const sent = await sendCommand(terminal, { runId, command, approval }, begin, signal);
        if (!sent.ok) return fail({ error: sent.error, undone: true });
        begun();
        const run = await sent.value.finished;
        const output = sent.value.output();
        change(atItsEnd(run, output));
        const { durationMs, state } = run;
        return ok({ text: "", source: null, output, state, run, durationMs });
      },
    };
  }
}

const begunAnew = {
  state: "waiting",
  asked: false,
  problem: null,
  exitCode: null,
  startedAt: null,
  endedAt: null,
  outputLength: 0,
  lastLine: "",
  digest: null,
} as const satisfies Partial<FleetRow>;

/** How the row stands while its command runs in the terminal; nothing new once that is over. */
function whileItRuns({ startedAt, state }: Run, terminal: ToolTerminal): Partial<FleetRow> {
  if (state === "running") return { state: "running", startedAt, problem: null };
  if (state !== "needs-input") return {};
  const asks = terminal.info().needsInput?.text ?? "";
  const problem = asks === "" ? "It waits for you in its terminal." : `It asks: ${asks}`;
  return { state: "needs-you", startedAt, problem };
}

const ends: Partial<Record<Run["state"], Pick<FleetRow, "state" | "problem">>> = {
  finished: { state: "finished", problem: null },
  stopped: { state: "stopped", problem: "It was ended in its terminal." },
  lost: {
    state: "lost",
    problem: "Its terminal was lost. How far the command came is unknown: look there first.",
  },
  "not-run": { state: "not-run", problem: "It was not run in the terminal." },
};
const unknownEnd = {
  state: "unknown",
  problem: "How far it came in its terminal is unknown: look there first.",
} as const;

function atItsEnd({ endedAt, exitCode, startedAt, state }: Run, text: string): Partial<FleetRow> {
  const end = ends[state] ?? unknownEnd;
  return {
    ...end,
    exitCode,
    startedAt,
    endedAt,
    outputLength: text.length,
    lastLine: lastLineOf(text),
    digest: canonicalHash([end.state, exitCode, text]),
  };
}
