import type { UpdateState } from "../../shared/contract/desktop.ts";
import { openDialog } from "../app/frame-store.ts";
import { useUpdates } from "./updates-store.ts";

/** In the status line: a version that is there, or that looking for one failed; a click leads to the page. */
export function UpdateStatus() {
  const words = useUpdates(({ state }) => (state === null ? null : shortWords(state)));
  if (words === null) return null;
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => openDialog({ kind: "settings", page: "updates" })}
    >
      {words}
    </button>
  );
}

function shortWords(state: UpdateState): string | null {
  if (state.kind === "available") return `Version ${state.version} is there`;
  if (state.kind === "downloading") return `Fetching version ${state.version}`;
  if (state.kind === "ready") return `Version ${state.version} comes at quit`;
  return state.kind === "failed" ? "Update failed" : null;
}
