import { widths } from "./frame-store.ts";

/** The terminals get at least this much, in pixels. */
const terminalsLeast = 480;

interface Wanted {
  sidebarShown: boolean;
  sidebarWidth: number;
  chatShown: boolean;
  chatWidth: number;
}

/** The columns' widths on a page of this width: as wanted where there is room, the chat gives way first. Pure. */
export function fitColumns(page: number, wanted: Wanted): { sidebar: number; chat: number } {
  let sidebar = wanted.sidebarShown ? wanted.sidebarWidth : 0;
  let chat = wanted.chatShown ? wanted.chatWidth : 0;
  const tooMuch = () => Math.max(0, sidebar + chat + terminalsLeast - page);
  if (wanted.chatShown) chat = Math.max(widths.chat.least, chat - tooMuch());
  if (wanted.sidebarShown) sidebar = Math.max(widths.sidebar.least, sidebar - tooMuch());
  return { sidebar, chat };
}
