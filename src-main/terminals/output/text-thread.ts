import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { Redactor } from "../../base/redactor.ts";
import { TextMaker } from "./text-making.ts";
import type { TextOrder } from "./text-worker.ts";

/** What `TextWorker` runs in a thread of its own. */
const redactor = new Redactor();
const makers = new Map<number, TextMaker>();

/** How far this thread stands back: it gets a third of a core that another wants too, so that it never starves. */
const niceness = 5;

/** Linux gives each thread its own: whoever types goes first. */
function stepBack(): void {
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    setPriority(thread, niceness);
  } catch {
    // Elsewhere all threads are equal.
  }
}

function makerOf(output: number): TextMaker {
  const known = makers.get(output) ?? new TextMaker(redactor);
  makers.set(output, known);
  return known;
}

/** null: no answer is wanted. */
function follow(order: TextOrder): string | null {
  switch (order.kind) {
    case "learn":
      redactor.take(order.values);
      return null;
    case "drop":
      makers.delete(order.output);
      return null;
    case "push": {
      const text = makerOf(order.output).push(order.bytes);
      order.bytes.buffer.transfer(0); // Freed now, not when there is time to look for garbage.
      return text;
    }
    case "peek":
      return makerOf(order.output).peek();
    case "end":
      return makerOf(order.output).end();
  }
}

stepBack();
parentPort?.on("message", (order: TextOrder) => {
  const text = follow(order);
  if (text !== null) parentPort?.postMessage(text);
});
parentPort?.postMessage("ready");
