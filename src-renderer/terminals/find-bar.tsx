import { ArrowDown, ArrowUp, CaseSensitive, Regex, WholeWord, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { TerminalId } from "../../shared/ids.ts";
import { Hint } from "../ui/hint.tsx";
import { closeFind, useFind } from "./find-store.ts";
import { countWords, type SearchCount, type SearchQuery } from "./search-query.ts";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";
import "./find-bar.css";

/** A search of many lines takes a moment: it begins when the typing pauses. */
const typingPauseMs = 80;

/** Search in one terminal's lines, where it is open. */
export function FindBar({ id }: { id: TerminalId }) {
  const open = useFind((state) => state.open.has(id));
  return open ? <Bar id={id} /> : null;
}

function Bar({ id }: { id: TerminalId }) {
  const { query, wish } = useFind();
  const [count, setCount] = useState<SearchCount | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every wish is for the focus.
  useEffect(() => {
    if (useTerminals.getState().focused === id) field.current?.select();
  }, [id, wish]);
  useEffect(() => {
    const timer = setTimeout(() => look(query, "newest"), typingPauseMs);
    return () => clearTimeout(timer);
  });
  const last = useRef<SearchQuery | null>(null);
  const look = (wanted: SearchQuery, where: "above" | "below" | "newest") => {
    const known = wanted === last.current;
    if (where === "newest" && known) return;
    last.current = wanted;
    const looked = viewOf(id)?.search?.find(wanted, known ? where : "newest", setCount);
    const failed = looked?.ok === false ? looked.error : null;
    setProblem(failed);
    if (failed !== null || wanted.text === "") setCount(null);
  };
  const change = (part: Partial<SearchQuery>) => useFind.setState({ query: { ...query, ...part } });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && event.target === field.current) {
      look(query, event.shiftKey ? "below" : "above");
    } else if (event.key === "Escape") closeFind(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said = problem ?? (count === null ? "" : countWords(count));
  return (
    <search className="find-bar" aria-label="Find in the terminal" onKeyDown={onKeyDown}>
      <input
        ref={field}
        className="input"
        type="text"
        aria-label="Find"
        placeholder="Find"
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        value={query.text}
        onChange={({ target }) => change({ text: target.value })}
      />
      <Toggle
        words="Match case"
        on={query.caseSensitive}
        set={(on) => change({ caseSensitive: on })}
      >
        <CaseSensitive size={16} aria-hidden />
      </Toggle>
      <Toggle words="Whole word" on={query.wholeWord} set={(on) => change({ wholeWord: on })}>
        <WholeWord size={16} aria-hidden />
      </Toggle>
      <Toggle words="Regular expression" on={query.regex} set={(on) => change({ regex: on })}>
        <Regex size={14} aria-hidden />
      </Toggle>
      <Act words="Match above (Enter)" act={() => look(query, "above")}>
        <ArrowUp size={14} aria-hidden />
      </Act>
      <Act words="Match below (Shift+Enter)" act={() => look(query, "below")}>
        <ArrowDown size={14} aria-hidden />
      </Act>
      <Act words="Close (Esc)" act={() => closeFind(id)}>
        <X size={14} aria-hidden />
      </Act>
      <p className="find-count" role="status" data-problem={problem !== null}>
        {said}
      </p>
    </search>
  );
}

interface ToggleProps {
  words: string;
  on: boolean;
  set: (on: boolean) => void;
  children: ReactNode;
}

function Toggle({ children, on, set, words }: ToggleProps) {
  return (
    <Hint text={words}>
      <button
        type="button"
        className="icon-button small"
        aria-label={words}
        aria-pressed={on}
        onClick={() => set(!on)}
      >
        {children}
      </button>
    </Hint>
  );
}

function Act({ act, children, words }: { words: string; act: () => void; children: ReactNode }) {
  return (
    <Hint text={words}>
      <button
        type="button"
        className="icon-button small"
        aria-label={words.replace(/ \(.*$/, "")}
        onClick={act}
      >
        {children}
      </button>
    </Hint>
  );
}
