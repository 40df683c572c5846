import type { FairleadError } from "../../shared/errors.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import { observe } from "../tools/observe.ts";
import type { ToolContext } from "../tools/tool.ts";

/** What the agent would get if it looked at this terminal now, word for word. Nothing is done by it. */
export async function lookAtTerminal(
  terminal: TerminalId,
  context: ToolContext,
  redact: (text: string) => string,
): Promise<Result<{ text: string }, FairleadError>> {
  const look = observe.plan(JSON.stringify({ terminal }), context);
  if (!look.ok) return look;
  if (look.value.kind !== "read") throw new Error("looking is more than a read");
  const seen = await look.value.read(new AbortController().signal);
  return seen.ok ? ok({ text: redact(seen.value) }) : seen;
}
