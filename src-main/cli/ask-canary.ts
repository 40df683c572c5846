import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import type { ConversationId } from "../../shared/ids.ts";
import type { Asker } from "./asker.ts";
import { handleEach } from "./handle-each.ts";
import type { Client } from "./open-core.ts";
import { note, type Surroundings } from "./surroundings.ts";
import { visible, visibleLine } from "./visible.ts";

export type CanaryParts = { client: Client; asker: Asker; surroundings: Surroundings };

/** Lines of a canary's output that are shown. */
const mostLines = 10;

/**
 * Passes what a canary of this conversation asks on to the person at the terminal, until `signal` aborts. Where nobody can
 * be asked the run stops there, and says so: the hosts behind a canary are never begun unseen.
 */
export function answerCanaries(
  { asker, client, surroundings }: CanaryParts,
  conversationId: ConversationId,
  signal: AbortSignal,
): Promise<void> {
  async function* asking() {
    for await (const { fleets } of await client.fleet.list(undefined, { signal })) {
      yield fleets.filter(
        (fleet) => fleet.conversationId === conversationId && fleet.state === "asking",
      );
    }
  }
  const answer = async ({ id }: Fleet, open: AbortSignal) => {
    const rows = await rowsOf(client, id, open);
    const left = rows.filter(({ state }) => state === "waiting").length;
    const goesOn = asker.canAsk && (await mayGoOn(rows, left, open));
    if (open.aborted) return;
    if (!asker.canAsk) {
      note(
        surroundings,
        "The canary asks a person whether to go on, and nobody can be asked here.",
      );
    }
    if (!goesOn) note(surroundings, `Stopped after the canary; it was not run on ${left} more.`);
    // A window may have been quicker: then this answer counts for nothing.
    await (goesOn ? client.fleet.goOn({ id }) : client.fleet.stop({ id })).catch(() => undefined);
  };
  const mayGoOn = async (rows: readonly FleetRow[], left: number, open: AbortSignal) => {
    note(surroundings, "");
    note(surroundings, "The canary is through:");
    for (const row of rows.filter(({ isCanary }) => isCanary)) await show(row);
    const typed = await asker.line(`Run it on the other ${left}? y go on, n stop: `, open);
    return ["y", "yes"].includes(typed?.trim().toLowerCase() ?? "");
  };
  const show = async ({ exitCode, hostName, problem, runId, state }: FleetRow) => {
    const how = exitCode === null ? state : `exit code ${exitCode}`;
    note(surroundings, `  ${visibleLine(hostName)}: ${how}`);
    if (problem !== null) note(surroundings, `    ${visible(problem)}`);
    const { text } = await client.fleet.output({ runId, from: 0, limit: 10_000 });
    const lines = visible(text).trimEnd().split("\n");
    for (const line of lines.slice(0, mostLines)) note(surroundings, `    ${line}`);
    if (lines.length > mostLines)
      note(surroundings, `    … ${lines.length - mostLines} more lines`);
  };
  return handleEach(
    asking(),
    (fleet, open) => void asker.inTurn(() => answer(fleet, open)).catch(() => undefined),
    signal,
  );
}

async function rowsOf(client: Client, id: Fleet["id"], signal: AbortSignal): Promise<FleetRow[]> {
  const events = await client.fleet.events({ id }, { signal });
  const first = await events.next();
  await events.return?.();
  return first.done === true ? [] : first.value.rows;
}
