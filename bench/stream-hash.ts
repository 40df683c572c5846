/** Where a hash of the stream begins: the bytes after this line. Printed in two parts, so that the typed line is no start. */
export const startMark = "hash-from-here\n";

/**
 * A worker's script that reads the terminal plane's frames (shared/frames.ts) as they reach the page, finds the mark and
 * hashes the next `count` bytes of that channel (two sums modulo 2^32 that depend on the order, as in Adler-32). Answers
 * `{ hash, received }` when they are there.
 */
export const hashWorker = `
const mark = new TextEncoder().encode(${JSON.stringify(startMark)});
let wanted = 0, channel = null, matched = new Map(), received = 0, a = 1, b = 0;
let header = new Uint8Array(12), filled = 0, left = 0, current = 0, kind = 0;
onmessage = ({ data }) => {
  if (typeof data === "number") { wanted = data; return; }
  let at = 0;
  while (at < data.length) {
    if (left === 0) {
      header[filled++] = data[at++];
      if (filled < 12) continue;
      filled = 0;
      const view = new DataView(header.buffer);
      current = view.getUint32(0); kind = header[8]; left = view.getUint32(8) & 0xffffff;
      continue;
    }
    const end = Math.min(data.length, at + left);
    left -= end - at;
    if (kind === 0) take(data, at, end);
    at = end;
  }
};
function take(data, from, to) {
  let at = from;
  if (channel === null) {
    let seen = matched.get(current) ?? 0;
    while (at < to && seen < mark.length) { seen = data[at] === mark[seen] ? seen + 1 : data[at] === mark[0] ? 1 : 0; at++; }
    matched.set(current, seen);
    if (seen < mark.length) return;
    channel = current;
  }
  if (current !== channel || wanted === 0) return;
  const end = Math.min(to, at + wanted - received);
  received += end - at;
  for (; at < end; at++) { a = (a + data[at]) >>> 0; b = (b + a) >>> 0; }
  if (received === wanted) { postMessage({ hash: a.toString(16) + "-" + b.toString(16), received }); wanted = 0; }
}
setInterval(() => { if (wanted > 0) postMessage({ hash: null, received }); }, 5000);
`;

/** The same hash of these bytes, printed `times` over. */
export function hashOf(bytes: Uint8Array, times: number): string {
  let a = 1;
  let b = 0;
  for (let round = 0; round < times; round += 1) {
    for (const byte of bytes) {
      a = (a + byte) >>> 0;
      b = (b + a) >>> 0;
    }
  }
  return `${a.toString(16)}-${b.toString(16)}`;
}
