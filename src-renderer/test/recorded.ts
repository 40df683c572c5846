import type { Recording, RecordingHit } from "../../shared/contract/recordings.ts";

/** Two recordings, the file of both, and what a search finds in them. */
export function recorded(now: number): { list: Recording[]; file: string; hits: RecordingHit[] } {
  const recording = (id: string, more: Partial<Recording>): Recording => ({
    id: `rec-${id}`,
    terminalId: "term-1",
    hostId: "host-web-1",
    hostName: "web-1",
    user: "admin",
    startedAt: now - 3_600_000,
    milliseconds: 65_000,
    bytes: 48_000,
    live: false,
    problem: null,
    ...more,
  });
  const header = {
    version: 2,
    width: 80,
    height: 12,
    timestamp: Math.floor(now / 1_000) - 3_600,
    title: "web-1",
    env: { TERM: "xterm-256color" },
  };
  const events = [
    [0.1, "o", "\u001b[32madmin@web-1\u001b[0m:~$ "],
    [2, "w", "person"],
    [2, "i", "uptime\r"],
    [2.1, "o", "uptime\r\n 12:00:01 up 41 days,  load average: 0.08, 0.03, 0.01\r\n"],
    [2.2, "o", "\u001b[32madmin@web-1\u001b[0m:~$ "],
    [6, "m", "asked: systemctl reload nginx"],
    [9, "m", "approve by window: systemctl reload nginx"],
    [9.1, "w", "agent"],
    [9.1, "i", "systemctl reload nginx\r"],
    [9.1, "m", "agent runs: systemctl reload nginx"],
    [9.2, "o", "systemctl reload nginx\r\nPassword: "],
    [14, "w", "secret"],
    [15, "o", "\r\n\u001b[31mreloaded\u001b[0m\r\n"],
    [15.1, "m", "exit 0: systemctl reload nginx"],
  ];
  return {
    list: [
      recording("2", { live: true, startedAt: now - 60_000, milliseconds: 30_000 }),
      recording("1", { problem: "The recording has reached its limit of 100 MB." }),
    ],
    file: [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(""),
    hits: [
      {
        recordingId: "rec-1",
        at: 9.1,
        place: "mark",
        line: "agent runs: systemctl reload nginx",
      },
    ],
  };
}
