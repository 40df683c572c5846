import { unreachable } from "../../shared/result.ts";
import { Visible } from "../approvals/visible.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { BroadcastSecretPrompt } from "./broadcast-secret-prompt.tsx";
import { asOneLine, type Paste } from "./paste.ts";
import { dismissPrompt, donePrompt, type TerminalPrompt, usePrompt } from "./prompts-store.ts";

/** The question a terminal has for the person, when there is one. */
export function TerminalPrompts() {
  const prompt = usePrompt((state) => state.prompt);
  return prompt === null ? null : <PromptDialog prompt={prompt} />;
}

function PromptDialog({ prompt }: { prompt: TerminalPrompt }) {
  switch (prompt.kind) {
    case "paste":
      return <PastePrompt {...prompt} />;
    case "broadcast-secret":
      return <BroadcastSecretPrompt {...prompt} />;
    case "link":
      return <LinkPrompt {...prompt} />;
    case "close":
      return (
        <ConfirmDialog
          title={`Close this terminal on ${prompt.terminal.hostName}?`}
          act="Close terminal"
          onClose={dismissPrompt}
          onConfirm={() => {
            donePrompt();
            prompt.answer(true);
          }}
        >
          <p>A command runs in it and will be ended:</p>
          <pre className="prompt-text">{prompt.terminal.running?.command ?? ""}</pre>
        </ConfirmDialog>
      );
    default:
      return unreachable(prompt);
  }
}

function PastePrompt(prompt: Extract<TerminalPrompt, { kind: "paste" }>) {
  const { answer, bracketed, paste, where } = prompt;
  const give = (text: string) => () => {
    donePrompt();
    answer(text);
  };
  return (
    <FrameDialog
      title={`Paste ${lineCount(paste)} into ${where}?`}
      onClose={dismissPrompt}
      foot={
        <>
          <button type="button" className="button left" onClick={dismissPrompt}>
            Cancel
          </button>
          {paste.lines > 1 && (
            <button type="button" className="button" onClick={give(asOneLine(paste.text))}>
              Paste as one line
            </button>
          )}
          <button type="button" className="button primary" data-first onClick={give(paste.text)}>
            Paste
          </button>
        </>
      }
    >
      <div className="dialog-body">
        <p>{warning(paste, bracketed)}</p>
        <pre className="prompt-text">
          <Visible text={shown(paste.original)} />
        </pre>
      </div>
    </FrameDialog>
  );
}

function LinkPrompt({ url, shown, where, answer }: Extract<TerminalPrompt, { kind: "link" }>) {
  return (
    <FrameDialog
      title="Open this link in the browser?"
      onClose={dismissPrompt}
      foot={
        <>
          <button type="button" className="button left" onClick={dismissPrompt}>
            Cancel
          </button>
          <button
            type="button"
            className="button primary"
            data-first
            onClick={() => {
              donePrompt();
              answer(true);
            }}
          >
            Open
          </button>
        </>
      }
    >
      <div className="dialog-body">
        <p>
          The address comes from {where} and leads to <strong>{url.host}</strong>.
          {shown !== null && !isAddress(shown, url) && (
            <>
              {" "}
              It is shown as “<Visible text={shown} />
              ”.
            </>
          )}
        </p>
        <pre className="prompt-text">
          <Visible text={url.href} />
        </pre>
      </div>
    </FrameDialog>
  );
}

/** Whether the text is the address that it leads to, and hides nothing. */
const isAddress = (shown: string, { href }: URL): boolean => shown === href || `${shown}/` === href;

/** More than anybody reads; the rest is pasted all the same. */
const mostShown = 4_000;
const shown = (text: string): string =>
  text.length <= mostShown
    ? text
    : `${text.slice(0, mostShown)}\n… ${text.length - mostShown} more characters`;

const lineCount = ({ lines, text }: Paste): string => {
  const full = text.endsWith("\n") ? lines - 1 : lines;
  return full === 1 ? "one line" : `${full} lines`;
};

function warning(paste: Paste, bracketed: boolean): string {
  const { lines, removed } = paste;
  const runs = bracketed
    ? "The program there takes it as one paste: a shell runs nothing before you press Enter."
    : "The text has line ends, so a shell may run parts of it at once.";
  const taken = `${removed} control ${removed === 1 ? "character was" : "characters were"} taken out.`;
  const said = [lines > 1 ? runs : "", removed > 0 ? taken : ""].filter((part) => part !== "");
  return said.length === 0 ? "It has characters that turn text around." : said.join(" ");
}
