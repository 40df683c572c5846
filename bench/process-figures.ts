import { readFileSync } from "node:fs";

/** Bytes of memory that a process holds, as Linux counts them. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

/** Seconds of processor time that a process has used since it began. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  // utime and stime, counted in hundredths of a second (proc(5)).
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Milliseconds that this machine takes for the same work every time: noise shows when it takes longer. */
export function processorJob(): number {
  const startedAt = performance.now();
  let value = 1;
  for (let index = 0; index < 60_000_000; index += 1) value = Math.imul(value, 1_664_525) + index;
  if (value === 0) throw new Error("never");
  return performance.now() - startedAt;
}
