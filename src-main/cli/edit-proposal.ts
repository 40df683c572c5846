import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { normalizeCommand } from "../policy/command-text.ts";
import type { Asker } from "./asker.ts";
import { editInEditor } from "./edit-in-editor.ts";
import type { Client } from "./open-core.ts";
import { note, type Surroundings } from "./surroundings.ts";
import { visible } from "./visible.ts";

export type EditParts = { client: Client; asker: Asker; surroundings: Surroundings };

/** A proposed command while a person works on it. */
export type Proposal = {
  readonly original: string;
  /** What a yes would run. */
  command: string;
  /** What the next editing begins with: also what was refused, so that no work is lost. */
  draft: string;
  /** What the policy says of `command`. */
  judgement: Judgement;
};

/** null: this act has no text that could be edited. */
export function proposalOf({ action, judgement }: Approval): Proposal | null {
  if (action.kind !== "run-shell") return null;
  const { command } = action;
  return { original: command, command, draft: command, judgement };
}

/** A yes to what the proposal is now. */
export function yesTo(proposal: Proposal | null): ApprovalAnswer {
  return proposal === null || proposal.command === proposal.original
    ? { kind: "approve" }
    : { kind: "approve-edited", command: proposal.command };
}

/**
 * Has the person edit the command. One line is edited in place and Enter sends it; several lines are edited in the
 * person's editor, then shown by `show` and asked about again (null, as after every edit that came to nothing).
 */
export async function editProposal(
  parts: EditParts,
  id: Approval["id"],
  proposal: Proposal,
  show: (command: string) => void,
  signal: AbortSignal,
): Promise<ApprovalAnswer | null> {
  const severalLines = proposal.draft.includes("\n");
  const typed = severalLines
    ? await fromEditor(parts, proposal.draft, signal)
    : await parts.asker.line("Run instead: ", signal, proposal.draft);
  if (typed === null || typed.trim() === "" || signal.aborted) return null;
  const command = normalizeCommand(typed);
  proposal.draft = command;
  const checked = await checkEdit(parts, id, command, signal);
  if (checked === null) return null;
  proposal.judgement = checked.judgement ?? proposal.judgement;
  const changed = command !== proposal.command;
  proposal.command = command;
  if (!severalLines) return { kind: "approve-edited", command };
  if (changed) show(command);
  else note(parts.surroundings, "Nothing was changed.");
  return null;
}

/** What the policy says of a command; null, and why in words, where it may not be run. */
async function checkEdit(
  { client, surroundings }: EditParts,
  id: Approval["id"],
  command: string,
  signal: AbortSignal,
): Promise<{ judgement: Judgement | null } | null> {
  try {
    const { judgement, refusals } = await client.approvals.check({ id, command }, { signal });
    for (const { sentence } of refusals) note(surroundings, visible(sentence));
    return refusals.length === 0 ? { judgement } : null;
  } catch (error) {
    if (!signal.aborted) note(surroundings, visible(errorText(error)));
    return null;
  }
}

const errorText = (error: unknown): string =>
  error instanceof Error ? error.message : "The command could not be checked.";

async function fromEditor(
  { surroundings }: EditParts,
  text: string,
  signal: AbortSignal,
): Promise<string | null> {
  const edited = await editInEditor(surroundings.environment, text, signal);
  if (edited.ok && edited.value.trim() !== "") return edited.value;
  if (!signal.aborted) {
    note(surroundings, edited.ok ? "The file was empty. Nothing was changed." : edited.error);
  }
  return null;
}
