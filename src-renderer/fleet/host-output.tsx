import type { FleetRow } from "../../shared/contract/fleet.ts";
import { Visible } from "../approvals/visible.tsx";
import { DiffTable } from "../files/file-diff.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useOutput } from "./fleets-store.ts";
import { lineDiff } from "./line-diff.ts";

/** What a host printed; beside the largest group's as what is other there. */
export function HostOutput({ row, against }: { row: FleetRow; against: FleetRow | null }) {
  const output = useOutput(row.runId, row.outputLength);
  if (output === null) return <p className="faint">Loading the output…</p>;
  if (against !== null && row.digest !== null)
    return <Compared row={row} text={output.text} against={against} />;
  return <Plain {...output} />;
}

function Compared({ row, text, against }: { row: FleetRow; text: string; against: FleetRow }) {
  const usual = useOutput(against.runId, against.outputLength);
  if (usual === null) return <p className="faint">Loading the output…</p>;
  const lines = lineDiff(usual.text, text);
  if (lines === null) return <Plain text={text} total={row.outputLength} />;
  if (lines.every(({ kind }) => kind === "same")) return <Plain text={text} total={text.length} />;
  return (
    <div className="fleet-output">
      <p className="faint">Against {against.hostName} and those like it:</p>
      <div className="fleet-diff">
        <DiffTable lines={lines} />
      </div>
      <CopyButton text={text} label="Copy output" />
    </div>
  );
}

function Plain({ text, total }: { text: string; total: number }) {
  if (total === 0) return <p className="faint">No output.</p>;
  return (
    <div className="fleet-output">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <Visible text={text} />
      </pre>
      {total > text.length && (
        <p className="faint">
          The first {text.length.toLocaleString()} of {total.toLocaleString()} characters.
        </p>
      )}
      <CopyButton text={text} label="Copy output" />
    </div>
  );
}
