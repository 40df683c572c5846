import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@playwright/test";
import type { TerminalInfo } from "../shared/contract/terminals.ts";
import { heapOf } from "./gigabyte.ts";
import { processorSeconds, residentBytes } from "./process-figures.ts";
import type { TerminalBench } from "./terminal-bench.ts";

const hosts = 20;
const terminalsPerHost = 5;
const megabyte = 1024 * 1024;
/** The page gives up what has been hidden for a minute. */
const hiddenMs = 70_000;
const idleSeconds = 30;

/**
 * 100 terminals on 20 hosts, with tmux where it is used: by how much the memory of app and page grows for each once all
 * but one are hidden and idle, and how much of a core app and page use then.
 */
export async function measureManyTerminals(bench: TerminalBench): Promise<void> {
  await bench.setTmux(true);
  const remotes = await Promise.all(Array.from({ length: hosts }, () => bench.startRemote()));
  const ids: string[] = [];
  using holder = await bench.connect();
  const { client } = holder;
  const pid = bench.served.process.pid ?? 0;
  const open = async (index: number): Promise<TerminalInfo> => {
    const hostId = ids[index % hosts];
    if (hostId === undefined) throw new Error("no such host");
    return client.terminals.open({ hostId: hostId as never, size: { columns: 120, rows: 40 } });
  };
  for (const [index, remote] of remotes.entries()) {
    // By hand in the page: the key of each is shown and accepted.
    await bench.openHost(`many-${index}`, remote);
  }
  for (const host of await client.hosts.list())
    if (host.name.startsWith("many-")) ids.push(host.id);
  await sleep(hiddenMs);
  const before = { main: residentBytes(pid), page: await heapOf(bench) };
  const more = hosts * (terminalsPerHost - 1);
  for (let index = 0; index < more; index += 1) await open(index);
  const ready = async () =>
    (await client.terminals.list()).filter(({ state }) => state === "ready").length;
  await expect.poll(ready, { timeout: 120_000 }).toBeGreaterThanOrEqual(hosts * terminalsPerHost);
  // Each is looked at once, so that each has had an emulator.
  const tabs = await bench.page.getByRole("tab").all();
  for (const tab of tabs) await tab.click();
  await sleep(hiddenMs);
  const opened = more;
  bench.note("main_mb_per_terminal", (residentBytes(pid) - before.main) / megabyte / opened);
  bench.note("renderer_mb_per_terminal", ((await heapOf(bench)) - before.page) / megabyte / opened);
  const used = processorSeconds(pid);
  const page = await pageSeconds(bench);
  await sleep(idleSeconds * 1000);
  const core = processorSeconds(pid) - used + (await pageSeconds(bench)) - page;
  bench.note("idle_cpu_percent", (core / idleSeconds) * 100);
}

/** Seconds of processor time that the processes of the browser's pages have used. */
async function pageSeconds({ page }: TerminalBench): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error("the page has no browser of its own");
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  return pages.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
