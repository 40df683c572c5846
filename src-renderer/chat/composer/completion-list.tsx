import { useEffect, useRef } from "react";
import type { Completions } from "../../../shared/slash/complete-slash.ts";
import { Visible } from "../../approvals/visible.tsx";

/** The id of an entry, for the field that the keyboard stays in. */
export const optionId = (list: string, index: number): string => `${list}-${index}`;

/** What can be put into the line, above the composer. The keyboard stays in the composer. */
export function CompletionList(props: {
  id: string;
  found: Completions;
  chosen: number;
  onTake: (index: number) => void;
}) {
  const { chosen, found, id, onTake } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div className="popup completions" role="listbox" id={id} ref={list} aria-label="Completions">
      {found.entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keyboard and names the entry that is chosen
        <div
          key={entry.text}
          id={optionId(id, index)}
          className="completion"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
        >
          <span className="completion-text cut">
            <Visible text={entry.text} prose />
          </span>
          <span className="faint cut">
            <Visible text={entry.words} prose />
          </span>
        </div>
      ))}
    </div>
  );
}
