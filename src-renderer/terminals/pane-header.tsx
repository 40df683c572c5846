import { EyeOff, KeyRound, Play } from "lucide-react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { PaneMode } from "../policy/pane-mode.tsx";
import { PaneRecording } from "../recordings/pane-recording.tsx";
import { TmuxNote } from "../tmux/tmux-note.tsx";
import { PaneBroadcast } from "./pane-broadcast.tsx";
import { PaneDriver } from "./pane-driver.tsx";
import { PaneLimit } from "./pane-limit.tsx";
import { PaneState } from "./pane-state.tsx";
import { durabilityNote, integrationNote, shortDirectory } from "./terminal-words.ts";
import "./pane-header.css";

/** Answers at a glance: which machine, which user, which directory, survives or not, in what state, who drives. */
export function PaneHeader({ terminal }: { terminal: TerminalInfo }) {
  const durability = durabilityNote(terminal);
  return (
    <header className="pane-header">
      <div className="pane-line">
        <span className="pane-where">
          <strong className="pane-host cut">{terminal.hostName}</strong>
          <span className="pane-user cut">{terminal.user}</span>
          {terminal.directory !== null && (
            <span className="pane-directory" title={terminal.directory}>
              <bdi>{shortDirectory(terminal.directory, terminal.user)}</bdi>
            </span>
          )}
        </span>
        <PaneMode hostId={terminal.hostId} />
        {terminal.running !== null && (
          <span className="pane-running" title={terminal.running.command}>
            <Play size={11} aria-hidden />
            <span className="visually-hidden">running </span>
            <span className="mono cut">{firstLine(terminal.running.command)}</span>
          </span>
        )}
        <PaneLimit terminalId={terminal.id} />
        <span className="pane-gap" />
        <span className="pane-durability" title={durability.hint}>
          {durability.words}
        </span>
        <PaneState terminal={terminal} />
        <PaneDriver terminal={terminal} />
      </div>
      <PaneNotes terminal={terminal} />
    </header>
  );
}

/** What is not usual here. In a narrow pane it has a line of its own, so that it can be read. */
function PaneNotes({ terminal }: { terminal: TerminalInfo }) {
  const note = integrationNote(terminal);
  return (
    <div className="pane-notes">
      <PaneBroadcast terminalId={terminal.id} />
      {note !== null && (
        <span className="pane-note" title={note.hint}>
          <EyeOff size={12} aria-hidden /> <span className="cut">{note.words}</span>
        </span>
      )}
      {terminal.agentForwarded && (
        <span
          className="pane-note"
          title={`Programs on ${terminal.hostName} can log in elsewhere with the keys of your ssh-agent. Switch it off in the host's settings, under More.`}
        >
          <KeyRound size={12} aria-hidden /> <span className="cut">ssh-agent forwarded</span>
        </span>
      )}
      <PaneRecording recording={terminal.recording} />
      <TmuxNote terminalId={terminal.id} />
    </div>
  );
}

const firstLine = (command: string): string =>
  command === "" ? "a command" : (command.split("\n", 1)[0] ?? "");
