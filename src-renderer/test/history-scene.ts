import type { Run } from "../../shared/contract/terminals.ts";

const now = Date.now();

/** What ran in the first terminal, for looks and tests; the oldest first. */
export const historyScene: readonly Run[] = [
  ran(1, "cd /var/log", { directoryBefore: "/root", directoryAfter: "/var/log" }),
  ran(2, "", { commandText: "private" }),
  ran(3, "grep -c ' 502 ' nginx/access.log", { exitCode: 1, durationMs: 1_240 }),
  ran(4, "journalctl -u nginx --since -1h", {
    origin: "agent",
    approval: { by: "person", id: "appr-1" },
    durationMs: 12_300,
    outputRange: { from: 0, to: 52_000 },
  }),
  ran(5, "for unit in nginx php-fpm; do\n  systemctl is-active $unit\ndone", {
    origin: "agent",
    approval: { by: "policy", id: null },
  }),
  ran(6, "tail -f nginx/error.log", {
    state: "running",
    exitCode: null,
    durationMs: null,
    endedAt: null,
  }),
];

/** The output of a run: the long one has 52,000 characters. */
export const historyOutput = (id: string): string =>
  id === "run-4"
    ? Array.from(
        { length: 1_000 },
        (_, line) =>
          `line ${String(line).padStart(4)} ${"of the journal, told at length, 5".padEnd(41)}\n`,
      ).join("")
    : ["run-2", "run-3", "run-5"].includes(id)
      ? "active\nactive\n"
      : "";

export const historyMemory = `132 earlier commands, 4 failed.
Errors:
- exit 1: systemctl restart nginx: Job for nginx.service failed.
Test results:
- make check: Tests: 2 failed, 120 passed, 122 total
Files that commands named to change them:
- /etc/nginx/nginx.conf`;

function ran(number: number, command: string, change: Partial<Run>): Run {
  const startedAt = now - (7 - number) * 60_000;
  return {
    id: `run-${number}`,
    terminalId: "term-1",
    hostId: "host-web-1",
    command,
    commandText: "known",
    origin: "person",
    approval: null,
    fingerprint: "f",
    state: "finished",
    startedAt,
    endedAt: startedAt + 210,
    durationMs: 210,
    exitCode: 0,
    directoryBefore: "/var/log",
    directoryAfter: "/var/log",
    outputBytes: 14,
    outputRange: { from: 0, to: 14 },
    excerpt: "",
    ...change,
  };
}
