import type { Refusal } from "../../shared/contract/approvals.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";
import { deliveryRefusals, prepareCommand } from "./delivery.ts";
import type { ShellState } from "./shell-state.ts";

type Shell = Pick<ShellState, "endsOnError" | "integration" | "pastes" | "shell">;

const endsOnErrorSentence =
  "This shell has set -e: a command that fails would end it. Run “set +e” first, by itself.";
const foreignSentence =
  "Something runs inside this shell that Fairlead cannot see. Leave it first, or use keys.";

/** Why this shell, as it stands now, would not get exactly this text; empty when it can be delivered. Pure. */
export function checkCommand(shell: Shell, command: string): Refusal[] {
  const { endsOnError, integration, pastes } = shell;
  if (integration === "foreign") return [{ at: null, sentence: foreignSentence }];
  if (endsOnError && command !== "set +e") return [{ at: null, sentence: endsOnErrorSentence }];
  return deliveryRefusals(likelyShell(shell), command, pastes);
}

/** The text as it can be proposed to this shell. Pure. */
export function proposedCommand(shell: Shell, command: string): string {
  return prepareCommand(likelyShell(shell), command);
}

/** One that has not said yet what it is counts as bash; it is asked again right before the text is sent. */
function likelyShell({ integration, shell }: Shell): ShellName {
  return integration === "starting" ? "bash" : shell;
}
