import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Host, plainWay } from "../../shared/contract/hosts.ts";
import type { Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { localHostId, type RunId, type TerminalId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import { newId } from "../../src-main/base/new-id.ts";
import { Redactor } from "../../src-main/base/redactor.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import { OutputFiles } from "../../src-main/terminals/output/output-files.ts";
import { TextWorker } from "../../src-main/terminals/output/text-worker.ts";
import type { KeptRun, KeptTerminal } from "../../src-main/terminals/stores.ts";
import type { Terminal } from "../../src-main/terminals/terminal.ts";
import { Terminals } from "../../src-main/terminals/terminals.ts";

/** Shells that Fairlead has marks for, in the order of its delivery rules. */
export const knownShells = ["bash", "zsh", "fish", "dash", "ash"] as const;
export type KnownShell = (typeof knownShells)[number];

/** zsh asks a new person for a configuration, fish greets: neither is what is tested. */
export const quietStart = {
  ".zshrc": "PS1='%# '\n",
  ".config/fish/config.fish": "set -g fish_greeting\n",
};

const packages: Record<KnownShell, string> = {
  bash: "bash",
  zsh: "zsh",
  fish: "fish",
  dash: "dash",
  ash: "busybox",
};

/** The program of a shell on this machine; an Error that names the package where it is missing. */
export function findShell(shell: KnownShell): string {
  const program = packages[shell];
  try {
    return execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim();
  } catch {
    throw new Error(`${shell} is missing: apt-get install ${program}`);
  }
}

export type ShellWorldOptions = {
  shell: KnownShell;
  /** Files of the person, by their path under HOME. */
  files?: Record<string, string>;
  environment?: Record<string, string>;
  tmux?: boolean;
  /** The whole of long outputs is kept, in this folder below the world's own. */
  outputs?: string;
};

/**
 * A person's account with nothing in it but `files`, and Fairlead's terminals on it. Everything lives in a folder of its
 * own; disposing ends what runs and removes it.
 */
export class ShellWorld implements AsyncDisposable {
  readonly home: string;
  readonly kept = new MemoryStores();
  /** What terminals took for secrets that a person typed. */
  readonly secretsTyped: string[] = [];
  readonly #folder: string;
  readonly #options: ShellWorldOptions;
  readonly #texts = new TextWorker(new Redactor());
  #environment: Record<string, string>;
  #parts: { target: LocalTarget; terminals: Terminals } | null = null;

  constructor(options: ShellWorldOptions) {
    this.#options = options;
    this.#folder = mkdtempSync(join(tmpdir(), "fairlead-shell-"));
    this.home = join(this.#folder, "home");
    const program = findShell(options.shell);
    mkdirSync(this.home);
    mkdirSync(join(this.#folder, "tmp"));
    const shell = options.shell === "ash" ? join(this.#folder, "ash") : program;
    if (options.shell === "ash") symlinkSync(program, shell);
    const files = { ...quietStart, ...options.files };
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.#environment = {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: this.home,
      SHELL: shell,
      LANG: "C.UTF-8",
      USER: "tester",
      TMPDIR: join(this.#folder, "tmp"),
      TMUX_TMPDIR: join(this.#folder, "tmp"),
      FAIRLEAD_HOME: join(this.#folder, "data"),
      ...options.environment,
    };
  }

  /** Puts a file under HOME. */
  write(path: string, text: string | Uint8Array): void {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** For terminals that are opened from now on. */
  setEnvironment(name: string, value: string): void {
    this.#environment = { ...this.#environment, [name]: value };
  }

  /** Runs a command line beside Fairlead, as the person would in another terminal. */
  execute(commandLine: string): string {
    return execFileSync("sh", ["-c", commandLine], { env: this.#environment, encoding: "utf8" });
  }

  /** Fairlead's terminals; after `restart` new ones on the same records. */
  get terminals(): Terminals {
    this.#parts ??= this.#start();
    return this.#parts.terminals;
  }

  /** The machine they are on. */
  get target(): LocalTarget {
    this.#parts ??= this.#start();
    return this.#parts.target;
  }

  /** Opens a terminal and waits until its shell stands at its first prompt. */
  async open(size = { columns: 100, rows: 30 }): Promise<OpenShell> {
    const opened = await this.terminals.open(localHostId, size);
    if (!opened.ok) throw new Error(opened.error.sentence);
    const terminal = this.terminals.get(opened.value.id);
    if (terminal === undefined) throw new Error("the terminal is gone");
    const shell = new OpenShell(terminal);
    await shell.until(() => terminal.shell.place === "prompt", "a prompt");
    return shell;
  }

  /** Lets go of all terminals, as the app does when it ends. */
  async restart(): Promise<Terminals> {
    await this.#stop();
    return this.terminals;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { id } of this.#parts?.terminals.list() ?? []) await this.terminals.close(id);
    await this.#stop();
    await this.#texts[Symbol.asyncDispose]();
    // A shell that ends may still be writing its history.
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #start(): { target: LocalTarget; terminals: Terminals } {
    const target = new LocalTarget(this.#environment);
    const terminals = new Terminals({
      targets: { get: () => ok(target) },
      inventory: { get: () => thisMachine },
      runs: this.kept.runs,
      records: this.kept.terminals,
      useTmux: () => this.#options.tmux ?? false,
      ...this.#outputs(),
      installation: this.#folder,
      redact: (text) => text,
      learnSecret: (value) => void this.secretsTyped.push(value),
    });
    return { target, terminals };
  }

  #outputs(): { outputs?: OutputFiles } {
    const { outputs } = this.#options;
    if (outputs === undefined) return {};
    return {
      outputs: new OutputFiles({
        folder: join(this.#folder, outputs),
        text: () => this.#texts.begin(),
        memoryBytes: () => 20e6,
        quotaBytes: () => 1e9,
      }),
    };
  }

  async #stop(): Promise<void> {
    const parts = this.#parts;
    this.#parts = null;
    await parts?.terminals[Symbol.asyncDispose]();
    await parts?.target[Symbol.asyncDispose]();
  }
}

/** A terminal as a test uses it. */
export class OpenShell {
  readonly terminal: Terminal;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  get info(): TerminalInfo {
    return this.terminal.info();
  }

  /** Runs a command as the agent does, to its end. A command that is refused is an Error. */
  async run(command: string, timeoutMs = 60_000): Promise<Run & { output: string }> {
    const signal = AbortSignal.timeout(timeoutMs);
    const runId: RunId = newId("run");
    const sent = await this.terminal.runCommand(
      { runId, command },
      { started: () => Promise.resolve(ok(undefined)) },
      signal,
    );
    if (!sent.ok) throw new Error(`${sent.error.code}: ${sent.error.detail ?? ""}\n${this.text()}`);
    const run = await within(sent.value.finished, timeoutMs, () => this.text());
    return { ...run, output: sent.value.output() };
  }

  /** Types as the person does. */
  type(text: string): void {
    this.terminal.input(Buffer.from(text));
  }

  /** All that was printed, as text with its escape sequences. */
  raw(): string {
    return Buffer.from(this.terminal.output.tail(4_000_000)).toString("utf8");
  }

  /** What a person sees. */
  text(): string {
    return this.terminal.capture({ history: 1_000 });
  }

  /** Waits for a condition; an Error says what the terminal shows instead. */
  async until(condition: () => boolean, what: string, timeoutMs = 60_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > end) throw new Error(`waited for ${what}, saw:\n${this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Types a line as the person does and waits for the prompt after it. */
  async enter(line: string): Promise<void> {
    // A command's end is known a moment before its prompt is drawn.
    await this.until(() => this.terminal.shell.place !== "drawing", "the prompt");
    const before = this.#prompts();
    this.type(`${line}\r`);
    await this.until(
      () => this.#prompts() > before && this.terminal.shell.place === "prompt",
      "a prompt",
    );
  }

  #prompts(): number {
    return this.raw().split("\x1b]133;B;").length;
  }
}

/** Whether a process still runs; one that has ended and was not reaped yet does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    return !stat.trim().startsWith("Z");
  } catch {
    return false;
  }
}

/** Records in memory, shared by all terminals of a world. */
export class MemoryStores {
  readonly keptRuns = new Map<string, { record: KeptRun; output: string }>();
  readonly memories = new Map<TerminalId, unknown>();
  readonly keptTerminals = new Map<string, KeptTerminal>();

  readonly runs = {
    put: async (record: KeptRun, output?: string): Promise<Result<void, FairleadError>> => {
      const before = this.keptRuns.get(record.run.id)?.output ?? "";
      this.keptRuns.set(record.run.id, { record, output: output ?? before });
      return ok(undefined);
    },
    get: async (id: RunId) => ok(this.keptRuns.get(id)?.record ?? null),
    list: async () => ok([...this.keptRuns.values()].map(({ record }) => record)),
    fold: async (id: TerminalId, memory: unknown, dropped: readonly RunId[]) => {
      this.memories.set(id, JSON.parse(JSON.stringify(memory)));
      for (const run of dropped) this.keptRuns.delete(run);
      return ok(undefined);
    },
    memories: async () =>
      ok([...this.memories].map(([terminalId, memory]) => ({ terminalId, memory }))),
    forget: async (id: TerminalId) => {
      this.memories.delete(id);
      for (const [runId, { record }] of this.keptRuns) {
        const { origin, terminalId } = record.run;
        if (terminalId === id && origin === "person") this.keptRuns.delete(runId);
      }
      return ok(undefined);
    },
    output: async (id: RunId, from: number, limit: number) => {
      const text = this.keptRuns.get(id)?.output ?? "";
      return ok({ text: text.slice(from, from + limit), total: text.length });
    },
  };

  readonly terminals = {
    put: async (record: KeptTerminal): Promise<Result<void, FairleadError>> => {
      this.keptTerminals.set(record.id, record);
      return ok(undefined);
    },
    list: async () => ok([...this.keptTerminals.values()]),
    delete: async (id: string): Promise<Result<void, FairleadError>> => {
      this.keptTerminals.delete(id);
      return ok(undefined);
    },
  };
}

/** The host that terminals of this machine are on. */
export const thisMachine: Host = {
  id: localHostId,
  kind: "local",
  name: "this machine",
  address: "localhost",
  port: 22,
  user: "",
  authentication: { kind: "agent" },
  ...plainWay,
  group: "",
  tags: [],
  notes: "",
  favourite: false,
  colour: null,
  source: "built-in",
  createdAt: 0,
};

function within<T>(promise: Promise<T>, ms: number, saw: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`took too long, saw:\n${saw()}`)), ms);
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}
