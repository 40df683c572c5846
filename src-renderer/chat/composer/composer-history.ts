import type { ChatItem } from "../../../shared/contract/chat.ts";

/** A line that was sent, in ms since the epoch. */
export interface SentLine {
  text: string;
  at: number;
}

/** Where the composer is among what was sent: 0 is what is being written, 1 the last that was sent. */
export interface HistoryPlace {
  at: number;
  /** Texts that were changed while one went through them; at 0 the draft. */
  changed: ReadonlyMap<number, string>;
}

export const atDraft: HistoryPlace = { at: 0, changed: new Map() };

/** More are not gone through. */
const most = 500;

/** The person's messages in a conversation and the commands they gave, oldest first; the same in a row counts once. Pure. */
export function historyEntries(
  items: readonly ChatItem[],
  commands: readonly SentLine[],
): readonly string[] {
  const said = items.flatMap((item) =>
    item.kind === "person" ? [{ text: item.text, at: item.at }] : [],
  );
  const all = [...said, ...commands].toSorted((one, other) => one.at - other.at);
  return all
    .map(({ text }) => text)
    .filter((text, index, texts) => text !== texts[index + 1])
    .slice(-most);
}

/** One step back (+1) or forth (-1), with the text to show; null where there is nothing. Pure. */
export function moved(
  { at, changed }: HistoryPlace,
  step: 1 | -1,
  text: string,
  entries: readonly string[],
): { place: HistoryPlace; text: string } | null {
  const next = at + step;
  if (next < 0 || next > entries.length) return null;
  const kept = new Map(changed).set(at, text);
  const shown = kept.get(next) ?? entries.at(-next) ?? "";
  return { place: { at: next, changed: kept }, text: shown };
}

/** What was being written before one began to go back. */
export const draftOf = ({ at, changed }: HistoryPlace, text: string): string =>
  at === 0 ? text : (changed.get(0) ?? "");
