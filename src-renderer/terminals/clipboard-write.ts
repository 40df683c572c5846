/** More than anybody copies by hand, in characters. */
const longest = 100_000;

/**
 * The text that a host would put on the clipboard, from what follows `OSC 52 ;`: which selection, a semicolon, base64.
 * Null where it asks for what is on the clipboard, would empty it, or is not UTF-8 text.
 */
export function clipboardWrite(sequence: string): string | null {
  const [, encoded = ""] = /^[cpqs0-7]*;([A-Za-z\d+/]+={0,2})$/.exec(sequence) ?? [];
  try {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text === "" || text.length > longest ? null : text;
  } catch {
    return null; // Not base64, or not UTF-8.
  }
}
