import { useEffect, useRef, useState } from "react";
import type { Run } from "../../shared/contract/terminals.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { useTerminals } from "../terminals/terminal-store.ts";

const ends: Partial<Record<Run["state"], string>> = {
  finished: "finished",
  stopped: "was stopped",
  lost: "was lost",
  "not-run": "was not run",
  "needs-input": "needs input",
};

/** Tells a screen reader how the agent's commands end. */
export function RunAnnouncer() {
  const runs = useTerminals((state) => state.runs);
  const told = useRef(new Map<Run["id"], Run["state"]>());
  const [text, setText] = useState("");
  useEffect(() => {
    for (const run of runs.values()) {
      const word = ends[run.state];
      if (run.origin !== "agent" || word === undefined) continue;
      if (told.current.get(run.id) === run.state) continue;
      told.current.set(run.id, run.state);
      const host = useHosts.getState().hosts.find(({ id }) => id === run.hostId)?.name ?? "";
      const exit = run.exitCode === null ? "" : `, exit code ${run.exitCode}`;
      setText(`The command on ${host} ${word}${exit}: ${run.command.slice(0, 200)}`);
    }
  }, [runs]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-label="Commands">
      {text}
    </div>
  );
}
