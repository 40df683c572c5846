import { isDefinedError, ORPCError } from "@orpc/client";
import { actText, wishWords } from "../../shared/approval-words.ts";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { fairleadError } from "../../shared/errors.ts";
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
 * that comes too late, because a window was quicker, counts for nothing; one that is refused is asked for again.
 */
export async function askApproval(
  parts: ApprovalParts,
  approval: Approval,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  show(parts, approval);
  const proposal = proposalOf(approval);
  while (!signal.aborted) {
    const answer = await oneAnswer(parts, approval, proposal, signal);
    if (answer === null || signal.aborted) continue;
    if (await isTaken(parts, { id: approval.id, answer }, signal)) return;
  }
  note(parts.surroundings, "The question was withdrawn.");
}

/** Gives the answer. False: it was refused and the question still waits. */
async function isTaken(
  { client, surroundings }: ApprovalParts,
  answer: { id: Approval["id"]; answer: ApprovalAnswer },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await client.approvals.answer(answer, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    note(surroundings, sentenceOf(error));
    return !leavesOpen(error);
  }
}

/** Whether a refused answer leaves the question open. */
function leavesOpen(error: unknown): boolean {
  if (!(error instanceof ORPCError && isDefinedError(error))) return false;
  const known = fairleadError.safeParse(error.data);
  return known.success && ["typed-name-wrong", "command-refused"].includes(known.data.code);
}

function show(parts: ApprovalParts, { action, target, reason, judgement }: Approval) {
  const { surroundings, style } = parts;
  const where = [
    target.user === "" ? "" : `${visibleLine(target.user)} on `,
    visibleLine(target.hostName),
    target.directory === null ? "" : `, in ${visibleLine(target.directory)}`,
  ].join("");
  note(surroundings, "");
  note(
    surroundings,
    action.kind === "ask-person"
      ? `${wishWords(action)}:`
      : `${wishWords(action)} ${action.kind === "fetch-url" ? "from" : "as"} ${style.bold(where)}:`,
  );
  showText(parts, actText(action, target));
  if (action.kind === "change-file") showText(parts, action.diff);
  if (reason !== "") note(surroundings, `Reason, in its words: ${visible(reason)}`);
  if (action.kind !== "ask-person") showJudgement(parts, judgement);
}

/** What the policy says: why it asks, what it takes the act for, where the agent may have got it from. */
function showJudgement({ surroundings, style }: ApprovalParts, judgement: Judgement): void {
  const { class: commandClass, production, reasons, taint } = judgement;
  const [because = "", ...more] = reasons;
  note(surroundings, style.dim(`Asked because: ${visible(because)}`));
  const facts = [
    `Judged as ${commandClass}${production ? ", on a production host" : ""}.`,
    ...more.slice(0, 4),
  ];
  for (const fact of facts) note(surroundings, style.dim(visible(fact)));
  for (const source of taint) {
    note(surroundings, style.dim(`Proposed after reading ${visibleLine(source)}.`));
  }
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
  approval: Approval,
  proposal: Proposal | null,
  signal: AbortSignal,
): Promise<ApprovalAnswer | null> {
  const { asker } = parts;
  if (approval.action.kind === "ask-person") return answerToAgent(parts, signal);
  const edit = proposal === null ? "" : ", e edit";
  const typed = await asker.line(
    `y run it, n do not${edit}, c deny and say why, s deny and stop: `,
    signal,
  );
  switch (typed?.trim().toLowerCase()) {
    case "y":
    case "yes":
      return withTypedName(parts, proposal ?? approval, yesTo(proposal), signal);
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
      return proposal === null ? null : edited(parts, approval, proposal, signal);
    default:
      return null;
  }
}

async function edited(
  parts: ApprovalParts,
  { id }: Approval,
  proposal: Proposal,
  signal: AbortSignal,
): Promise<ApprovalAnswer | null> {
  const answer = await editProposal(
    parts,
    id,
    proposal,
    (command) => {
      note(parts.surroundings, "");
      note(parts.surroundings, "Edited. Now it would run:");
      showText(parts, command);
      showJudgement(parts, proposal.judgement);
    },
    signal,
  );
  return answer === null ? null : withTypedName(parts, proposal, answer, signal);
}

/** The yes with the host's name, where the policy wants that typed; null where it was not. */
async function withTypedName(
  { asker }: ApprovalParts,
  { judgement }: { judgement: Judgement },
  answer: ApprovalAnswer,
  signal: AbortSignal,
): Promise<ApprovalAnswer | null> {
  const { typedName } = judgement;
  if (typedName === null || (answer.kind !== "approve" && answer.kind !== "approve-edited")) {
    return answer;
  }
  const typed = await asker.line(`Type ${visibleLine(typedName)} to approve it: `, signal);
  return typed === null || typed.trim() === "" ? null : { ...answer, typedName: typed.trim() };
}

/** Yes or no to a question of the agent's own, with a comment. */
async function answerToAgent(
  { asker }: ApprovalParts,
  signal: AbortSignal,
): Promise<ApprovalAnswer | null> {
  const typed = (await asker.line("y yes, n no, s no and stop: ", signal))?.trim().toLowerCase();
  if (typed === "s") return { kind: "deny-and-stop", comment: "" };
  if (typed !== "y" && typed !== "yes" && typed !== "n" && typed !== "no") return null;
  const comment = (await asker.line("Comment, Enter for none: ", signal))?.trim();
  if (comment === undefined) return null;
  if (typed.startsWith("n")) return { kind: "deny", comment };
  return comment === "" ? { kind: "approve" } : { kind: "approve", comment };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? visible(error.message) : "The answer did not arrive.";
}
