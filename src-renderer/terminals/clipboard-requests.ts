import { create } from "zustand";
import type { TerminalId } from "../../shared/ids.ts";
import { useSettings } from "../settings/settings-store.ts";
import { copyText } from "../ui/copy-text.ts";

/** After a no, a terminal does not ask again for this long. */
const quietMs = 60_000;

interface ClipboardRequests {
  /** What programs want on the clipboard, by the terminal they run in. */
  waiting: ReadonlyMap<TerminalId, string>;
  quietUntil: ReadonlyMap<TerminalId, number>;
}

export const useClipboardRequests = create<ClipboardRequests>(() => ({
  waiting: new Map(),
  quietUntil: new Map(),
}));

/**
 * A program in the terminal wants `text` on the clipboard: the person is asked where the settings say so. What is asked
 * stands until it is answered: nothing else takes its place under somebody's click.
 */
export function requestClipboard(id: TerminalId, text: string): void {
  const allowed = useSettings.getState().event?.settings.approvals.hostClipboard ?? "off";
  const { waiting, quietUntil } = useClipboardRequests.getState();
  if (allowed === "off" || waiting.has(id) || (quietUntil.get(id) ?? 0) > Date.now()) return;
  useClipboardRequests.setState({ waiting: new Map(waiting).set(id, text) });
}

/** The person's answer; also what becomes of the question when its terminal goes. */
export function answerClipboard(id: TerminalId, copy: boolean): void {
  const { waiting, quietUntil } = useClipboardRequests.getState();
  const text = waiting.get(id);
  if (text === undefined) return;
  const left = new Map(waiting);
  left.delete(id);
  useClipboardRequests.setState({
    waiting: left,
    ...(copy ? {} : { quietUntil: new Map(quietUntil).set(id, Date.now() + quietMs) }),
  });
  if (copy) void copyText(text, document);
}
