import { useRef } from "react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { Visible } from "../approvals/visible.tsx";
import { answerClipboard, useClipboardRequests } from "./clipboard-requests.ts";
import { focusTerminal } from "./terminal-desk.ts";

/** More than anybody reads; the rest is copied all the same. */
const mostShown = 2_000;
/** A click that was meant for what stood here before is no answer. */
const settleMs = 300;

/** Below a screen: what a program there wants to put on the clipboard. It takes the focus from nobody. */
export function ClipboardRequest({ terminal }: { terminal: TerminalInfo }) {
  const text = useClipboardRequests(({ waiting }) => waiting.get(terminal.id));
  return text === undefined ? null : <Question terminal={terminal} text={text} />;
}

function Question({ terminal, text }: { terminal: TerminalInfo; text: string }) {
  const since = useRef(performance.now());
  const strip = useRef<HTMLElement>(null);
  const answer = (copy: boolean) => () => {
    if (performance.now() - since.current < settleMs) return;
    const hadKeyboard = strip.current?.contains(document.activeElement);
    answerClipboard(terminal.id, copy);
    if (hadKeyboard) focusTerminal(terminal.id);
  };
  const more = text.length - mostShown;
  return (
    <section
      className="clipboard-request"
      aria-label="Clipboard"
      data-clipboard={terminal.id}
      ref={strip}
    >
      <p>A program on {terminal.hostName} wants to put this on your clipboard.</p>
      <pre className="prompt-text">
        <Visible
          text={more > 0 ? `${text.slice(0, mostShown)}\n… ${more} more characters` : text}
        />
      </pre>
      <div className="clipboard-answers">
        <button type="button" className="button" onClick={answer(false)}>
          Ignore
        </button>
        <button type="button" className="button primary" onClick={answer(true)}>
          Copy
        </button>
      </div>
    </section>
  );
}
