import { create } from "zustand";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import type { Paste } from "./paste.ts";

/** Something a terminal asks the person before it happens. `answer` is called once. */
export type TerminalPrompt =
  | {
      kind: "paste";
      paste: Paste;
      where: string;
      /** Whoever gets it takes it as one paste, so that nothing runs by itself. */
      bracketed: boolean;
      answer: (text: string | null) => void;
    }
  | {
      kind: "link";
      url: URL;
      /** What stands on the screen where the link is; null where that is the address itself. */
      shown: string | null;
      where: string;
      answer: (open: boolean) => void;
    }
  | {
      kind: "broadcast-secret";
      /** The pane that was typed in. */
      here: string;
      asking: readonly string[];
      panes: readonly string[];
      answer: (who: "all" | "here" | null) => void;
    }
  | { kind: "close"; terminal: TerminalInfo; answer: (close: boolean) => void };

/** The one question that is on the screen. */
export const usePrompt = create<{ prompt: TerminalPrompt | null }>(() => ({ prompt: null }));

/** Shows a question; one that was open is answered with no. */
export function ask(prompt: TerminalPrompt): void {
  dismissPrompt();
  usePrompt.setState({ prompt });
}

/** Takes the question away, answered with no. */
export function dismissPrompt(): void {
  const { prompt } = usePrompt.getState();
  usePrompt.setState({ prompt: null });
  if (prompt?.kind === "paste" || prompt?.kind === "broadcast-secret") prompt.answer(null);
  else prompt?.answer(false);
}

/** Takes the question away after `answer` was given. */
export const donePrompt = (): void => usePrompt.setState({ prompt: null });
