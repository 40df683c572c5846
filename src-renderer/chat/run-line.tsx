import type { ReactNode } from "react";
import type { RunId, TerminalId } from "../../shared/ids.ts";
import { Visible } from "../approvals/visible.tsx";
import { showRun } from "../terminals/show-run.ts";
import { absoluteTime } from "../ui/times.ts";

interface RunLineProps {
  run: { command: string; hostName: string; runId: RunId; terminalId: TerminalId };
  /** Ms since the epoch. */
  at: number;
  good: boolean;
  /** What is said before the command. */
  before?: string;
  /** What is said behind the host. */
  children?: ReactNode;
}

/** In the conversation, a command that went on after its call: its first line, its host, and the way to its lines. */
export function RunLine({ run, at, good, before, children }: RunLineProps) {
  const { command, hostName, runId, terminalId } = run;
  return (
    <p className="run-told" title={absoluteTime(at)}>
      <span className="tool-shape" aria-hidden>
        {good ? "✓" : "▲"}
      </span>{" "}
      {before !== undefined && `${before} `}
      <code>
        <Visible text={command.split("\n", 1)[0] ?? ""} />
      </code>{" "}
      on{" "}
      <button
        type="button"
        className="quiet-link"
        title="Show the terminal"
        onClick={() => void showRun(terminalId, runId)}
      >
        {hostName}
      </button>
      {children}
    </p>
  );
}
