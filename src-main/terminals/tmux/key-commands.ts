/** More bytes in one send-keys were seen to fail halfway, and the remnant ran. */
const bytesPerCommand = 512;
/** One line runs as a whole or stops at its first error; 32 KB a line keeps other panes' turns short. */
const commandsPerLine = 64;

/**
 * Lines of commands that type `bytes` into a pane, in hex so that nothing needs quoting. Each line first leaves copy mode,
 * which would take the keys for itself.
 */
export function keyLines(pane: number, bytes: Uint8Array): string[][] {
  const lines: string[][] = [];
  for (let start = 0; start < bytes.length; ) {
    const line = [`copy-mode -q -t %${pane}`];
    for (let count = 0; count < commandsPerLine && start < bytes.length; count += 1) {
      const part = bytes.subarray(start, start + bytesPerCommand);
      line.push(`send-keys -t %${pane} -H ${hex(part)}`);
      start += part.length;
    }
    lines.push(line);
  }
  return lines;
}

function hex(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
  return digits.replace(/..(?=.)/g, "$& ");
}
