import type { TerminalId } from "../../shared/ids.ts";
import { asksForSecret } from "../../shared/prompts/recognise-prompt.ts";
import { receiversNow, stopBroadcast } from "./broadcast-store.ts";
import { ask } from "./prompts-store.ts";
import { fullLabel } from "./terminal-label.ts";
import type { TerminalView } from "./terminal-view.ts";

type ViewOf = (id: TerminalId) => TerminalView | undefined;

/** The person has said that all may get what is typed at the questions for secrets that stand there now. */
let secretAgreed = false;

/** The panes that get what is typed or pasted in `id`, itself among them; null where it is typed for itself alone. */
export function broadcastFrom(id: TerminalId): TerminalId[] | null {
  const { receive } = receiversNow();
  return receive.length > 1 && receive.includes(id) ? receive : null;
}

/**
 * Has `send` send what was typed or pasted in `id` to `receivers`. Where one of them asks for a secret it waits until the
 * person has said who gets it, and then sends to those, or to nobody.
 */
export function sendToReceivers(
  id: TerminalId,
  receivers: readonly TerminalId[],
  viewOf: ViewOf,
  send: (to: readonly TerminalId[]) => void,
): void {
  const asking = receivers.filter((each) => asksForSecret(viewOf(each)?.cursorLine ?? ""));
  if (asking.length === 0) secretAgreed = false;
  if (asking.length === 0 || secretAgreed) {
    send(receivers);
    return;
  }
  ask({
    kind: "broadcast-secret",
    here: fullLabel(id),
    asking: asking.map(fullLabel),
    panes: receivers.map(fullLabel),
    answer: (who) => {
      if (who === "all") secretAgreed = true;
      if (who === "here") stopBroadcast();
      if (who !== null) send(who === "all" ? receivers : [id]);
      viewOf(id)?.focus();
    },
  });
}

/** Sends keys typed in one pane to all that take part; false where it takes part in nothing. */
export function broadcastKeys(id: TerminalId, bytes: Uint8Array, viewOf: ViewOf): boolean {
  const receivers = broadcastFrom(id);
  if (receivers === null) return false;
  sendToReceivers(id, receivers, viewOf, (to) => {
    for (const each of to) viewOf(each)?.type(bytes);
  });
  return true;
}
