import { actText, placeWord, targetWords, wishWords } from "../../shared/approval-words.ts";
import type { Approval } from "../../shared/contract/approvals.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import { useApprovals } from "./approvals-store.ts";
import { goToApproval } from "./go-to-approval.ts";

/** Beyond this many characters a command is cut: a notification is a hint, the card is what is read. */
const longestText = 160;

/** What of the page notifications need. */
export interface DesktopPage {
  hasFocus: () => boolean;
  focus: () => void;
  /** Shows one where it is permitted; null where not. */
  show: (
    title: string,
    options: NotificationOptions,
  ) => Pick<Notification, "close" | "onclick"> | null;
}

/** The page's own notifications. */
export const pageNotices = (page: Window): DesktopPage => ({
  hasFocus: () => page.document.hasFocus(),
  focus: () => page.focus(),
  show: (title, options) =>
    desktopPermission() === "granted" ? new Notification(title, options) : null,
});

/** Whether this browser may show notifications; "none" where it cannot. */
export const desktopPermission = (): NotificationPermission | "none" =>
  typeof Notification === "undefined" ? "none" : Notification.permission;

/**
 * Tells on the desktop that a question waits, while nobody looks at the window; a click goes to its card. Withdrawn as
 * soon as the question is answered. Ends with `signal`.
 */
export function followOnDesktop(page: DesktopPage, signal: AbortSignal): void {
  const shown = new Map<ApprovalId, Pick<Notification, "close" | "onclick">>();
  let known: ReadonlySet<ApprovalId> = new Set();
  const tell = (approval: Approval) => {
    const notice = page.show(titleOf(approval), {
      body: bodyOf(approval),
      // Two windows tell of the same question once.
      tag: approval.id,
      requireInteraction: approval.urgency === "high",
    });
    if (notice === null) return;
    shown.set(approval.id, notice);
    notice.onclick = () => {
      page.focus();
      goToApproval(approval);
    };
  };
  const look = (approvals: readonly Approval[]) => {
    const waiting = new Set(approvals.map(({ id }) => id));
    for (const [id, notice] of shown) {
      if (waiting.has(id)) continue;
      notice.close();
      shown.delete(id);
    }
    const fresh = approvals.filter(({ id }) => !known.has(id));
    known = waiting;
    if (!page.hasFocus()) fresh.forEach(tell);
  };
  look(useApprovals.getState().approvals);
  const stop = useApprovals.subscribe(({ approvals }) => look(approvals));
  signal.addEventListener("abort", stop, { once: true });
}

const titleOf = ({ action, target }: Approval): string =>
  action.kind === "ask-person"
    ? wishWords(action)
    : `${wishWords(action)} ${placeWord(action)} ${targetWords(target)}`;

function bodyOf({ action, target, judgement }: Approval): string {
  const text = actText(action, target).replace(/\s+/g, " ");
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return judgement.production ? `PRODUCTION: ${cut}` : cut;
}
