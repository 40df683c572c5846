/// <reference path="../../src-main/targets/node-pty.d.ts" />
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Pty, spawn as spawnPty } from "node-pty";
import { expect, vi } from "vitest";
import { lateProcess } from "../run/late-process.ts";

const bin = fileURLToPath(new URL("../../src-main/cli/fairlead.mjs", import.meta.url));

/** `fairlead` in real processes on a data folder of its own, without tmux. Disposing kills what still runs. */
export class CliWorld implements Disposable {
  readonly home = mkdtempSync(join(tmpdir(), "fairlead-cli-"));
  readonly #terminals: Pty[] = [];
  readonly #extra: Readonly<Record<string, string>>;

  /** `extra` joins the environment of every process. */
  constructor(extra: Readonly<Record<string, string>> = {}) {
    this.#extra = extra;
  }

  get #environment(): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "",
      HOME: this.home,
      SHELL: "/bin/bash",
      FAIRLEAD_HOME: join(this.home, "data"),
      FAIRLEAD_SSH_TMUX: "false",
      XDG_RUNTIME_DIR: this.home,
      TMUX_TMPDIR: this.home,
      ...lateProcess,
      ...this.#extra,
    };
  }

  /** As a script runs it: nobody can be asked. */
  async run(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: this.home,
      env: this.#environment,
    });
    child.stdin.end();
    let output = "";
    let errors = "";
    child.stdout.on("data", (bytes) => {
      output += String(bytes);
    });
    child.stderr.on("data", (bytes) => {
      errors += String(bytes);
    });
    const [code] = await once(child, "close");
    return { code: Number(code), output, errors };
  }

  /** As a person runs it, on a terminal. */
  asPerson(...args: string[]) {
    const terminal = spawnPty(process.execPath, [bin, ...args], {
      name: "xterm-256color",
      encoding: null,
      cols: 200,
      rows: 50,
      cwd: this.home,
      env: { ...this.#environment, TERM: "xterm-256color" },
    });
    this.#terminals.push(terminal);
    let shown = "";
    terminal.on("data", (bytes) => {
      shown += bytes.toString("utf8");
    });
    const exitCode = new Promise<number>((resolve) =>
      terminal.onExit((end) => resolve(end.exitCode)),
    );
    return {
      exitCode,
      shown: () => shown,
      sees: (text: string) => vi.waitFor(() => expect(shown).toContain(text), { timeout: 60_000 }),
      type: (text: string) => terminal.write(Buffer.from(text)),
      kill: (signal: string) => terminal.kill(signal),
    };
  }

  /** What kinds of entries the audit has, in order. */
  auditKinds(): string[] {
    return this.auditEntries().map(({ kind }) => kind);
  }

  auditEntries(): { kind: string; actor: string }[] {
    return readFileSync(join(this.home, "data", "audit.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }

  [Symbol.dispose](): void {
    for (const terminal of this.#terminals) terminal.kill("SIGKILL");
    // What was killed may still be writing.
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
