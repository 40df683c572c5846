import type { Command } from "commander";
import { actText, targetWords } from "../../shared/approval-words.ts";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import { approvalId } from "../../shared/ids.ts";
import { dataPaths } from "../base/paths.ts";
import { claimInstance } from "../runtime/instance-lock.ts";
import { CommandFailure, orFail } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { connectHolder, type HolderClient } from "./holder-client.ts";
import { note, type Surroundings, say, sayJson } from "./surroundings.ts";
import { visibleLine } from "./visible.ts";

type AnswerOptions = { comment?: string; name?: string; stop?: boolean };

/**
 * `fairlead approvals …`: the questions that wait in the Fairlead that runs with this data folder, and the door for their
 * answers from elsewhere: a script behind a webhook, another terminal of the same user.
 */
export function addApprovalsCommands(program: Command, surroundings: Surroundings): void {
  const approvals = program
    .command("approvals")
    .description("questions of the agent that wait for a person, and their answers")
    .helpCommand(false);

  approvals
    .command("list")
    .description("shows what waits, what hurries first")
    .option("--json", "one question per line as JSON")
    .action(async (options: { json?: boolean }) => {
      using holder = await running(surroundings);
      for (const approval of holder === null ? [] : await waiting(holder)) {
        if (options.json === true) sayJson(surroundings, approval);
        else say(surroundings, readable(approval));
      }
      if (holder === null) note(surroundings, nothingRuns);
    });

  approvals
    .command("approve")
    .description("approves a question exactly as it is listed")
    .argument("<id>", "the question's id")
    .option("--comment <text>", "a comment for the agent and the audit")
    .option("--name <host>", "the host's name, where it must be typed to approve")
    .action((id: string, { comment, name }: AnswerOptions) =>
      answer(surroundings, id, {
        kind: "approve",
        ...(comment === undefined ? {} : { comment }),
        ...(name === undefined ? {} : { typedName: name }),
      }),
    );

  approvals
    .command("deny")
    .description("denies a question; the agent goes on without")
    .argument("<id>", "the question's id")
    .option("--comment <text>", "why, for the agent and the audit", "")
    .option("--stop", "also end the agent's turn")
    .action((id: string, { comment = "", stop }: AnswerOptions) =>
      answer(surroundings, id, { kind: stop === true ? "deny-and-stop" : "deny", comment }),
    );
}

const nothingRuns = "Fairlead is not running with this data folder, so no question waits.";

async function answer(
  surroundings: Surroundings,
  text: string,
  given: ApprovalAnswer,
): Promise<void> {
  const id = approvalId.safeParse(text);
  if (!id.success) {
    throw new CommandFailure("That is not the id of a question.", exitCodes.usage.code);
  }
  using holder = await running(surroundings);
  if (holder === null) throw new CommandFailure(nothingRuns, exitCodes.failed.code);
  await holder.client.approvals.answer({ id: id.data, answer: given });
}

/** The Fairlead that runs with this data folder; null where none does. */
async function running({ environment, signal }: Surroundings): Promise<HolderClient | null> {
  const claim = orFail(await claimInstance(dataPaths(environment), environment, signal));
  if (claim.kind === "running") {
    return orFail(await connectHolder(claim.socket, { approveAll: false, canAsk: false }));
  }
  await claim.instance[Symbol.asyncDispose]();
  return null;
}

async function waiting({ client }: HolderClient): Promise<Approval[]> {
  const events = await client.approvals.events();
  const listed = await events.next();
  await events.return?.();
  return listed.done === true ? [] : listed.value.approvals;
}

/** A question on one line. */
function readable({ action, expiresAt, id, judgement, target, urgency }: Approval): string {
  const facts = [
    id,
    urgency,
    targetWords(target),
    judgement.class,
    expiresAt === null ? "-" : new Date(expiresAt).toISOString(),
    actText(action, target),
  ];
  return facts.map(visibleLine).join("  ");
}
