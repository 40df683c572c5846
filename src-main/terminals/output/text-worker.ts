import { Worker } from "node:worker_threads";
import type { Redactor } from "../../base/redactor.ts";
import { TextMaker, type TextMaking } from "./text-making.ts";

/** What the thread is told. It answers "ready" once, and every "push", "peek" and "end" with its text, in order. */
export type TextOrder =
  | { kind: "learn"; values: readonly string[] }
  | { kind: "push"; output: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "peek" | "end" | "drop"; output: number };

/** Beside this file as it runs: the sources, or the bundle of them (vite.main.config.ts). */
const isSource = import.meta.url.endsWith(".ts");
const ownScript = new URL(isSource ? "./text-thread.ts" : "./text-thread.js", import.meta.url);

/** Megabytes of its heap: what it holds is a few of them, the rest would be garbage that waits. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 96 };

/**
 * The thread on which texts of long outputs are made, one for the app: redacting a megabyte takes longer than a key may
 * wait. It begins with the first text and knows what the redactor knows, from one message to the next; the values go with
 * it when it is disposed of. Where it cannot begin, texts are made on this thread.
 */
export class TextWorker implements AsyncDisposable {
  readonly #redactor: Redactor;
  readonly #script: URL;
  #thread: TextThread | null = null;
  #outputs = 0;

  constructor(redactor: Redactor, script = ownScript) {
    this.#redactor = redactor;
    this.#script = script;
  }

  begin(): TextMaking {
    if (this.#thread?.isOver !== false) {
      this.#thread = new TextThread(this.#script, this.#redactor);
    }
    this.#outputs += 1;
    return new ThreadText(this.#thread, this.#outputs, this.#redactor);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread?.[Symbol.asyncDispose]();
  }
}

/** One life of the thread. Its memory is its own: what it has learnt ends with it. */
class TextThread implements AsyncDisposable {
  /** Resolves with whether it has begun. */
  readonly begun: Promise<boolean>;
  readonly #begun = Promise.withResolvers<boolean>();
  readonly #worker: Worker;
  readonly #learning: Disposable;
  readonly #waiting: PromiseWithResolvers<string>[] = [];
  isOver = false;

  constructor(script: URL, redactor: Redactor) {
    this.begun = this.#begun.promise;
    // Neither the environment nor the options of this process are anything to it.
    this.#worker = new Worker(script, { env: {}, execArgv: [], resourceLimits });
    this.#worker.unref();
    this.#worker.once("message", () => {
      this.#worker.on("message", (text: string) => this.#waiting.shift()?.resolve(text));
      this.#begun.resolve(true);
    });
    this.#worker.on("error", () => this.#over());
    this.#worker.on("exit", () => this.#over());
    this.#learning = redactor.share((values) => this.tell({ kind: "learn", values }));
  }

  tell(order: TextOrder): void {
    // Moved, not copied: a view would be copied with all that is behind it.
    const moved = order.kind === "push" ? [order.bytes.buffer] : [];
    if (!this.isOver) this.#worker.postMessage(order, moved);
  }

  ask(order: TextOrder): Promise<string> {
    if (this.isOver) return Promise.reject(new Error("the thread is gone"));
    const answer = Promise.withResolvers<string>();
    this.#waiting.push(answer);
    this.tell(order);
    return answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over();
    await this.#worker.terminate();
  }

  #over(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#learning[Symbol.dispose]();
    this.#begun.resolve(false);
    for (const { reject } of this.#waiting.splice(0)) reject(new Error("the thread is gone"));
  }
}

class ThreadText implements TextMaking {
  readonly #thread: TextThread;
  readonly #output: number;
  readonly #redactor: Redactor;
  /** Where there is no thread. */
  #here: TextMaker | null = null;
  #isOver = false;

  constructor(thread: TextThread, output: number, redactor: Redactor) {
    this.#thread = thread;
    this.#output = output;
    this.#redactor = redactor;
  }

  async push(bytes: Uint8Array): Promise<string> {
    const own = Uint8Array.from(bytes);
    return await this.#made({ kind: "push", output: this.#output, bytes: own }, (here) =>
      here.push(own),
    );
  }

  async peek(): Promise<string> {
    return await this.#made({ kind: "peek", output: this.#output }, (here) => here.peek());
  }

  async end(): Promise<string> {
    return await this.#made({ kind: "end", output: this.#output }, (here) => here.end());
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#thread.tell({ kind: "drop", output: this.#output });
  }

  async #made(order: TextOrder, orHere: (maker: TextMaker) => string): Promise<string> {
    const hasBegun = await this.#thread.begun;
    if (this.#isOver) throw new Error("nobody wants it any more");
    if (hasBegun) return await this.#thread.ask(order);
    this.#here ??= new TextMaker(this.#redactor);
    return orHere(this.#here);
  }
}
