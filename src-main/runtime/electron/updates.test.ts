import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UpdateState } from "../../../shared/contract/desktop.ts";
import { Emitter } from "../../base/emitter.ts";
import { Updates } from "./updates.ts";

const feedAddress = "https://updates.example.org/fairlead";
type Found = { version: string } | null | "unsupported";

/** A feed that answers what it is told, and an installation that only notes. */
function world({ feed = feedAddress, packaged = true } = {}) {
  const asked: string[] = [];
  const told: UpdateState[] = [];
  const answers: (Found | Error | Promise<Found>)[] = [];
  const current = {
    feed,
    loads: 0,
    fetch: async (_signal: AbortSignal): Promise<void> => undefined,
  };
  const feedChanged = new Emitter<void>();
  const load = async () => {
    current.loads += 1;
    return {
      look: async (address: string) => {
        asked.push(`look ${address}`);
        const answer = await answers.shift();
        if (answer instanceof Error) throw answer;
        return answer ?? null;
      },
      fetch: async (progress: (percent: number) => void, signal: AbortSignal) => {
        asked.push("fetch");
        for (const percent of [0.4, 41.9, 42.3, 100]) progress(percent);
        await current.fetch(signal);
      },
      installAtQuit: (wanted: boolean) => void asked.push(`install at quit: ${wanted}`),
    };
  };
  const open = () => {
    const updates = new Updates({
      feed: () => current.feed,
      feedChanged,
      load: packaged ? load : null,
    });
    updates.changed.on(() => told.push(updates.state()));
    return updates;
  };
  const setFeed = (address: string) => {
    current.feed = address;
    feedChanged.emit();
  };
  return { asked, told, answers, current, open, setFeed };
}

beforeEach(() => void vi.useFakeTimers({ now: 5_000 }));
afterEach(() => void vi.useRealTimers());
const dayMs = 86_400_000;

test("without a feed nothing is loaded and nobody is asked, whatever is called and however long it runs", async () => {
  const { asked, current, open } = world({ feed: "" });
  using updates = open();
  await updates.look();
  await updates.fetch();
  await vi.advanceTimersByTimeAsync(3 * dayMs);
  expect([updates.state(), asked, current.loads]).toEqual([{ kind: "off" }, [], 0]);
});

test("a copy that runs from its source says so and loads nothing", async () => {
  const { current, open } = world({ packaged: false });
  using updates = open();
  await updates.look();
  expect([updates.state(), current.loads]).toEqual([{ kind: "unsupported" }, 0]);
});

test("the feed is asked at the start and once a day; a version that is there is not fetched", async () => {
  const { asked, answers, open } = world();
  answers.push(null, { version: "0.2.0" });
  using updates = open();
  await vi.advanceTimersByTimeAsync(0);
  expect(updates.state()).toEqual({ kind: "current", at: 5_000 });
  await vi.advanceTimersByTimeAsync(dayMs);
  expect(updates.state()).toEqual({ kind: "available", version: "0.2.0" });
  expect(asked).toEqual([`look ${feedAddress}`, `look ${feedAddress}`]);
});

test("told to, it fetches, says how far it is, and installs at quit; then it looks no more", async () => {
  const { asked, told, answers, open } = world();
  answers.push({ version: "0.2.0" });
  using updates = open();
  await vi.advanceTimersByTimeAsync(0);
  told.length = 0;
  await updates.fetch();
  const downloading = (percent: number) => ({ kind: "downloading", version: "0.2.0", percent });
  expect(told).toEqual([
    downloading(0),
    downloading(41),
    downloading(42),
    downloading(100),
    { kind: "ready", version: "0.2.0" },
  ]);
  asked.length = 0;
  await vi.advanceTimersByTimeAsync(dayMs);
  expect(asked).toEqual([]);
});

test("what goes wrong is a state with a sentence, and can be tried again", async () => {
  const { answers, current, open } = world();
  answers.push(new Error("net::ERR_NAME_NOT_RESOLVED"), { version: "0.2.0" });
  using updates = open();
  await vi.advanceTimersByTimeAsync(0);
  expect(updates.state()).toMatchObject({
    kind: "failed",
    version: null,
    error: { code: "update-not-found", detail: "net::ERR_NAME_NOT_RESOLVED" },
  });
  await updates.look();
  current.fetch = () => Promise.reject(new Error("sha512 checksum mismatch"));
  await updates.fetch();
  expect(updates.state()).toMatchObject({
    kind: "failed",
    version: "0.2.0",
    error: { code: "update-not-fetched", detail: "sha512 checksum mismatch" },
  });
  current.fetch = async () => undefined;
  await updates.fetch();
  expect(updates.state()).toEqual({ kind: "ready", version: "0.2.0" });
});

test("an updater that cannot be loaded is a failure, too", async () => {
  using updates = new Updates({
    feed: () => feedAddress,
    feedChanged: new Emitter<void>(),
    load: () => Promise.reject(new Error("not in this package")),
  });
  await updates.look();
  expect(updates.state()).toMatchObject({ kind: "failed", error: { code: "update-not-found" } });
});

test("a feed taken away ends a fetch at once, and what it brought is not installed", async () => {
  const { asked, answers, current, open, setFeed } = world();
  answers.push({ version: "0.2.0" });
  using updates = open();
  await vi.advanceTimersByTimeAsync(0);
  current.fetch = (signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const fetched = updates.fetch();
  await vi.advanceTimersByTimeAsync(0);
  setFeed("");
  await fetched;
  expect([updates.state(), asked.at(-1)]).toEqual([{ kind: "off" }, "install at quit: false"]);
});

test("another feed is asked anew; what the first one says late does not count", async () => {
  const { asked, answers, open, setFeed } = world();
  const late = Promise.withResolvers<Found>();
  answers.push(late.promise, null);
  using updates = open();
  await vi.advanceTimersByTimeAsync(0);
  setFeed("https://other.example.org");
  late.resolve({ version: "9.9.9" });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([
    `look ${feedAddress}`,
    "install at quit: false",
    "look https://other.example.org",
  ]);
  expect(updates.state()).toEqual({ kind: "current", at: 5_000 });
});
