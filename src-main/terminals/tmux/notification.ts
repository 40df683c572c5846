import type { ControlEvent } from "./control-events.ts";

const spaceByte = 0x20;

/** A line outside a reply block as an event, output excepted: that one the parser decodes itself. */
export function notification(line: Uint8Array): ControlEvent {
  const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  if (text[0] !== 0x25) return { type: "noise", text: text.toString("utf8") };
  const space = text.indexOf(spaceByte);
  const name = text.toString("latin1", 1, space < 0 ? text.length : space);
  const rest = space < 0 ? "" : text.toString("utf8", space + 1);
  return parse(name, rest) ?? { type: "notification", name, text: rest };
}

function parse(name: string, rest: string): ControlEvent | null {
  switch (name) {
    case "pause":
      return withId(/^%(\d+)$/, rest, (pane) => ({ type: "pane-pause", pane }));
    case "continue":
      return withId(/^%(\d+)$/, rest, (pane) => ({ type: "pane-continue", pane }));
    case "pane-mode-changed":
      return withId(/^%(\d+)$/, rest, (pane) => ({ type: "pane-mode-change", pane }));
    case "window-add":
      return withId(/^@(\d+)$/, rest, (window) => ({ type: "window-add", window }));
    case "window-close":
    case "unlinked-window-close":
      return withId(/^@(\d+)\b/, rest, (window) => ({ type: "window-close", window }));
    case "window-renamed":
      return withId(/^@(\d+) (.*)$/s, rest, (window, text) => ({
        type: "window-rename",
        window,
        name: text,
      }));
    case "layout-change":
      return withId(/^@(\d+) /, rest, (window) => ({ type: "layout-change", window }));
    case "session-changed":
      return withId(/^\$(\d+) (.*)$/s, rest, (session, text) => ({
        type: "session-change",
        session,
        name: text,
      }));
    case "subscription-changed":
      return subscription(rest);
    case "exit":
      return { type: "exit", reason: rest };
    default:
      return null;
  }
}

/** "name $session @window index %pane : value", with more words before the colon in later versions. */
function subscription(rest: string): ControlEvent | null {
  const [, name, pane, value] = /^(\S+) \S+ \S+ \S+ %(\d+)(?: [^:]*)? : (.*)$/s.exec(rest) ?? [];
  if (name === undefined || value === undefined) return null;
  return { type: "subscription-change", name, pane: Number(pane), value };
}

function withId(
  pattern: RegExp,
  rest: string,
  event: (id: number, text: string) => ControlEvent,
): ControlEvent | null {
  const [whole, id, text = ""] = pattern.exec(rest) ?? [];
  return whole === undefined ? null : event(Number(id), text);
}
