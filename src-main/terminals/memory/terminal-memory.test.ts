import { expect, test } from "vitest";
import type { Run } from "../../../shared/contract/terminals.ts";
import { changedFiles } from "./changed-files.ts";
import { memoryText } from "./memory-text.ts";
import { errorLine, testResult } from "./telling-lines.ts";
import { foldRun, nothingFolded, type TerminalMemory, terminalMemory } from "./terminal-memory.ts";

const run = (number: number, command: string, change: Partial<Run> = {}): Run => ({
  id: `run-${String(number).padStart(5, "0")}`,
  terminalId: "term-1",
  hostId: "host-web",
  command,
  commandText: "known",
  origin: "person",
  approval: null,
  fingerprint: null,
  state: "finished",
  startedAt: number * 1_000,
  endedAt: number * 1_000 + 500,
  durationMs: 500,
  exitCode: 0,
  directoryBefore: "/srv",
  directoryAfter: "/srv",
  outputBytes: 0,
  outputRange: { from: 0, to: 0 },
  excerpt: "",
  ...change,
});

const folded = (runs: readonly Run[]): TerminalMemory => runs.reduce(foldRun, nothingFolded);

test("errors, test results and changed files come first, the newest of each at the top", () => {
  const memory = folded([
    run(1, "ls -l"),
    run(2, "systemctl restart nginx", {
      exitCode: 1,
      excerpt: "Job for nginx.service failed.\nSee journalctl\n",
    }),
    run(3, "pytest -q", { exitCode: 1, excerpt: "x\n=== 1 failed, 3 passed in 0.21s ===\n" }),
    run(4, "echo 1 > conf.d/a.conf && sed -i s/a/b/ /etc/hosts"),
    run(5, "sudo ls"),
    run(6, "sleep 9", { exitCode: 130, state: "stopped" }),
  ]);
  expect(memoryText(memory)).toBe(
    `6 earlier commands, 2 failed, from 1970-01-01T00:00:01.000Z to 1970-01-01T00:00:06.500Z.
Errors:
- exit 1: pytest -q: === 1 failed, 3 passed in 0.21s ===
- exit 1: systemctl restart nginx: Job for nginx.service failed.
Test results:
- pytest -q: === 1 failed, 3 passed in 0.21s ===
Files that commands named to change them:
- /etc/hosts
- /srv/conf.d/a.conf
Programs:
- ls ×2, systemctl, pytest, echo, sleep`,
  );
  expect(memory.upTo).toBe("run-00006");
  expect(terminalMemory.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
});

test("three thousand commands take no more room than a few hundred", () => {
  const many = Array.from({ length: 3_000 }, (_, number) =>
    run(number, `tool-${number} > file-${number} ${"x".repeat(5_000)}`, {
      exitCode: number % 3,
      excerpt: `error ${"y".repeat(3_000)}\nTests: ${number} passed\n`,
    }),
  );
  const memory = folded(many);
  expect(memory.commands).toBe(3_000);
  expect(JSON.stringify(memory).length).toBeLessThan(30_000);
  const text = memoryText(memory);
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(text).toContain("exit 1: tool-2998");
  expect(text).toMatch(/\n- … and \d+ older\nTest results:\n- tool-2999/);
  expect(text).toContain("Files that commands named to change them:\n- /srv/file-2999\n");
});

test("nothing folded is nothing to say", () => {
  expect(memoryText(nothingFolded)).toBe("");
});

for (const [command, files] of [
  ["ls -l", []],
  ["rm -rf /tmp/a b", ["/tmp/a", "/srv/b"]],
  ["cp -a one two", ["/srv/two"]],
  ["make 2>&1 | tee build.log", ["/srv/build.log"]],
  ["make >/dev/null 2>err.txt", ["/srv/err.txt"]],
  ["sed -i.bak s/a/b/ x.conf", ["/srv/x.conf"]],
  ["sed s/a/b/ x.conf", []],
  ["sudo chmod 600 '/etc/a file'", ["/etc/a file"]],
  ["rm $FILES", []],
] as const) {
  test(`${command} changes ${files.join(", ") || "nothing"}`, () => {
    expect(changedFiles(command, "/srv")).toEqual(files);
  });
}

test("the line that says why is found, else the last one", () => {
  expect(errorLine("a\nls: cannot access 'x': No such file\n\nbye\n")).toContain("cannot access");
  expect(errorLine("one\ntwo\n\n")).toBe("two");
  expect(errorLine("")).toBe("");
});

for (const line of [
  "====== 2 failed, 30 passed in 1.20s ======",
  "Tests:       1 failed, 12 passed, 13 total",
  "      Tests  585 passed (585)",
  "test result: ok. 12 passed; 0 failed; 0 ignored",
  "ok  \texample.org/pkg\t0.012s",
  "# fail 2",
  "Tests run: 12, Failures: 1, Errors: 0, Skipped: 0",
  "12 examples, 1 failure",
  "Ran 12 tests in 0.001s",
]) {
  test(`a test runner says: ${line.trim()}`, () => {
    expect(testResult(`before\n${line}\nafter\n`)).toBe(line);
  });
}

test("other output is no test result", () => {
  expect(testResult("drwxr-xr-x 2 root root tests\nokay\n3 files passed by\n")).toBeNull();
});
