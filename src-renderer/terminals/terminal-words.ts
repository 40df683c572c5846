import type { TerminalInfo, TerminalState } from "../../shared/contract/terminals.ts";

/** A terminal's state as a word beside its shape. */
export const terminalStateWords: Record<TerminalState, string> = {
  connecting: "connecting…",
  ready: "ready",
  stalled: "stalled",
  reconnecting: "not attached, reconnecting…",
  "not-attached": "not attached",
  lost: "lost",
  closed: "closed",
};

/** The same in a header, which says beside it when the next try is. */
export const stateWords = ({ nextTryAt, state }: TerminalInfo): string =>
  nextTryAt === null ? terminalStateWords[state] : "not attached";

/** "next try in 12 s" */
export function nextTryWords(at: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1_000));
  return seconds === 0 ? "next try now" : `next try in ${seconds} s`;
}

/** How a state is drawn: full, half, pause, ring, cross, square. Never colour alone. */
export const terminalStateShapes: Record<TerminalState, string> = {
  connecting: "half",
  ready: "full",
  stalled: "pause",
  reconnecting: "ring",
  "not-attached": "ring",
  lost: "cross",
  closed: "square",
};

/** States in which nothing can be typed, so that the pane is dimmed. */
export const isDetached = (state: TerminalState): boolean =>
  state === "reconnecting" || state === "not-attached" || state === "lost" || state === "closed";

/** What Fairlead can see of the shell, where that is less than everything; null when all is well. */
export function integrationNote(terminal: TerminalInfo): { words: string; hint: string } | null {
  if (terminal.integration === "foreign") {
    return {
      words: "inside something Fairlead cannot see",
      hint: "Another shell or program runs inside this one. Directory and commands are not known, and the agent runs nothing here.",
    };
  }
  if (terminal.integration === "none") {
    return {
      words: "no shell integration",
      hint: "This shell does not tell where commands begin and end.",
    };
  }
  return null;
}

/** Whether the shell outlives a lost connection, in one word with its explanation. */
export function durabilityNote(terminal: TerminalInfo): { words: string; hint: string } {
  return terminal.durability === "tmux"
    ? {
        words: isOthers(terminal.tmuxSession) ? `tmux ${terminal.tmuxSession}` : "tmux",
        hint:
          terminal.tmuxSession === null
            ? "The shell lives in tmux on the host and survives a lost connection."
            : `The shell lives in tmux on the host and survives a lost connection. From anywhere: tmux attach -t ${terminal.tmuxSession}`,
      }
    : {
        words: "not resumable",
        hint: "The shell ends with the connection: there is no tmux here, or it is switched off.",
      };
}

/** Sessions of Fairlead's own say nothing to a person. */
const isOthers = (session: string | null): boolean =>
  session !== null && !/^fairlead-[0-9a-f]{8}$/.test(session);

/** A directory with the person's home as ~. Homes are /root, /home/NAME and /Users/NAME. */
export function shortDirectory(directory: string, user: string): string {
  for (const home of user === "root" ? ["/root"] : [`/home/${user}`, `/Users/${user}`]) {
    if (directory === home) return "~";
    if (directory.startsWith(`${home}/`)) return `~${directory.slice(home.length)}`;
  }
  return directory;
}
