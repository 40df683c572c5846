import { createHash } from "node:crypto";
import { type FSWatcher, unwatchFile, watch, watchFile } from "node:fs";
import { basename, dirname } from "node:path";
import { ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { readPolicyText, unreadable } from "./read-policy-file.ts";

/** How long a burst of changes is waited out, so that a file that is being written is not read half. */
const settleMs = 40;
/** Where the system tells nothing of a change (network folders), it is looked for this often. */
const pollMs = 2_000;

export type FileProblem = { line: number | null; sentence: string };

export type PolicyFileParts<Rules> = {
  path: string;
  /** Makes rules of the text; a problem names the line. `unreadable` is none that it takes. */
  read: (text: string) => Result<Rules, FileProblem>;
  /** What holds where there is no file. */
  usual: Rules;
  /** What holds where the file has never been good: the strictest that lets a person work. */
  careful: Rules;
  /** Whether the agent runs commands on this machine: a file that changes then waits for a person's yes. */
  agentIsBusy: () => boolean;
  /** What was in force when the app ended; null = never kept. */
  kept: KeptPolicyFile | null;
};

/** The text in force (null = no file), and whether another one waits for a person's yes. */
export type KeptPolicyFile = { text: string | null; waiting: boolean };

/** What happened to the file: "loaded" and "removed" are in force, "invalid" and "waiting" are not, "accepted" is by a person. */
export type FileEvent = {
  kind: "loaded" | "removed" | "invalid" | "waiting" | "accepted";
  digest: string | null;
  problem: FileProblem | null;
};

/**
 * The policy file, read anew whenever it changes. What is not valid is not in force: the last good one stays. Fairlead
 * never writes it. Disposing ends the watching.
 */
export class PolicyFile<Rules> implements Disposable {
  readonly path: string;
  /** Said after every change of what is in force or known. */
  readonly changed = new Emitter<FileEvent>();
  readonly #parts: PolicyFileParts<Rules>;
  readonly #watcher: FSWatcher | null;
  #timer: NodeJS.Timeout | null = null;
  /** Of the text that was looked at last, whatever became of it; null = there was no file. */
  #seen: string | null;
  /** The text of the rules in force; null = there is none. */
  #inForce: string | null;
  #waiting: { text: string | null } | null = null;
  #rules: Rules;
  #problem: FileProblem | null = null;

  constructor(parts: PolicyFileParts<Rules>) {
    this.#parts = parts;
    this.path = parts.path;
    const text = readPolicyText(this.path);
    this.#seen = digestOf(text);
    const { kept } = parts;
    const before = kept?.text === null ? ok(parts.usual) : parts.read(kept?.text ?? unreadable);
    const read = text === null ? ok(parts.usual) : parts.read(text);
    const waits = kept?.waiting === true && kept.text !== text;
    const last = before.ok ? before.value : parts.careful;
    this.#rules = read.ok && !waits ? read.value : last;
    this.#inForce = read.ok && !waits ? text : (kept?.text ?? null);
    this.#problem = read.ok ? null : read.error;
    if (waits) this.#waiting = { text };
    this.#watcher = this.#watch();
    watchFile(this.path, { persistent: false, interval: pollMs }, this.#soon);
  }

  get rules(): Rules {
    return this.#rules;
  }

  get problem(): FileProblem | null {
    return this.#problem;
  }

  get present(): boolean {
    return this.#seen !== null;
  }

  /** A changed file is there that is not in force until a person says yes. */
  get waiting(): boolean {
    return this.#waiting !== null;
  }

  /** What must be kept so that the next start knows it. */
  get kept(): KeptPolicyFile {
    return { text: this.#inForce, waiting: this.waiting };
  }

  /** Looks at the file now. */
  check(): void {
    const text = readPolicyText(this.path);
    const digest = digestOf(text);
    if (digest === this.#seen) return;
    this.#seen = digest;
    const asBefore = text === this.#inForce;
    if (asBefore) this.#waiting = null;
    if (!asBefore && (this.#parts.agentIsBusy() || this.#waiting !== null)) {
      // Once one change is in doubt, so is each that follows.
      this.#waiting = { text };
      this.changed.emit({ kind: "waiting", digest, problem: null });
      return;
    }
    this.#take(text, digest, text === null ? "removed" : "loaded");
  }

  /** A person takes the waiting file into force; false where none waits. */
  accept(): boolean {
    this.check();
    const waiting = this.#waiting;
    if (waiting === null) return false;
    this.#waiting = null;
    this.#take(waiting.text, digestOf(waiting.text), "accepted");
    return true;
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#watcher?.close();
    unwatchFile(this.path, this.#soon);
    this.changed[Symbol.dispose]();
  }

  #take(text: string | null, digest: string | null, kind: FileEvent["kind"]): void {
    const read = text === null ? ok(this.#parts.usual) : this.#parts.read(text);
    if (read.ok) {
      this.#rules = read.value;
      this.#inForce = text;
    }
    this.#problem = read.ok ? null : read.error;
    this.changed.emit({ kind: read.ok ? kind : "invalid", digest, problem: this.#problem });
  }

  /** The folder, since an editor puts a new file in the place of the old one. */
  #watch(): FSWatcher | null {
    try {
      const watcher = watch(dirname(this.path), { persistent: false }, (_kind, name) => {
        if (name === null || name === basename(this.path)) this.#soon();
      });
      watcher.on("error", () => undefined); // The polling goes on.
      return watcher;
    } catch {
      return null;
    }
  }

  readonly #soon = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), settleMs);
    this.#timer.unref();
  };
}

const digestOf = (text: string | null) =>
  text === null ? null : createHash("sha256").update(text).digest("hex");
