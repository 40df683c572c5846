import type { Approval } from "../../../shared/contract/approvals.ts";
import type { ChatItem } from "../../../shared/contract/chat.ts";
import type { Run } from "../../../shared/contract/terminals.ts";
import type { ConversationId, RunId } from "../../../shared/ids.ts";
import { quoteCommand } from "../../tools/run-text.ts";
import { hasEnded } from "../../tools/wait-for-run.ts";

/** More are not told one by one. */
const most = 10;

/**
 * What is open in a conversation, in lines for the model: questions that wait for a person, commands that still run. Told
 * anew with each request, so that it is there whatever was summed up. What came from elsewhere is quoted.
 */
export function whatStands(
  items: readonly ChatItem[],
  approvals: readonly Approval[],
  id: ConversationId | null,
  runOf: (id: RunId) => Run | undefined,
): string[] {
  const asked = approvals
    .filter((approval) => approval.conversationId === id)
    .map((approval) => `- ${approval.id}: ${JSON.stringify(approval.reason.slice(0, 200))}`);
  const running = items.flatMap((item) =>
    item.kind === "tool" && item.runId !== null && isUnderWay(runOf(item.runId))
      ? [`- ${item.runId}: ${quoteCommand(item.command ?? "")} on ${item.hostName}`]
      : [],
  );
  return [
    ...listed("Questions that wait for the person:", asked),
    ...listed("Commands of yours that have not ended:", running),
  ];
}

/** An item is written after the run has ended, so the run itself is asked. */
function isUnderWay(run: Run | undefined): run is Run {
  return run !== undefined && !hasEnded(run);
}

function listed(head: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  return [head, ...lines.slice(0, most), ...more];
}
