import { FrameDialog } from "../ui/frame-dialog.tsx";
import { RunRow } from "./run-row.tsx";
import { useRuns } from "./runs-store.ts";
import "./runs.css";

/** Every command that waits or runs, in whatever terminal, with the ways to look at it and to end it. */
export function RunsDialog({ onClose }: { onClose: () => void }) {
  const runs = useRuns((state) => state.runs);
  return (
    <FrameDialog title="Running commands" wide onClose={onClose}>
      <div className="dialog-body runs">
        {runs.length === 0 ? (
          <p className="soft">Nothing runs in the terminals here.</p>
        ) : (
          <ul className="run-list">
            {runs.map((run) => (
              <RunRow key={run.id ?? run.terminalId} run={run} onClose={onClose} />
            ))}
          </ul>
        )}
      </div>
    </FrameDialog>
  );
}
