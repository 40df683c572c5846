import { SquareTerminal } from "lucide-react";
import { isValidElement, type ReactNode } from "react";
import { hidesSomething } from "../../shared/visible-text.ts";
import { Visible } from "../approvals/visible.tsx";
import { useTerminals } from "../terminals/terminal-store.ts";
import { pasteIntoPane } from "../terminals/terminal-views.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Hint } from "../ui/hint.tsx";

/** A code block of the agent: copied, or typed into the pane in use as a paste without Enter. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const focused = useTerminals((state) => state.focused);
  const text = textOf(children).replace(/\n$/, "");
  return (
    <div className="code-block">
      <div className="code-block-head">
        <span className="faint cut">{languageOf(children)}</span>
        <Hint
          text={focused === null ? "Open a terminal first" : "Put into the pane, without Enter"}
        >
          <button
            type="button"
            className="icon-button small"
            aria-label="Put into pane"
            aria-disabled={focused === null}
            onClick={() => focused !== null && pasteIntoPane(focused, text)}
          >
            <SquareTerminal size={14} aria-hidden />
          </button>
        </Hint>
        <CopyButton text={text} label="Copy code" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{hidesSomething(text) ? <Visible text={text} /> : children}</pre>
    </div>
  );
}

/** The word after the fence, as the agent wrote it. */
function languageOf(node: ReactNode): string {
  if (!isValidElement<{ className?: string }>(node)) return "";
  return /language-(\S+)/.exec(node.props.className ?? "")?.[1] ?? "";
}

function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (isValidElement<{ children?: ReactNode }>(node)) return textOf(node.props.children);
  return "";
}
