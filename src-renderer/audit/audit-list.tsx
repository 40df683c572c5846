import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { AuditRow } from "./audit-rows.ts";
import { shortTime, verdictWords } from "./audit-words.ts";
import { visibleLineText } from "./visible-line.ts";

/** Pixels; the same as in audit.css. Every row has it, so that only those in sight need to be drawn. */
const rowHeight = 28;
const spare = 10;

interface ListProps {
  rows: readonly AuditRow[];
  /** How the list ends: nothing more, or still reading. */
  end: React.ReactNode;
  selected: string | null;
  onSelect: (key: string) => void;
  /** Go from the list into the act. */
  onOpen: () => void;
  onNearEnd: () => void;
  /** Stay at the newest entry. */
  following: boolean;
}

/** The rows newest first; only those in sight are drawn, however many there are. */
export function AuditList(props: ListProps) {
  const { following, onNearEnd, onSelect, rows, selected } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const topKey = useRef<string | null>(null);
  const at = rows.findIndex(({ key }) => key === selected);

  const measure = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }, []);
  const isEmpty = rows.length === 0;
  useEffect(() => {
    const element = box.current;
    if (element === null || isEmpty) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure, isEmpty]);

  // New rows come in on top. Where the person reads further down, what is read stays where it is.
  useLayoutEffect(() => {
    const element = box.current;
    const before = topKey.current;
    topKey.current = rows[0]?.key ?? null;
    if (element === null || before === null || before === topKey.current) return;
    const added = rows.findIndex(({ key }) => key === before);
    if (added <= 0) return;
    if (element.scrollTop > rowHeight || !following) element.scrollTop += added * rowHeight;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }, [rows, following]);

  const first = Math.max(0, Math.floor(view.top / rowHeight) - spare);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + spare);
  useEffect(() => {
    if (last >= rows.length) onNearEnd();
  }, [last, rows.length, onNearEnd]);

  const select = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    const element = box.current;
    if (row === undefined || element === null) return;
    onSelect(row.key);
    const top = rows.indexOf(row) * rowHeight;
    const { clientHeight, scrollTop } = element;
    if (top < scrollTop) element.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight) {
      element.scrollTop = top + rowHeight - clientHeight;
    }
  };
  const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: rows.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") props.onOpen();
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(to);
  };
  if (isEmpty) return <div className="audit-list audit-end">{props.end}</div>;
  return (
    <div
      ref={box}
      className="audit-list"
      role="listbox"
      aria-label="Entries, newest first"
      tabIndex={0}
      aria-activedescendant={at === -1 ? undefined : optionId(rows[at])}
      onScroll={measure}
      onKeyDown={onKeyDown}
      onFocus={() => at === -1 && rows.length > 0 && select(0)}
    >
      <div className="audit-space" style={{ height: rows.length * rowHeight }} role="presentation">
        {rows.slice(first, last).map((row, index) => (
          <Row
            key={row.key}
            row={row}
            position={first + index}
            count={rows.length}
            selected={row.key === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
      <div className="audit-end" role="presentation">
        {props.end}
      </div>
    </div>
  );
}

const optionId = (row: AuditRow | undefined) => `audit-row-${row?.entries[0]?.sequence}`;

interface RowProps {
  row: AuditRow;
  position: number;
  count: number;
  selected: boolean;
  onSelect: (key: string) => void;
}

function Row({ row, position, count, selected, onSelect }: RowProps) {
  const { at, by, isCommand, key, outcome, target, verdict, what } = row;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row.
    // biome-ignore lint/a11y/useKeyWithClickEvents: so the list has the keys, too.
    <div
      id={optionId(row)}
      role="option"
      className="audit-row"
      style={{ top: position * rowHeight }}
      aria-selected={selected}
      aria-posinset={position + 1}
      aria-setsize={count}
      onClick={() => onSelect(key)}
    >
      <time
        className="faint"
        dateTime={new Date(at).toISOString()}
        title={new Date(at).toISOString()}
      >
        {shortTime(at)}
      </time>
      <span className={isCommand ? "cut mono" : "cut soft"}>{visibleLineText(what)}</span>
      <span className="cut soft">{visibleLineText(target)}</span>
      <span className={`cut audit-verdict ${verdict ?? ""}`}>{verdictWords(verdict)}</span>
      <span className="cut soft">{visibleLineText(by)}</span>
      <span className={`cut audit-outcome ${outcome?.tone ?? ""}`}>
        {outcome !== null && marks[outcome.tone]}
        {outcome !== null && visibleLineText(outcome.words)}
      </span>
    </div>
  );
}

/** A shape beside the words, so that colour is never alone. */
const marks = { good: "✓ ", bad: "✗ ", warning: "! ", plain: "" } as const;
