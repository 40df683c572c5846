import { type ComponentProps, memo, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { openableLink } from "../terminals/links.ts";
import { ask } from "../terminals/prompts-store.ts";
import { CodeBlock } from "./code-block.tsx";
import { markdownBlocks } from "./markdown-blocks.ts";
import "./markdown.css";

/**
 * What the agent wrote. It may have been told what to write by whoever filled a log file, so it is never more than
 * text: no HTML, no images, nothing is loaded, and a link says where it leads and asks before it opens.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  return (
    <div className="markdown">
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks only ever grow at the end
        <Block key={at} text={block} />
      ))}
    </div>
  );
});

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={(url) => url}>
      {text}
    </ReactMarkdown>
  );
});

const plugins = [remarkGfm];

const components: Components = {
  a: SafeLink,
  img: ({ alt, src }) => (
    <span className="faint" title={String(src ?? "")}>
      [image not shown{alt ? `: ${alt}` : ""}]
    </span>
  ),
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  input: ({ checked }) => <span>{checked ? "[x]" : "[ ]"}</span>,
  table: ({ children }) => (
    <div className="table-frame">
      <table>{children}</table>
    </div>
  ),
};

function SafeLink({ href, children }: ComponentProps<"a">) {
  const url = openableLink(href ?? "");
  if (url === null) {
    return (
      <span title="Only http and https links can be opened">
        {children} <span className="faint">({href})</span>
      </span>
    );
  }
  const open = () =>
    ask({
      kind: "link",
      url,
      shown: typeof children === "string" ? children : null,
      where: "the chat",
      answer: (yes) => yes && window.open(url.href, "_blank", "noopener,noreferrer"),
    });
  return (
    <button type="button" className="link-button" title={url.href} onClick={open}>
      {children}
    </button>
  );
}
