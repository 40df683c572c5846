import type { Plan } from "../../../shared/contract/plan.ts";
import { planLine, stepMarks, stepWords } from "../../../shared/plan-words.ts";
import { attempt, client } from "../../control/client.ts";
import { absoluteTime } from "../../ui/times.ts";
import { useChat } from "../chat-store.ts";
import { useConversations } from "../conversations-store.ts";
import { changePlan } from "../plan/plan-store.ts";
import { failureNote, type NoteAnswer, textNote } from "./note-blocks.ts";

/** `/plan` and its verbs. */
export async function plan(words: readonly string[]): Promise<NoteAnswer> {
  const [verb = "show", number = ""] = words;
  switch (verb.toLowerCase()) {
    case "show":
      return showPlan();
    case "list":
      return listPlans();
    case "abort":
      return changed({ kind: "abort" });
    case "done":
    case "tick":
      return step(number, "done");
    case "skip":
      return step(number, "skipped");
    default:
      return textNote(`/plan knows show, list, abort, done and skip, not “${verb}”.`);
  }
}

function showPlan(): NoteAnswer {
  const { plan: now } = useChat.getState();
  if (now === null) return textNote("The agent has made no plan here.");
  const rows = now.steps.map((one, index) => ({
    lead: stepMarks[one.status].shape,
    text: `${index + 1}. ${one.text}`,
    detail: stepWords(one),
  }));
  return [...textNote(`${now.title}. ${planLine(now)}`), { kind: "list", rows }];
}

async function listPlans(): Promise<NoteAnswer> {
  const { current } = useConversations.getState();
  if (current === null) return textNote("The agent has made no plan here.");
  const listed = await attempt(client.chat.plans({ id: current }));
  if (!listed.ok) return failureNote(listed.error);
  if (listed.value.length === 0) return textNote("The agent has made no plan here.");
  const rows = listed.value.toReversed().map(planRow);
  return [{ kind: "list", rows }];
}

const planRow = (one: Plan) => ({
  text: one.title,
  detail: `${planLine(one)}, ${absoluteTime(one.createdAt)}`,
});

function step(number: string, status: "done" | "skipped"): Promise<NoteAnswer> | NoteAnswer {
  const { plan: now } = useChat.getState();
  const index = Number(number) - 1;
  if (now?.steps[index] === undefined) return textNote("Say the number of a step of the plan.");
  return changed({ kind: "step", step: index, status });
}

async function changed(change: Parameters<typeof changePlan>[0]): Promise<NoteAnswer> {
  if (useChat.getState().plan?.state !== "active") return textNote("No plan is under way here.");
  const outcome = await changePlan(change);
  // The plan above the composer shows it.
  return outcome.ok ? [] : failureNote(outcome.error);
}
