import { expect, test, vi } from "vitest";
import type { Run, TerminalEvent } from "../../shared/contract/terminals.ts";
import { type ConversationId, localHostId } from "../../shared/ids.ts";
import { policyWorld } from "./policy-world.ts";

const here = { kind: "host", hostId: localHostId } as const;
const everywhere = { kind: "everywhere" } as const;

const runOf = (state: Run["state"]): TerminalEvent => ({
  type: "run-changed",
  run: {
    id: "run-1",
    terminalId: "term-1",
    hostId: localHostId,
    command: "x",
    origin: "agent",
    state,
    startedAt: 1,
    endedAt: null,
    exitCode: null,
    directoryBefore: null,
    directoryAfter: null,
    outputBytes: 0,
    outputRange: { from: 0, to: 0 },
    commandText: "known",
    approval: null,
    fingerprint: null,
    durationMs: null,
    excerpt: "",
  },
});

test("without a file and without settings everything is asked, and reads run in the mode read-only", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  expect(policy.judge(world.command("ls")).verdict).toBe("ask");
  expect(
    await policy.setMode({ scope: everywhere, mode: "read-only", until: null }, "window"),
  ).toEqual({
    ok: true,
    value: undefined,
  });
  expect(policy.judge(world.command("ls")).verdict).toBe("allow");
  expect(policy.judge(world.command("touch x")).verdict).toBe("ask");
  expect(policy.inForce()).toMatchObject({ mode: "read-only", preset: "balanced", overrides: [] });
  expect(world.audited).toEqual([
    { kind: "mode-set", actor: "window", detail: { mode: "read-only" } },
  ]);
});

test("modes of places end, are taken back, and each is said", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  const changes = vi.fn();
  policy.changed.on(changes);
  const until = world.clock.now + 1_000;
  await policy.setMode({ scope: here, mode: "all", until }, "window");
  await policy.setMode(
    { scope: { kind: "conversation", conversationId: "conv-b" }, mode: "none", until: null },
    "window",
  );
  const verdicts = () =>
    (["conv-a", "conv-b"] as const).map(
      (conversationId) => policy.judge(world.command("touch x", { conversationId })).verdict,
    );
  expect(verdicts()).toEqual(["allow", "deny"]);
  const explained = (conversation: ConversationId | null) =>
    policy.explain("touch x", "term-1", conversation);
  expect(explained("conv-a")).toMatchObject({ ok: true, value: { verdict: "allow", mode: "all" } });
  expect(explained("conv-b")).toMatchObject({ ok: true, value: { verdict: "deny", mode: "none" } });
  expect(explained(null)).toMatchObject({ ok: true, value: { mode: "all" } });
  world.clock.now = until;
  expect(verdicts()).toEqual(["ask", "deny"]);
  policy.clearMode({ kind: "conversation", conversationId: "conv-b" }, "command line");
  expect(verdicts()).toEqual(["ask", "ask"]);
  expect(changes).toHaveBeenCalledTimes(3);
  expect(world.audited.map(({ kind, actor }) => [kind, actor])).toEqual([
    ["mode-set", "window"],
    ["mode-set", "window"],
    ["mode-cleared", "command line"],
  ]);
});

test("a mode that ends says so by itself", async () => {
  vi.useFakeTimers();
  try {
    using world = policyWorld();
    await using policy = await world.open();
    await policy.setMode({ scope: here, mode: "none", until: world.clock.now + 500 }, "window");
    world.clock.now += 500;
    vi.advanceTimersByTime(500);
    expect(world.audited.map(({ kind }) => kind)).toEqual(["mode-set", "mode-expired"]);
    expect(policy.inForce().overrides).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

for (const [what, mode, until] of [
  ["all without an end", "all", null],
  ["all for more than a day", "all", 1_000_000 + 25 * 3_600_000],
  ["an end in the past", "ask", 999_999],
] as const) {
  test(`${what} is not set`, async () => {
    using world = policyWorld();
    await using policy = await world.open();
    const set = await policy.setMode({ scope: here, mode, until }, "window");
    expect(set.ok ? null : set.error.code).toBe("mode-not-allowed");
    expect(policy.inForce().overrides).toEqual([]);
  });
}

test("all is never in force on production, whoever set it", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  const host = { id: "host-p", name: "db", group: "production", tags: [] } as const;
  await policy.setMode(
    { scope: { kind: "host", hostId: "host-p" }, mode: "all", until: world.clock.now + 9 },
    "window",
  );
  expect(policy.judge(world.command("ls", { host }))).toMatchObject({
    verdict: "ask",
    mode: "patterns",
  });
  const destructive = policy.judge(world.command("rm x", { host, mode: "all" }));
  expect(destructive).toMatchObject({ verdict: "ask", production: true, typedName: "db" });
});

test("a permission is tied to its place and its words, counted, kept and forgotten", async () => {
  using world = policyWorld();
  {
    await using policy = await world.open();
    await policy.setMode({ scope: everywhere, mode: "patterns", until: null }, "window");
    const act = world.command("touch x");
    const judgement = policy.judge(act);
    expect(judgement.offer).toBe("touch x");
    const choice = { scope: { kind: "tag", tag: "lab" }, days: 2 } as const;
    expect((await policy.remember(act, judgement, choice)).ok).toBe(true);
    expect(policy.judge(act)).toMatchObject({ verdict: "allow", offer: null });
    policy.ran("term-1", "touch x", "bash");
    expect(policy.judge(world.command("touch y")).verdict).toBe("ask");
    const elsewhere = { id: "host-b", name: "b", group: "", tags: [] } as const;
    expect(policy.judge(world.command("touch x", { host: elsewhere })).verdict).toBe("ask");
    const production = { id: "host-b", name: "b", group: "prod", tags: ["lab"] } as const;
    expect(policy.judge(world.command("touch x", { host: production })).verdict).toBe("ask");
  }
  await using policy = await world.open();
  const [kept] = policy.inForce().permissions;
  expect(kept).toMatchObject({ pattern: "touch x", scope: { kind: "tag", tag: "lab" }, used: 1 });
  expect(policy.judge(world.command("touch x")).verdict).toBe("allow");
  world.clock.now = kept?.expiresAt ?? 0;
  expect(policy.judge(world.command("touch x")).verdict).toBe("ask");
  world.clock.now -= 1;
  expect((await policy.forget(kept?.id ?? "perm-x", "window")).ok).toBe(true);
  expect(policy.judge(world.command("touch x")).verdict).toBe("ask");
  const again = await policy.forget(kept?.id ?? "perm-x", "window");
  expect(again.ok ? null : again.error.code).toBe("permission-unknown");
});

test("what was not offered is not remembered, nor for another place", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  const choice = { scope: here, days: 1 } as const;
  const act = world.command("rm x");
  const forged = { ...policy.judge(act), offer: "rm x" };
  expect((await policy.remember(act, forged, choice)).ok).toBe(false);
  const plain = world.command("touch x");
  const other = { ...policy.judge(plain), offer: "touch y" };
  expect((await policy.remember(plain, other, choice)).ok).toBe(false);
  const judgement = policy.judge(plain);
  for (const scope of [
    everywhere,
    { kind: "host", hostId: "host-b" },
    { kind: "tag", tag: "web" },
  ] as const) {
    expect((await policy.remember(plain, judgement, { scope, days: 1 })).ok).toBe(false);
  }
  expect(policy.inForce().permissions).toEqual([]);
});

test("in a shell that was changed nothing is let through by its words, until the shell is another", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  await policy.setMode({ scope: everywhere, mode: "patterns", until: null }, "window");
  const act = world.command("touch x");
  await policy.remember(act, policy.judge(act), { scope: here, days: 1 });
  policy.ran("term-1", "alias touch=rm", "bash");
  expect(policy.judge(act)).toMatchObject({ verdict: "ask", class: "unknown" });
  const other = { id: "term-2", shell: "bash", directory: null } as const;
  expect(policy.judge({ ...act, terminal: other }).verdict).toBe("allow");
  world.terminalEvents.emit({ type: "terminal-removed", id: "term-1" });
  expect(policy.judge(act).verdict).toBe("allow");
});

test("what the agent changed in a shell before a restart still counts", async () => {
  using world = policyWorld();
  world.pastRuns.push({ command: "alias ls=rm", shell: "bash" });
  await using policy = await world.open();
  await policy.setMode({ scope: everywhere, mode: "read-only", until: null }, "window");
  expect(policy.judge(world.command("ls")).verdict).toBe("ask");
});

test("the hash is the same for the same policy and another for each change that decides", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  const seen = new Set([policy.hash()]);
  await policy.setPreset("strict", "window");
  seen.add(policy.hash());
  await policy.setMode({ scope: here, mode: "none", until: world.clock.now + 10 }, "window");
  seen.add(policy.hash());
  const act = world.command("touch x");
  policy.clearMode(here, "window");
  await policy.remember(act, policy.judge(act), { scope: here, days: 1 });
  seen.add(policy.hash());
  expect(seen.size).toBe(4);
  const { hash } = policy.inForce();
  await using again = await world.open();
  // The settings and permissions are kept; the hash says that nothing that decides has changed.
  expect(again.hash()).toBe(hash);
});

test("a file that changes while the agent runs a command here waits for a person, also after a restart", async () => {
  using world = policyWorld();
  world.writeFile({ commands: { deny: ["touch **"] } });
  const verdict = () => policy.judge(world.command("touch x")).verdict;
  {
    await using first = await world.open();
    expect(first.judge(world.command("touch x")).verdict).toBe("deny");
    world.terminalEvents.emit(runOf("running"));
    world.writeFile({ mode: "patterns", commands: { allow: ["touch **"] } });
    world.terminalEvents.emit(runOf("finished"));
    expect(first.inForce().file.waiting).toBe(true);
    expect(first.judge(world.command("touch x")).verdict).toBe("deny");
  }
  await using policy = await world.open();
  expect([policy.inForce().file.waiting, verdict()]).toEqual([true, "deny"]);
  expect(policy.acceptFile("window")).toEqual({ ok: true, value: undefined });
  expect([policy.inForce().file.waiting, verdict()]).toEqual([false, "allow"]);
  expect(world.audited.map(({ kind, actor }) => [kind, actor])).toEqual([
    ["policy-file-waiting", "fairlead"],
    ["policy-file-accepted", "window"],
  ]);
});

test("a file that changes back while the agent runs has not changed", async () => {
  using world = policyWorld();
  world.writeFile({ preset: "strict" });
  await using policy = await world.open();
  world.terminalEvents.emit(runOf("running"));
  world.writeFile({ preset: "permissive" });
  world.terminalEvents.emit(runOf("finished"));
  expect(policy.inForce().file.waiting).toBe(true);
  world.writeFile({ preset: "strict" });
  world.terminalEvents.emit(runOf("running"));
  world.terminalEvents.emit(runOf("finished"));
  expect(policy.inForce()).toMatchObject({ preset: "strict", file: { waiting: false } });
});

test("a file that was never good asks for everything; a later start knows the last good one", async () => {
  using world = policyWorld();
  world.writeFile('{ "preset": "mild" }');
  {
    await using policy = await world.open();
    expect(policy.inForce()).toMatchObject({
      mode: "ask",
      file: { present: true, problem: { line: 1 } },
    });
    const judged = policy.judge(world.command("ls", { mode: "all" }));
    expect([judged.mode, judged.verdict]).toEqual(["ask", "ask"]);
  }
  world.writeFile({ commands: { deny: ["ls"] } });
  {
    await using policy = await world.open();
    expect(policy.judge(world.command("ls")).verdict).toBe("deny");
  }
  world.writeFile("{");
  await using policy = await world.open();
  expect(policy.inForce().file.problem).toMatchObject({ line: 1 });
  expect(policy.judge(world.command("ls")).verdict).toBe("deny");
});

test("where the file decides mode and preset, the window does not", async () => {
  using world = policyWorld();
  world.writeFile({ mode: "read-only", preset: "hardened" });
  await using policy = await world.open();
  const mode = await policy.setMode({ scope: everywhere, mode: "patterns", until: null }, "window");
  const preset = await policy.setPreset("permissive", "window");
  expect([mode, preset].map((each) => (each.ok ? null : each.error.code))).toEqual([
    "mode-not-allowed",
    "mode-not-allowed",
  ]);
  expect(policy.inForce()).toMatchObject({ mode: "read-only", preset: "hardened" });
});

test("files and keys go by the file", async () => {
  using world = policyWorld();
  world.writeFile({ files: { writeRoots: ["~"], delete: false }, keys: { names: ["Enter"] } });
  await using policy = await world.open();
  const read = (path: string) =>
    policy.judge(world.command("", { action: { kind: "read-file", path } })).verdict;
  expect(read("/etc/hosts")).toBe("allow");
  expect(read("/etc/shadow")).toBe("deny");
  expect(read("/home/ada/.ssh/id_ed25519")).toBe("deny");
  expect(read(world.filePath)).toBe("deny");
  const change = (operation: "write" | "delete", path: string) =>
    policy.judge(
      world.command("", {
        action: {
          kind: "change-file",
          operation,
          path,
          destination: null,
          diff: "",
          bytesBefore: null,
          bytesAfter: 3,
          digestBefore: null,
          digestAfter: null,
        },
      }),
    ).verdict;
  expect(change("write", "/home/ada/notes")).toBe("ask");
  expect(change("write", "/etc/motd")).toBe("deny");
  expect(change("delete", "/home/ada/notes")).toBe("deny");
  const keys = (...pressed: string[]) =>
    policy.judge(world.command("", { action: { kind: "send-keys", keys: pressed } }));
  expect(keys("Enter")).toMatchObject({ verdict: "ask", class: "change" });
  expect(keys("C-c").verdict).toBe("deny");
  expect(keys("yes", "Enter")).toMatchObject({ verdict: "ask", class: "unknown" });
});

test("hardened takes one simple command only", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  await policy.setPreset("hardened", "window");
  const judged = policy.judge(world.command("ls | cat"));
  expect(judged.reasons[0]).toContain("Only one simple command");
  expect(judged.verdict).toBe("deny");
});

test("no command that cannot be told may so much as name the data folder, in any mode", async () => {
  using world = policyWorld();
  await using policy = await world.open();
  const judged = policy.judge(world.command(`python3 ${world.filePath}`, { mode: "all" }));
  expect(judged.reasons[0]).toContain("Fairlead's own data folder");
  expect(judged.verdict).toBe("deny");
  const elsewhere = { id: "host-b", name: "b", group: "", tags: [] } as const;
  const there = world.command(`python3 ${world.filePath}`, { mode: "all", host: elsewhere });
  expect(policy.judge(there).verdict).toBe("allow");
});
