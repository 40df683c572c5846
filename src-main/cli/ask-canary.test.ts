import { expect, test } from "vitest";
import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import { ok } from "../../shared/result.ts";
import { aFleet } from "../rpc/in-memory-services.ts";
import { cliWorld } from "./cli-world.ts";

/** The command line, and an agent whose run on three hosts has its canary through. */
function canaryWorld() {
  const world = cliWorld();
  const { emitters, services } = world;
  const done: string[] = [];
  const over = Promise.withResolvers<void>();
  let fleet: Fleet = { ...aFleet.fleet, state: "asking", hostCount: 3 };
  const row = (at: number, more: Partial<FleetRow>): FleetRow => ({
    hostId: `host-${at}`,
    hostName: `web-${at}`,
    user: "root",
    address: "192.0.2.1:22",
    production: false,
    runId: `run-${at}`,
    isCanary: false,
    state: "waiting",
    exitCode: null,
    startedAt: null,
    endedAt: null,
    problem: null,
    asked: false,
    terminalId: null,
    outputLength: 0,
    lastLine: "",
    digest: null,
    ...more,
  });
  const canary = {
    isCanary: true,
    state: "finished",
    exitCode: 3,
    problem: "It looks odd.",
  } as const;
  const rows = [row(1, canary), row(2, {}), row(3, {})];
  const decide = (what: string) => {
    done.push(what);
    fleet = { ...fleet, state: "done" };
    emitters.fleet.emit();
    over.resolve();
    return ok(undefined);
  };
  services.fleet = {
    ...services.fleet,
    list: () => (fleet.conversationId === null ? [] : [fleet]),
    shown: () => ({ fleet, rows }),
    goOn: () => decide("go on"),
    stop: () => decide("stop"),
    output: () => ok({ text: "up 3 days\u001b[2J\n", total: 14 }),
  };
  services.chat.send = (conversationId) => {
    const turnId = "turn-1";
    fleet = { ...fleet, conversationId };
    emitters.fleet.emit();
    const end = { id: "item-1", turnId, at: 0, kind: "end", reason: "answered" } as const;
    void over.promise.then(() => {
      const item = { ...end, error: null, usage: null, durationMs: 1 };
      emitters.chat.emit({ conversationId, event: { type: "item-changed", item } });
      emitters.chat.emit({ conversationId, event: { type: "turn-ended", turnId } });
    });
    return ok({ turnId });
  };
  return { ...world, done, [Symbol.dispose]: () => world[Symbol.dispose]() };
}

const question = "Run it on the other 2? y go on, n stop: ";

for (const [key, what] of [
  ["y\r", "go on"],
  ["\r", "stop"],
  ["n\r", "stop"],
] as const) {
  test(`a canary asks the person at the terminal: ${JSON.stringify(key)} means ${what}`, async () => {
    using world = canaryWorld();
    let typed = false;
    const { code, shown } = await world.run(["exec", "--no-color", "all?"], (seen, type) => {
      if (typed || !seen.includes(question)) return;
      typed = true;
      type(key);
    });
    expect([code, world.done]).toEqual([0, [what]]);
    expect(shown).toContain(
      "The canary is through:\n  web-1: exit code 3\n    It looks odd.\n    up 3 days⟨U+001B⟩[2J\n",
    );
  });
}

test("where nobody can be asked it stops after the canary, and says so", async () => {
  using world = canaryWorld();
  const args = ["exec", "--dangerously-auto-approve", "all?"];
  expect(await world.run(args)).toMatchObject({
    code: 0,
    shown: expect.stringContaining("Stopped after the canary; it was not run on 2 more."),
  });
  expect(world.done).toEqual(["stop"]);
});
