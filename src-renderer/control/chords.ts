/** A Mac's keyboard has Cmd where others have Ctrl. */
export const onMac = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * The chord of a key press, e.g. "Mod+Shift+P", or null where it is none of ours. Only Ctrl+Shift (on a Mac Cmd with or
 * without Shift) is ever ours, so that no key of a shell is taken: a terminal cannot tell Ctrl+Shift from Ctrl.
 */
export function chordOf(press: KeyPress, mac = onMac): string | null {
  if (press.altKey) return null;
  const ours = mac ? press.metaKey && !press.ctrlKey : press.ctrlKey && press.shiftKey;
  if (!ours || (!mac && press.metaKey)) return null;
  if (["Control", "Shift", "Meta", "Alt"].includes(press.key)) return null;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  return `Mod+${press.shiftKey ? "Shift+" : ""}${key}`;
}

const arrows = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
const pages = { PageUp: "PgUp", PageDown: "PgDn" };
const macWords: Record<string, string> = { ...arrows, ...pages, Mod: "⌘", Shift: "⇧", Enter: "↵" };
const otherWords: Record<string, string> = { ...arrows, ...pages, Mod: "Ctrl" };

/** A chord as a person reads it: "Ctrl+Shift+P", on a Mac "⇧⌘P". */
export function chordWords(chord: string, mac = onMac): string {
  const parts = chord.split("+");
  if (!mac) return parts.map((part) => otherWords[part] ?? part).join("+");
  const [mod, ...rest] = parts.map((part) => macWords[part] ?? part);
  return [...rest.slice(0, -1), mod, ...rest.slice(-1)].join("");
}
