import { furtherWindow } from "../../shared/electron-ports.ts";
import { type ConversationId, conversationId } from "../../shared/ids.ts";

const key = "fairlead.conversation";

type Page = { location: { search: string }; sessionStorage: Pick<Storage, "getItem" | "setItem"> };

/**
 * What this window starts with: the conversation it showed before it was loaded again, null for one that is new, as in a
 * window opened beside others; undefined where the one used last is as good as any.
 */
export function ownConversation(page: Page): ConversationId | null | undefined {
  const kept = page.sessionStorage.getItem(key);
  if (kept === "") return null;
  const parsed = conversationId.safeParse(kept);
  if (parsed.success) return parsed.data;
  return page.location.search === furtherWindow ? null : undefined;
}

/** Keeps what the window shows for when it is loaded again. */
export const keepOwnConversation = (page: Page, id: ConversationId | null): void =>
  page.sessionStorage.setItem(key, id ?? "");
