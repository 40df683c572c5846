/** A Mac's keyboard has Cmd where others have Ctrl. */
export const onMac = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const modifiers = new Set(["Control", "Shift", "Meta", "Alt", "AltGraph", "CapsLock", "Dead"]);
const isLetter = (key: string) => key.length === 1 && key.toLowerCase() !== key.toUpperCase();

/**
 * The chord of a key press, e.g. "Mod+Shift+P", or null for modifiers alone. Mod is Ctrl, on a Mac Cmd. With a sign Shift
 * is part of the sign ("Mod++"), and = is + without Shift. Whether it may be ours says `chordProblem`.
 */
export function chordOf(press: KeyPress, mac = onMac): string | null {
  if (modifiers.has(press.key)) return null;
  const sign = press.key.length === 1 && press.key !== " " && !isLetter(press.key);
  const key = press.key === " " ? "Space" : press.key === "=" ? "+" : press.key;
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) && "Mod",
    mac && press.ctrlKey && "Ctrl",
    !mac && press.metaKey && "Meta",
    press.altKey && "Alt",
    press.shiftKey && !sign && "Shift",
    key.length === 1 ? key.toUpperCase() : key,
  ];
  return parts.filter((part) => part !== false).join("+");
}

/** Its modifiers and, last, its key. */
const partsOf = (chord: string): string[] => chord.split(/\+(?=.)/);

/** Signs that a terminal turns into control characters when Ctrl is held. */
const controlSigns = new Set([..."@[\\]^_?/~2345678"]);
const takenOnMac = new Set(["Q", "W", "H", "M", "N", "T", "A", "X", "Z", "Tab", "Space"]);

/** Why a chord cannot be a shortcut of ours, for a person; null where it can: what a shell can use stays the shell's. */
export function chordProblem(chord: string, mac = onMac): string | null {
  const parts = partsOf(chord);
  const key = parts.at(-1) ?? "";
  const has = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if (key === "") return "That is no key.";
  if (has("Meta")) return "That key belongs to the desktop.";
  if (!has("Mod")) return withoutMod(key, has);
  if ((key === "C" || key === "V") && mac !== has("Shift")) {
    return `That ${key === "C" ? "copies" : "pastes"} in a terminal.`;
  }
  if (!mac) return withControl(key, has);
  const system = parts.length === 2 && takenOnMac.has(key);
  return system ? "That belongs to the system or the browser." : null;
}

function withControl(key: string, has: (modifier: string) => boolean): string | null {
  if (has("Alt")) return "Shells use Alt, and some keyboards type signs with Ctrl and Alt.";
  if (controlSigns.has(key)) return "A shell gets that as a control character.";
  if (has("Shift")) return null;
  if (isLetter(key)) return "Ctrl with a letter belongs to the shell. Add Shift.";
  return key.length === 1 ? null : "Programs in a terminal use that key. Add Shift.";
}

function withoutMod(key: string, has: (modifier: string) => boolean): string {
  if (has("Alt")) return "Shells use Alt with a key.";
  if (has("Ctrl")) return "Ctrl with a key belongs to the shell.";
  return key.length === 1 || key === "Space"
    ? "That types a character."
    : "Shells and their programs use that key.";
}

const arrows = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
const pages = { PageUp: "PgUp", PageDown: "PgDn" };
const macWords: Record<string, string> = {
  ...arrows,
  ...pages,
  Mod: "⌘",
  Ctrl: "⌃",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↵",
};
const otherWords: Record<string, string> = { ...arrows, ...pages, Mod: "Ctrl", Meta: "Super" };
const macOrder = ["⌃", "⌥", "⇧", "⌘"];

/** A chord as a person reads it: "Ctrl+Shift+P", on a Mac "⇧⌘P". */
export function chordWords(chord: string, mac = onMac): string {
  const parts = partsOf(chord);
  if (!mac) return parts.map((part) => otherWords[part] ?? part).join("+");
  const words = parts.map((part) => macWords[part] ?? part);
  const held = words.slice(0, -1);
  return [...macOrder.filter((modifier) => held.includes(modifier)), ...words.slice(-1)].join("");
}
