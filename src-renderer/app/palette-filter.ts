/**
 * How well what is typed fits an entry of the palette, from 0 (not at all) to 1: each word of it is in the entry. Letters
 * that are only scattered over it do not count: an entry far above would be chosen in the place of the one that was named.
 */
export function paletteFilter(entry: string, typed: string): number {
  const text = entry.toLowerCase();
  const wanted = typed.toLowerCase().trim();
  const words = wanted.split(/\s+/);
  if (!words.every((word) => text.includes(word))) return 0;
  if (text.startsWith(wanted)) return 1;
  return words.every((word) => ` ${text}`.includes(` ${word}`)) ? 0.8 : 0.5;
}
