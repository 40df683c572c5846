import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ShellWorld, thisMachine } from "../../../e2e/world/shells.ts";
import { type Settings, settings as settingsSchema } from "../../../shared/settings.ts";
import { Emitter } from "../../base/emitter.ts";
import { Redactor } from "../../base/redactor.ts";
import { type CastEvent, readCastEvent, readCastHeader } from "./cast-file.ts";
import { Recordings } from "./recordings.ts";

/** Recordings of a real shell's terminals, with settings that a test changes. */
async function recordedWorld(first: Partial<Settings["recording"]> = {}) {
  const owned = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "fairlead-recordings-"));
  owned.defer(() => rmSync(folder, { recursive: true, force: true }));
  const shells = owned.use(new ShellWorld({ shell: "bash", files: { ".bashrc": "PS1='$ '\n" } }));
  const redactor = new Redactor();
  const changed = new Emitter<void>();
  let present = settingsSchema.parse({ recording: first });
  const recordings = owned.use(
    await Recordings.open({
      folder,
      terminals: shells.terminals,
      hosts: { get: () => ({ ...thisMachine, tags: ["lab"] }), changed: new Emitter<void>() },
      settings: { get: () => present, changed },
      redact: (text) => redactor.redact(text),
    }),
  );
  const parts = owned.move();
  return {
    folder,
    shells,
    redactor,
    recordings,
    set(recording: Partial<Settings["recording"]>) {
      present = { ...present, recording: { ...present.recording, ...recording } };
      changed.emit();
    },
    /** The one file there is, parsed; every line of it must be one. */
    file(): { text: string; events: CastEvent[] } {
      const [name = "", ...others] = readdirSync(folder);
      expect(others).toEqual([]);
      const text = readFileSync(join(folder, name), "utf8");
      const [head = "", ...lines] = text.trimEnd().split("\n");
      expect(readCastHeader(head)?.fairlead.hostName).toBe(thisMachine.name);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      const events = lines.map((line) => readCastEvent(line));
      expect(events).not.toContain(null);
      return { text, events: events.filter((event) => event !== null) };
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const dataOf = (events: readonly CastEvent[], code: string): string =>
  events.flatMap(([, kind, data]) => (kind === code ? [data] : [])).join("");

test("a recording holds output, who typed, commands as marks, and no secret", async () => {
  await using world = await recordedWorld();
  const { shells, recordings, redactor } = world;
  redactor.learn("known-secret-value");
  const open = await shells.open();
  const { id } = open.info;
  expect(recordings.list()).toEqual([]);
  expect(recordings.start(id).ok).toBe(true);
  expect(open.info.recording).toMatchObject({ problem: null });

  await open.enter("echo from-the-person");
  await open.run("echo from-the-agent; sh -c 'exit 3'");
  // What the shell prints after the keys and is not theirs counts as an answer that showed nothing of them.
  await open.until(() => open.terminal.shell.place === "prompt", "the prompt");
  open.type("read -rsp 'Password: ' word; echo \"<${#word}>\"\r");
  await open.until(() => /Password:\s*$/.test(open.text()), "the question");
  open.type("hunter2-long\r");
  await open.until(() => open.text().includes("<12>"), "the answer");
  await open.until(() => open.terminal.shell.place === "prompt", "the prompt");
  await open.enter("printf 'known-'; printf 'secret-'; printf 'value\\n'; echo known-secret-value");
  open.terminal.resize(90, 20);
  recordings.mark(id, "approve by window: echo known-secret-value");
  recordings.stop(id);
  expect(open.info.recording).toBeNull();
  await expect.poll(() => recordings.list().map(({ live }) => live)).toEqual([false]);

  const { text, events } = world.file();
  expect(text).not.toContain("hunter2-long");
  expect(text).not.toContain("known-secret-value");
  expect(text).not.toContain(open.terminal.nonce);
  expect(dataOf(events, "o")).toContain("from-the-person\r\n");
  expect(dataOf(events, "o")).toContain("[redacted]");
  expect(dataOf(events, "i")).toContain("echo from-the-person\r");
  expect(dataOf(events, "i")).toContain("echo from-the-agent; sh -c 'exit 3'\r");
  const whoAt = (typed: string) => {
    const at = events.findIndex(([, code, data]) => code === "i" && data.includes(typed));
    return events.slice(0, at).findLast(([, code]) => code === "w")?.[2];
  };
  expect(whoAt("e")).toBe("person");
  expect(whoAt("echo from-the-agent")).toBe("agent");
  expect(events.filter(([, code, data]) => code === "w" && data === "secret")).toHaveLength(1);
  const marks = events.flatMap(([, code, data]) => (code === "m" ? [data] : []));
  expect(marks).toEqual([
    "person runs: echo from-the-person",
    "exit 0: echo from-the-person",
    expect.stringMatching(/^agent runs: echo from-the-agent; sh -c 'exit 3'$/),
    "exit 3: echo from-the-agent; sh -c 'exit 3'",
    expect.stringMatching(/^person runs: read -rsp /),
    expect.stringMatching(/^exit 0: read -rsp /),
    expect.stringMatching(/^person runs: printf .*echo \[redacted\]$/),
    expect.stringMatching(/^exit 0: printf .*echo \[redacted\]$/),
    "approve by window: echo [redacted]",
  ]);
  expect(dataOf(events, "r")).toBe("90x20");
  const times = events.map(([at]) => at);
  expect(times).toEqual(times.toSorted((one, other) => one - other));

  const hits = await recordings.search("FROM-THE-AGENT");
  expect(hits.map(({ place }) => place)).toEqual(
    expect.arrayContaining(["output", "typed", "mark"]),
  );
  expect(await recordings.search("nowhere to be found")).toEqual([]);
});

test("hosts and tags that the settings name are recorded, the person's choice stands over them", async () => {
  await using world = await recordedWorld({ tags: ["lab"] });
  const { shells, recordings } = world;
  const open = await shells.open();
  await expect.poll(() => recordings.list().map(({ live }) => live)).toEqual([true]);
  recordings.stop(open.info.id);
  world.set({ hosts: [thisMachine.id] });
  await open.enter("echo not recorded");
  await expect.poll(() => recordings.list().map(({ live }) => live)).toEqual([false]);
  expect(world.file().text).not.toContain("not recorded");
  const [kept] = recordings.list();
  if (kept === undefined) throw new Error("no recording");
  expect((await recordings.remove(kept.id)).ok).toBe(true);
  expect(recordings.list()).toEqual([]);
  expect(readdirSync(world.folder)).toEqual([]);
});

test("at its limit a recording ends and says so, and the terminal goes on", async () => {
  await using world = await recordedWorld({ hosts: [thisMachine.id], maximumMegabytes: 1 });
  const { shells, recordings } = world;
  const open = await shells.open();
  await expect.poll(() => recordings.list().length).toBe(1);
  const big = await open.run("seq 1 200000");
  expect(big.exitCode).toBe(0);
  await expect.poll(() => open.info.recording?.problem).toMatch(/limit of 1 MB/);
  await expect.poll(() => recordings.list().map(({ live }) => live)).toEqual([false]);
  expect(world.file().events.at(-1)?.[2]).toMatch(/limit of 1 MB/);
});
