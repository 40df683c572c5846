import { openDialog } from "../app/frame-store.ts";
import { useRuns } from "./runs-store.ts";

/** In the status line: how many commands run, and the way to them. */
export function RunningStatus() {
  const count = useRuns(({ runs }) => runs.length);
  if (count === 0) return null;
  return (
    <button type="button" className="link-button" onClick={() => openDialog({ kind: "runs" })}>
      {count} running
    </button>
  );
}
