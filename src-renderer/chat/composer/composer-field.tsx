import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { useDraft } from "../draft-store.ts";
import { CompletionList, optionId } from "./completion-list.tsx";
import { historyKey } from "./history-keys.ts";
import { backToDraft, isRecalled } from "./history-store.ts";
import { useCompletions } from "./use-completions.ts";

/** The field of the composer with the list of completions above it. `onSend`: Enter was pressed, and not for the list. */
export function ComposerField({ onSend }: { onSend: () => void }) {
  const { text, focusWish } = useDraft();
  /** null: behind the text. */
  const [caret, setCaret] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  /** What the person has typed themselves. */
  const written = useRef(text);
  const list = useId();
  const atEnd = caret === null || caret >= text.length;
  // The arrows go on through what was sent: a command that came back is complete as it is.
  const offers = focused && atEnd && !isRecalled();
  const { chosen, found, onKey, take } = useCompletions(text, offers);
  useLayoutEffect(() => {
    if (focusWish > 0) field.current?.focus();
  }, [focusWish]);
  // What comes from elsewhere, such as an earlier text, is gone on with at its end.
  useLayoutEffect(() => {
    if (field.current === null || written.current === text) return;
    written.current = text;
    field.current.setSelectionRange(text.length, text.length);
    setCaret(null);
  }, [text]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { altKey, ctrlKey, currentTarget, key, metaKey, nativeEvent, shiftKey } = event;
    if (nativeEvent.isComposing || shiftKey) return;
    const later = (move: () => void) => setTimeout(move, 0);
    const isTaken =
      !(ctrlKey || metaKey || altKey) &&
      (onKey(key) || historyKey(key, currentTarget, later) || (key === "Escape" && backToDraft()));
    if (!isTaken && key === "Enter") onSend();
    else if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      {found !== null && <CompletionList id={list} found={found} chosen={chosen} onTake={take} />}
      <textarea
        ref={field}
        aria-label="Message to the agent"
        aria-autocomplete="list"
        aria-controls={found === null ? undefined : list}
        aria-activedescendant={found === null || chosen < 0 ? undefined : optionId(list, chosen)}
        placeholder="Ask, or type / for commands"
        rows={1}
        value={text}
        onChange={({ target }) => {
          written.current = target.value;
          useDraft.setState({ text: target.value });
          setCaret(target.selectionEnd);
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionEnd)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      <div className="visually-hidden" role="status">
        {found === null ? "" : `${found.entries.length} to choose from with the arrow keys`}
      </div>
    </>
  );
}
