import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "./copy-text.ts";
import { Hint } from "./hint.tsx";

/** Puts a text on the clipboard and shows for a moment that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await copyText(text, document);
    setCopied(true);
  };
  return (
    <Hint text={copied ? "Copied" : label}>
      <button
        type="button"
        className="icon-button small"
        aria-label={label}
        onClick={() => void copy()}
      >
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </button>
    </Hint>
  );
}
