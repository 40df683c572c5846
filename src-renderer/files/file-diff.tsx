import { Visible } from "../approvals/visible.tsx";
import { type DiffLine, diffLines } from "./diff-lines.ts";
import "./files.css";

/** A unified diff as a person reads it: numbers of both sides, what goes and what comes, nothing that can hide. */
export function FileDiff({ diff }: { diff: string }) {
  const lines = diffLines(diff);
  if (lines.length === 0) return <p className="soft">The text stays as it is.</p>;
  return <DiffTable lines={lines} />;
}

/** Lines of a comparison, with the numbers of both sides. */
export function DiffTable({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <table className="file-diff">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Line before</th>
          <th scope="col">Line after</th>
          <th scope="col">Change</th>
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a diff never change their order
          <tr key={at} className={line.kind}>
            <Row line={line} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const signs = { added: "+", removed: "−", same: "" } as const;
const words = { added: "added", removed: "removed", same: "" } as const;

function Row({ line }: { line: DiffLine }) {
  if (line.kind === "place" || line.kind === "note") {
    return (
      <td colSpan={4}>
        <Visible text={line.text} />
      </td>
    );
  }
  return (
    <>
      <td className="number">{line.before}</td>
      <td className="number">{line.after}</td>
      <td className="sign-column">
        <span aria-hidden>{signs[line.kind]}</span>
        <span className="visually-hidden">{words[line.kind]}</span>
      </td>
      <td className="line">
        <Visible text={line.text} />
      </td>
    </>
  );
}
