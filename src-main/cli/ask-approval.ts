import { actText, wishWords } from "../../shared/approval-words.ts";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { Asker } from "./asker.ts";
import { editProposal, type Proposal, proposalOf, yesTo } from "./edit-proposal.ts";
import type { Client } from "./open-core.ts";
import type { styles } from "./style.ts";
import { note, type Surroundings } from "./surroundings.ts";
import { visible, visibleLine } from "./visible.ts";

export type ApprovalParts = {
  client: Client;
  asker: Asker;
  surroundings: Surroundings;
  style: ReturnType<typeof styles>;
};

/**
 * Shows what the agent wants to do, where and why, and has the person answer it. Enter alone never approves. An answer
 * that comes too late, because a window was quicker, counts for nothing.
 */
export async function askApproval(
  parts: ApprovalParts,
  approval: Approval,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  show(parts, approval);
  const proposal = proposalOf(approval.action);
  while (!signal.aborted) {
    const answer = await oneAnswer(parts, approval, proposal, signal);
    if (answer === null || signal.aborted) continue;
    await parts.client.approvals
      .answer({ id: approval.id, answer }, { signal })
      .catch((error: unknown) => {
        if (!signal.aborted) note(parts.surroundings, sentenceOf(error));
      });
    return;
  }
  note(parts.surroundings, "The question was withdrawn.");
}

function show(
  { surroundings, style }: ApprovalParts,
  { action, target, reason, judgement }: Approval,
) {
  const where = [
    target.user === "" ? "" : `${visibleLine(target.user)} on `,
    visibleLine(target.hostName),
    target.directory === null ? "" : `, in ${visibleLine(target.directory)}`,
  ].join("");
  note(surroundings, "");
  note(surroundings, `${wishWords(action)} as ${style.bold(where)}:`);
  showText({ surroundings, style }, actText(action, target));
  note(surroundings, `Reason, in its words: ${visible(reason)}`);
  note(surroundings, style.dim(`Asked because: ${visible(judgement.reasons[0] ?? "")}`));
}

/** A command as a block of its own. */
function showText(
  { surroundings, style }: Pick<ApprovalParts, "surroundings" | "style">,
  text: string,
): void {
  note(surroundings, "");
  for (const line of visible(text).split("\n")) note(surroundings, `    ${style.bold(line)}`);
  note(surroundings, "");
}

/** null: the answer was none; ask again. */
async function oneAnswer(
  parts: ApprovalParts,
  { id }: Approval,
  proposal: Proposal | null,
  signal: AbortSignal,
): Promise<ApprovalAnswer | null> {
  const { asker, surroundings } = parts;
  const edit = proposal === null ? "" : ", e edit";
  const typed = await asker.line(
    `y run it, n do not${edit}, c deny and say why, s deny and stop: `,
    signal,
  );
  switch (typed?.trim().toLowerCase()) {
    case "y":
    case "yes":
      return yesTo(proposal);
    case "n":
    case "no":
      return { kind: "deny", comment: "" };
    case "c": {
      const comment = await asker.line("Tell the agent why: ", signal);
      return comment === null ? null : { kind: "deny", comment };
    }
    case "s":
      return { kind: "deny-and-stop", comment: "" };
    case "e":
      if (proposal === null) return null;
      return editProposal(
        parts,
        id,
        proposal,
        (command) => {
          note(surroundings, "");
          note(surroundings, "Edited. Now it would run:");
          showText(parts, command);
        },
        signal,
      );
    default:
      return null;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? visible(error.message) : "The answer did not arrive.";
}
