import { Terminal } from "@xterm/xterm";
import { useEffect, useRef } from "react";
import { type EmulatorLook, optionsOf } from "../terminals/emulator-look.ts";

const csi = "\x1b[";
const blocks = (first: number) =>
  Array.from({ length: 8 }, (_, at) => `${csi}${first + at}m██${csi}0m`).join(" ");
const words = ["black", "red", "green", "yellow", "blue"]
  .map((word, at) => `${csi}${30 + at}m${word}${csi}0m`)
  .join(" ");
const sample = [
  `${csi}32mroot@web-1${csi}0m:${csi}34m/etc${csi}0m# git diff`,
  `${csi}31m-listen 80;${csi}0m`,
  `${csi}32m+listen 443 ssl;${csi}0m  0O 1lI {}`,
  words,
  `${csi}35mmagenta${csi}0m ${csi}36mcyan${csi}0m ${csi}1mbold${csi}0m ${csi}4mline${csi}0m ${csi}7mreverse${csi}0m`,
  blocks(30),
  `${blocks(90)} `,
].join("\r\n");

/** A small terminal that shows a look: the emulator itself, so what is seen is what will be. */
export function TerminalPreview({ look }: { look: EmulatorLook }) {
  const place = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal>(null);
  const first = useRef(look);
  useEffect(() => {
    const made = new Terminal({
      ...optionsOf({ ...first.current, screenReader: false, scrollback: 0 }),
      cols: 36,
      rows: 7,
      disableStdin: true,
      logLevel: "off",
    });
    terminal.current = made;
    if (place.current !== null) made.open(place.current);
    made.write(sample);
    return () => made.dispose();
  }, []);
  useEffect(() => {
    if (terminal.current === null) return;
    terminal.current.options = optionsOf({ ...look, screenReader: false, scrollback: 0 });
  }, [look]);
  return (
    <div
      className="terminal-preview"
      style={{ background: look.theme.background }}
      inert
      aria-hidden
    >
      <div ref={place} />
    </div>
  );
}
