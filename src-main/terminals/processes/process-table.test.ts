import { expect, test } from "vitest";
import { readDetails, readSignalled, signalScript } from "./process-scripts.ts";
import { readProcesses } from "./process-table.ts";
import { described, processesOfRun } from "./processes-of-run.ts";

/** As Linux prints it: the name of a program may hold brackets and spaces. */
const proc = `proc
1000.00 1980.12
1 (systemd) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 5 100 200
40 (bash) S 1 40 40 34816 60 4194304 1 2 3 4 5 6 7 8 20 0 1 0 50000 100 200
50 (sleep) S 40 50 40 34816 60 4194304 1 2 3 4 5 6 7 8 20 0 1 0 60000 100 200
51 (worker) S 50 50 40 34816 60 4194304 1 2 3 4 5 6 7 8 20 0 1 0 95000 100 200
60 (a) b (c)) S 40 60 40 34816 60 4194304 1 2 3 4 5 6 7 8 20 0 1 0 90000 100 200
61 (tail) S 60 60 40 34816 60 4194304 1 2 3 4 5 6 7 8 20 0 1 0 90010 100 200
62 (gone) Z 60 60 40 34816 60 4194304 1 2 3 4 5 6 7 8 20 0 1 0 90010 100 200
70 (rsync) S 1 70 70 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 91000 100 200
80 (cron) S 1 80 80 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 100 100 200
`;

/** As macOS prints it: no session, a plus for the group that has the keys. */
const ps = `ps
    1     0     1 ??       Ss   10-03:00:00 Wed Nov 11 18:00:00 2026     /sbin/launchd
  400     1   400 ttys003  Ss      10:00 Sat Nov 21 21:00:00 2026     -zsh
  410   400   410 ttys003  S+      00:05 Sat Nov 21 21:09:55 2026     sh -c sleep 600; echo x
  411   410   410 ttys003  S+      00:05 Sat Nov 21 21:09:55 2026     sleep 600
  300   400   300 ttys003  SN      05:00 Sat Nov 21 21:05:00 2026     make watch
  420     1   420 ??       Ss      00:04 Sat Nov 21 21:09:56 2026     rsync -a /a /b
`;

test("processes of Linux: a command's own are what began with it under its shell; a job from before and what that starts are not", () => {
  const all = readProcesses(proc);
  expect(all.map(({ pid }) => pid)).toEqual([1, 40, 50, 51, 60, 61, 70, 80]);
  expect(all.find(({ pid }) => pid === 60)).toMatchObject({
    name: "a) b (c)",
    start: "90000",
    elapsedMs: 100_000,
    session: 40,
  });
  const { own, perhaps } = processesOfRun(all, 40, { oldestMs: 101_000, youngestMs: 0 });
  expect(own.map(({ pid }) => pid)).toEqual([60, 61]);
  expect(perhaps.map(({ pid }) => pid)).toEqual([70]);
  const known = processesOfRun(all, 40, { oldestMs: 0, youngestMs: 0 }, new Set(["70@91000"]));
  expect(known.own.map(({ pid }) => pid)).toEqual([70]);
});

test("processes of macOS are read from ps", () => {
  const all = readProcesses(ps);
  const shell = all.find(({ pid }) => pid === 400);
  const { own, perhaps } = processesOfRun(all, 400, { oldestMs: 6_000, youngestMs: 0 });
  expect(own.map((each) => described(each, shell, new Map()))).toEqual([
    {
      pid: 410,
      start: "Sat Nov 21 21:09:55 2026",
      group: 410,
      command: "sh -c sleep 600; echo x",
      elapsedMs: 5_000,
      place: "foreground",
    },
    expect.objectContaining({ pid: 411, command: "sleep 600", place: "foreground" }),
  ]);
  expect(perhaps.map(({ pid }) => pid)).toEqual([420]);
});

test("what a host says of processes is read line by line; what is none is left out", () => {
  const { commands, fromTerminal } = readDetails("C 60 sh -c x\nC 61 \nT 70\nT x\nC\nrubbish\n");
  expect([[...commands], [...fromTerminal]]).toEqual([[[60, "sh -c x"]], [70]]);
  expect(readSignalled("sent 1\ngone 2\nkept 3\nsent x\nSENT 4\n")).toEqual({
    sent: [1],
    gone: [2],
    kept: [3],
  });
});

test("a start that a host has made up cannot break out of the script", () => {
  const script = signalScript("TERM", [{ pid: 5, start: "1'; rm -rf /; '" }]);
  expect(script).toContain("one 5 '1; rm -rf /; '");
});
