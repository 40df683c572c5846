import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { CDPSession, Page } from "@playwright/test";
import type { EscapeProblem, EscapeReport } from "../../src-renderer/test/escapes.ts";
import { type BuiltPage, buildPage } from "./built-page.ts";

type Trials = {
  recorded: Uint8Array[];
  run(seed: number, ms: number, most: number): Promise<EscapeReport>;
};
declare const escapes: Trials;

/** What one stream may cost the page, in ms of its own work; the rest is for what is long. */
const baseMs = 400;
const msPerByte = 0.02;
/** A page that is silent for so long after its time does not come back. */
const mostSilenceMs = 60_000;
/** What the page may hold after a run, in bytes. */
const mostHeap = 256 * 1024 * 1024;

/** What real programs print, as it was recorded. */
export function recordedStreams(): Uint8Array[] {
  const folder = new URL("recorded/", import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => new Uint8Array(readFileSync(new URL(name, folder))));
}

/** The app's emulator in a real browser, fed with hostile streams. */
export class EscapeWorld implements AsyncDisposable {
  readonly #built: BuiltPage;
  readonly #page: Page;
  readonly #inspector: CDPSession;
  readonly #errors: string[];
  /** The seed of the stream that the page took up last. */
  #at = 0;

  private constructor(built: BuiltPage, page: Page, inspector: CDPSession, errors: string[]) {
    this.#built = built;
    this.#page = page;
    this.#inspector = inspector;
    this.#errors = errors;
    page.on("console", (line) => {
      if (line.type() === "debug") this.#at = Number(line.text());
    });
  }

  static async open(): Promise<EscapeWorld> {
    const built = await buildPage("escapes");
    const page = await built.browser.newPage({ viewport: { width: 1_000, height: 700 } });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
    page.on("console", (line) => line.type() === "error" && errors.push(line.text()));
    await page.goto(built.address);
    const streams = recordedStreams().map((bytes) => Buffer.from(bytes).toString("base64"));
    await page.evaluate((given) => {
      escapes.recorded = given.map((text) =>
        Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
      );
    }, streams);
    const inspector = await page.context().newCDPSession(page);
    await inspector.send("Performance.enable", { timeDomain: "threadTicks" });
    return new EscapeWorld(built, page, inspector, errors);
  }

  /** Streams of the seeds from `seed` on for `ms`; what was slow is measured once more by its own work alone. */
  async run(
    seed: number,
    ms: number,
  ): Promise<{ streams: number; bytes: number; problems: EscapeProblem[] }> {
    const report = await Promise.race([
      this.#try(seed, ms, Number.MAX_SAFE_INTEGER),
      pause(ms + mostSilenceMs, null, { ref: false }),
    ]);
    if (report === null) {
      const problem = { seed: this.#at, what: "the page does not come back", least: [] };
      return { streams: this.#at - seed, bytes: 0, problems: [problem] };
    }
    const { streams, bytes, problems, slow } = report;
    for (const one of slow) {
      const before = await this.#workMs();
      await this.#try(one.seed, 600_000, 1);
      const worked = (await this.#workMs()) - before;
      if (worked <= baseMs + one.bytes * msPerByte) continue;
      const what = `it took ${Math.round(worked)} ms for ${one.bytes} bytes`;
      problems.push({ seed: one.seed, what, least: [] });
    }
    for (const what of this.#errors.splice(0)) problems.push({ seed, what, least: [] });
    await this.#inspector.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.#inspector.send("Runtime.getHeapUsage");
    const what = `the page holds ${Math.round(usedSize / 1_048_576)} MiB`;
    if (usedSize > mostHeap) problems.push({ seed, what, least: [] });
    return { streams, bytes, problems };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#built[Symbol.asyncDispose]();
  }

  #try(seed: number, ms: number, most: number): Promise<EscapeReport> {
    return this.#page.evaluate(([from, time, streams]) => escapes.run(from, time, streams), [
      seed,
      ms,
      most,
    ] as const);
  }

  /** What the page's thread has worked so far. */
  async #workMs(): Promise<number> {
    const { metrics } = await this.#inspector.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
  }
}
