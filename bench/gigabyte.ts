import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { expectReady, paneOf, typeLine } from "../e2e/steps/terminal.ts";
import { webEndpoints } from "../shared/web-endpoints.ts";
import { residentBytes } from "./process-figures.ts";
import { enterToScreen } from "./stopwatch.ts";
import { hashOf, hashWorker, startMark } from "./stream-hash.ts";
import type { TerminalBench } from "./terminal-bench.ts";

/** A little over 1 GB. */
const times = 52;
const megabyte = 1024 * 1024;

/**
 * 1 GB through one plain pane in sight: bytes that did not reach the page in order, the longest task of its UI thread,
 * and by how much the memory of the app and of the page has grown at most.
 */
export async function measureGigabyte(bench: TerminalBench): Promise<void> {
  const { page, world } = bench;
  const text = readFileSync(join(world.home, "text-20"));
  const expected = text.length * times;
  const expectedHash = hashOf(text, times);
  await page.addInitScript(watchStream, {
    endpoint: webEndpoints.terminalStream,
    script: hashWorker,
  });
  await page.reload();
  await bench.setTmux(false);
  const name = await bench.openLocal();
  const pane = paneOf(page, name);
  await typeLine(pane, "clear; stty -opost");
  await expectReady(pane);
  await page.evaluate((count) => window.streamWatch.begin(count), expected);
  const pid = bench.served.process.pid ?? 0;
  const before = { main: residentBytes(pid), page: await heapOf(bench) };
  let mostMain = before.main;
  const watching = setInterval(() => {
    mostMain = Math.max(mostMain, residentBytes(pid));
  }, 250);
  const [first, second] = [startMark.slice(0, 4), startMark.slice(4, -1)];
  await typeLine(
    pane,
    `echo ${first}"${second}"; i=0; while [ $i -lt ${times} ]; do cat text-20; i=$((i+1)); done`,
  );
  const found = await page.evaluate(() => window.streamWatch.end());
  clearInterval(watching);
  await typeLine(pane, "stty opost; clear");
  await expectReady(pane);
  bench.note("longest_task_cpu_ms", await longestProcessorTask(bench, pane));
  const lost = found.hash === expectedHash ? 0 : Math.max(1, expected - found.received);
  bench.note("bytes_lost", lost);
  bench.note("longest_task_ms", found.longestTask);
  bench.note("gigabyte_seconds", found.milliseconds / 1000);
  bench.note("gigabyte_main_growth_mb", (mostMain - before.main) / megabyte);
  bench.note("gigabyte_page_growth_mb", ((await heapOf(bench)) - before.page) / megabyte);
}

/**
 * The most processor time that one task of the page takes while 100 MB go through the pane, in ms: the longest task by
 * the clock also waits for a core that others have.
 */
async function longestProcessorTask({ page }: TerminalBench, pane: Locator): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error("the page has no browser of its own");
  let longest = 0;
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value as unknown as { name: string; tdur?: number }[]) {
      if (event.name === "RunTask") longest = Math.max(longest, event.tdur ?? 0);
    }
  });
  const ended = new Promise((resolve) => session.on("Tracing.tracingComplete", resolve));
  const includedCategories = ["disabled-by-default-devtools.timeline"];
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories },
  });
  const line = 'clear; for i in 1 2 3 4 5; do cat text-20; done; echo all-"$((6*7))"';
  await enterToScreen(pane, line, "all-42");
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  return longest / 1000;
}

/** Bytes of JavaScript that live in the page after a collection. */
export async function heapOf({ page }: TerminalBench): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

type StreamWatch = {
  begin(count: number): void;
  end(): Promise<{
    hash: string | null;
    received: number;
    longestTask: number;
    milliseconds: number;
  }>;
};
declare global {
  interface Window {
    streamWatch: StreamWatch;
  }
}

/** Runs in the page before its own scripts: hands a copy of what comes down to the worker, and notes long tasks. */
function watchStream({ endpoint, script }: { endpoint: string; script: string }): void {
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const { fetch } = window;
  window.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!url.includes(endpoint) || response.body === null) return response;
    const copied = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          const copy = chunk.slice();
          worker.postMessage(copy, [copy.buffer]);
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(copied, { status: response.status, headers: response.headers });
  };
  let startedAt = 0;
  let longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) {
      if (startTime >= startedAt) longestTask = Math.max(longestTask, duration);
    }
  }).observe({ type: "longtask" });
  window.streamWatch = {
    begin(count) {
      startedAt = performance.now();
      longestTask = 0;
      worker.postMessage(count);
    },
    end: () =>
      new Promise((resolve) => {
        let before = -1;
        worker.onmessage = ({ data }: MessageEvent<{ hash: string | null; received: number }>) => {
          // Nothing has come for five seconds: what is missing does not come any more.
          const stuck = data.hash === null && data.received === before;
          before = data.received;
          if (data.hash === null && !stuck) return;
          resolve({ ...data, longestTask, milliseconds: performance.now() - startedAt });
        };
      }),
  };
}
