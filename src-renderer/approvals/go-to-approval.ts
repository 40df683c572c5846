import type { Approval } from "../../shared/contract/approvals.ts";
import { useFrame } from "../app/frame-store.ts";
import { showConversation } from "../chat/conversations-store.ts";
import { focusTerminal } from "../terminals/terminal-desk.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { focusCard } from "./focus-approval.ts";

/** Frames to wait for a pane or a conversation that has to be drawn first. */
const framesToFind = 60;

/** Shows a question where it stands, at its pane or else in the chat, and gives its card the focus. Answers nothing. */
export function goToApproval({ id, conversationId, target }: Approval): void {
  const { terminalId } = target;
  const atPane = terminalId !== null && useTerminals.getState().terminals.has(terminalId);
  useFrame.setState(atPane ? { trayOpen: false } : { trayOpen: false, chatShown: true });
  if (atPane) focusTerminal(terminalId);
  else showConversation(conversationId);
  const place = atPane ? `[data-terminal="${terminalId}"]` : ".chat";
  let left = framesToFind;
  const look = () => {
    const card = document.querySelector<HTMLElement>(`${place} [data-approval="${id}"]`);
    left -= 1;
    if (card !== null && focusCard(card)) return;
    if (left > 0) requestAnimationFrame(look);
  };
  look();
}
