import { Menu } from "@base-ui/react/menu";
import { ChevronDown, Download } from "lucide-react";
import { useRef, useState } from "react";
import type { AuditFormat } from "../../shared/contract/audit.ts";
import { type CallFailure, client, describeFailure } from "../control/client.ts";
import { MenuPopup } from "../ui/menu-popup.tsx";
import { saveFile } from "../ui/save-file.ts";
import { useAudit } from "./audit-store.ts";

/** More than this is better written by the command line. */
const mostCharacters = 400_000_000;

const formats: { format: AuditFormat; label: string; type: string }[] = [
  { format: "jsonl", label: "JSON lines, hashes can be checked", type: "application/jsonl" },
  { format: "csv", label: "Table (CSV)", type: "text/csv" },
  { format: "text", label: "Text", type: "text/plain" },
];

/** Saves what the filter lets through, all of it and not only what is shown. */
export function ExportMenu() {
  const [written, setWritten] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const save = async ({ format, type }: (typeof formats)[number]) => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    setWritten(0);
    try {
      const { filter } = useAudit.getState();
      const pieces: string[] = [];
      let characters = 0;
      for await (const { text } of await client.audit.export({ filter, format }, { signal })) {
        pieces.push(text);
        characters += text.length;
        setWritten(characters);
        if (characters > mostCharacters) throw new Error("more than 400 MB");
      }
      if (signal.aborted) return;
      const extension = format === "text" ? "txt" : format;
      saveFile(new Blob(pieces, { type }), `fairlead-audit.${extension}`);
    } catch (error) {
      if (!signal.aborted) useAudit.setState({ failure: failureOf(error) });
    } finally {
      setWritten(null);
    }
  };
  if (written !== null) {
    return (
      <button type="button" className="button small" onClick={() => stop.current?.abort()}>
        Exporting, {(written / 1e6).toFixed(1)} MB: stop
      </button>
    );
  }
  return (
    <Menu.Root>
      <Menu.Trigger className="button small">
        <Download size={14} aria-hidden />
        Export
        <ChevronDown size={12} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <MenuPopup className="popup">
            {formats.map((one) => (
              <Menu.Item
                key={one.format}
                className="option audit-format"
                onClick={() => void save(one)}
              >
                {one.label}
              </Menu.Item>
            ))}
          </MenuPopup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function failureOf(error: unknown): CallFailure {
  const { detail = "" } = describeFailure(error);
  const sentence =
    "The export failed. For very much, use fairlead audit export on the command line.";
  return { code: "audit-unreadable", sentence, detail };
}
