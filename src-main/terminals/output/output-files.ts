import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunId } from "../../../shared/ids.ts";
import { OutputLog } from "./output-log.ts";
import { readText } from "./read-text.ts";
import type { TextMaking } from "./text-making.ts";

export type OutputFilesPlan = {
  folder: string;
  /** Begins the text of one output. */
  text: () => TextMaking;
  /** Bytes of a terminal's output that wait in memory at most. */
  memoryBytes: () => number;
  /** Bytes of all files together. */
  quotaBytes: () => number;
};

/**
 * Long outputs of commands, redacted, a file each (0600 in 0700). All of them together stay under a quota: the oldest go
 * first, and one that cannot be kept whole is not kept here at all. Ids of runs grow with time.
 */
export class OutputFiles {
  readonly #plan: OutputFilesPlan;
  /** Bytes of each file, the oldest first. */
  readonly #files = new Map<RunId, number>();
  /** Bytes of what is being written. */
  readonly #drafts = new Map<string, number>();
  #printed = 0;

  constructor(plan: OutputFilesPlan) {
    this.#plan = plan;
    this.#load();
  }

  /** For a command whose output has become long. */
  log(id: RunId, done: (characters: number | null) => void): OutputLog {
    const { memoryBytes, text } = this.#plan;
    return new OutputLog({ id, files: this, text: text(), memoryBytes, done });
  }

  has(id: RunId): boolean {
    return this.#files.has(id);
  }

  /** Characters from `from`, at most `limit`, and how many there are; null where the file is gone. */
  async read(
    id: RunId,
    from: number,
    limit: number,
  ): Promise<{ text: string; total: number } | null> {
    try {
      return await readText(this.path(id, "txt"), from, limit);
    } catch {
      this.#files.delete(id);
      return null;
    }
  }

  path(id: RunId, kind: "txt" | "part" | "raw"): string {
    return join(this.#plan.folder, `${id}.${kind}`);
  }

  /** Whether a draft may have this size: the oldest files make room for it. */
  async makeRoom(path: string, bytes: number): Promise<boolean> {
    this.#drafts.set(path, bytes);
    const quota = this.#plan.quotaBytes();
    const drafts = sum(this.#drafts.values());
    let kept = sum(this.#files.values());
    for (const [id, size] of [...this.#files]) {
      if (drafts + kept <= quota) break;
      await this.remove(id);
      kept -= size;
    }
    return drafts + kept <= quota;
  }

  /** Bytes of all outputs that were added to their logs since the start. */
  get printed(): number {
    return this.#printed;
  }

  print(bytes: number): void {
    this.#printed += bytes;
  }

  /** A draft is whole: from now on it is what the command printed. */
  async keep(id: RunId, bytes: number): Promise<void> {
    await rename(this.path(id, "part"), this.path(id, "txt"));
    this.drop(this.path(id, "part"));
    this.#files.set(id, bytes);
  }

  /** This draft is no more. */
  drop(path: string): void {
    this.#drafts.delete(path);
  }

  async remove(id: RunId): Promise<void> {
    this.#files.delete(id);
    await rm(this.path(id, "txt"), { force: true }).catch(() => undefined);
  }

  /** Takes up what there is; what was not finished when the app ended is no text that could be shown. */
  #load(): void {
    const { folder } = this.#plan;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const name of readdirSync(folder).toSorted()) {
        const path = join(folder, name);
        if (name.endsWith(".txt")) {
          this.#files.set(name.slice(0, -4) as RunId, statSync(path).size);
        } else rmSync(path, { force: true });
      }
    } catch {
      // Then the first long output says what it leaves out.
    }
  }
}

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((all, size) => all + size, 0);
