import { X } from "lucide-react";
import { memo } from "react";
import { unreachable } from "../../../shared/result.ts";
import { Visible } from "../../approvals/visible.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Hint } from "../../ui/hint.tsx";
import { followLink } from "./follow-link.ts";
import type { NoteBlock, NoteRow } from "./note-blocks.ts";
import { dismissNote, type Note } from "./notes-store.ts";
import "./notes.css";

/** The answer to a command, where it was given. */
export const NoteView = memo(function NoteView({ note }: { note: Note }) {
  const { answer, command, id } = note;
  return (
    <article className="note" aria-label={`Answer to ${command}`}>
      <header className="note-head">
        <code className="cut">
          <Visible text={command} />
        </code>
        <span className="faint">seen here only</span>
        <Hint text="Take it away">
          <button
            type="button"
            className="icon-button small"
            aria-label={`Take the answer to ${command} away`}
            onClick={() => dismissNote(id)}
          >
            <X size={14} aria-hidden />
          </button>
        </Hint>
      </header>
      {answer.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
        <Block key={at} block={block} />
      ))}
    </article>
  );
});

function Block({ block }: { block: NoteBlock }) {
  switch (block.kind) {
    case "text":
      return (
        <p>
          <Visible text={block.text} prose />
        </p>
      );
    case "facts":
      return (
        <dl className="note-facts">
          {block.facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Visible text={value} prose />
              </dd>
            </div>
          ))}
        </dl>
      );
    case "list": {
      const hasLeads = block.rows.some(({ lead }) => lead !== undefined && lead !== "");
      return (
        <ul className={hasLeads ? "note-list" : "note-list plain"}>
          {block.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
            <Row key={at} row={row} hasLead={hasLeads} />
          ))}
        </ul>
      );
    }
    case "screen":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="note-screen" tabIndex={0} aria-label={block.label}>
          <pre>{block.text}</pre>
        </section>
      );
    case "failure":
      return <FailureNotice failure={block.failure} />;
    case "act":
      return (
        <button type="button" className="button small" onClick={block.run}>
          {block.label}
        </button>
      );
    default:
      return unreachable(block);
  }
}

function Row({ row, hasLead }: { row: NoteRow; hasLead: boolean }) {
  const { detail, lead, link, tail, text } = row;
  const shown = <Visible text={text} prose />;
  return (
    <li>
      {hasLead && <span className="note-lead">{lead}</span>}
      <span className="note-text">
        {link === undefined ? (
          shown
        ) : (
          <button type="button" className="quiet-link note-link" onClick={() => followLink(link)}>
            {shown}
          </button>
        )}
      </span>
      <span className="note-tail">{tail}</span>
      {detail !== undefined && (
        <span className="note-detail">
          <Visible text={detail} prose />
        </span>
      )}
    </li>
  );
}
