import type { IBufferRange, Terminal } from "@xterm/xterm";

/** The address as it would be opened, or null where it is not http or https. */
export function openableLink(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}

/** What stands on the screen where a link is; 500 characters at most. */
export function shownText(terminal: Terminal, { start, end }: IBufferRange): string {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: Math.min(20, end.y - start.y + 1) }, (_, at) => {
    const y = start.y + at;
    const from = y === start.y ? start.x - 1 : 0;
    return active.getLine(y - 1)?.translateToString(true, from, y === end.y ? end.x : undefined);
  });
  return rows.join("").trim().slice(0, 500);
}
