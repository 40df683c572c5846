import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { signalProcess } from "../../../e2e/world/process-tree.ts";
import { makeKey } from "../../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../../e2e/world/ssh-services.ts";
import { Sshd } from "../../../e2e/world/sshd.ts";
import { attachPane, openPane, TmuxWorld, type Watched } from "../../../e2e/world/tmux-world.ts";
import { LocalTarget } from "../../targets/local-target.ts";
import { SshTarget } from "../../targets/ssh-target.ts";
import { TmuxHost } from "./tmux-host.ts";

const never = new AbortController().signal;
const soon = { timeout: 60_000, interval: 20 };
const bash = "PS1='$ ' exec bash --norc --noprofile";
const size = { columns: 80, rows: 24 };

/** Processes that have this world as theirs and this word in their command line. */
function processes({ world }: TmuxWorld, word: string): number[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      if (!readFileSync(`/proc/${name}/environ`, "utf8").includes(world.tmuxFolder)) return [];
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
      return words[0]?.split("/").at(-1) === word ? [Number(name)] : [];
    } catch {
      return []; // No process, or it ended while we looked.
    }
  });
}

/** What there is of ours on the host beside the session. */
function traces(tmux: TmuxWorld): (string | number)[] {
  const files = readdirSync(tmux.world.tmuxFolder).filter((name) => name.startsWith("fairlead"));
  return [...files, ...processes(tmux, "perl"), ...processes(tmux, "cat")];
}

/** The end of what the pane has shown. */
const lastOf = ({ pictures, pieces }: Watched) =>
  Buffer.concat([...pictures.slice(-1), ...pieces.slice(-2)]).toString("latin1");

const piped = (tmux: TmuxWorld) =>
  tmux.person.lines("list-panes", "-a", "-F", "#{pane_pipe} #{@fairlead_pipe}");

test("bytes come through a pipe, whose FIFO is gone once it is open, and with the terminal all of it", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", bash);
  await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
  expect(await piped(tmux)).toEqual([expect.stringMatching(/^1 \/.*\/fairlead-.*\/pipe$/)]);
  expect(traces(tmux)).toHaveLength(2);
  expect(readdirSync(tmux.world.tmuxFolder).filter((name) => /fairlead/.test(name))).toEqual([]);
  await pane.pane.write(Buffer.from("exit\r"));
  await vi.waitFor(() => expect(traces(tmux)).toEqual([]), soon);
});

test("letting go of the host, and of a terminal, leaves no pipe there; a new one begins where the picture ends", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  await openPane(host, "term-b", bash);
  const pane = await openPane(host, "term-a", bash);
  await pane.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(pane.text).toContain("42\r\n"), soon);
  await pane.pane[Symbol.asyncDispose]();
  await vi.waitFor(async () => expect((await piped(tmux))[1]).toBe("0 "), soon);
  await host[Symbol.asyncDispose]();
  expect(await piped(tmux)).toEqual(["0 ", "0 "]);
  await vi.waitFor(() => expect(traces(tmux)).toEqual([]), soon);
  const back = await attachPane(tmux.host(), "term-a");
  await back.pane.write(Buffer.from("echo $((6*8))\r"));
  await vi.waitFor(() => expect(back.text).toMatch(/^echo \$\(\(6\*8\)\).*48\r\n/s), soon);
  expect(back.pictures).toHaveLength(1);
});

test.each(["the app is killed", "tmux's server is killed", "the relay is killed"])(
  "when %s nothing is left",
  async (what) => {
    await using tmux = new TmuxWorld();
    const host = tmux.host();
    const pane = await openPane(host, "term-a", bash);
    await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
    const [relay = 0] = processes(tmux, "perl");
    if (what === "tmux's server is killed") await tmux.person.run("kill-server");
    else if (what === "the relay is killed") signalProcess(relay, "SIGKILL");
    // What is left of a killed app is the end of the relay's input, and no more control client.
    else await tmux.target[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(traces(tmux)).toEqual([]), soon);
    if (what !== "the relay is killed") return;
    await pane.pane.write(Buffer.from("echo $((6*7))\r"));
    await vi.waitFor(() => expect(pane.fed.toString()).toContain("42"), soon);
    expect(pane.end).toBe(null);
  },
);

test("over ssh: when the line breaks nothing is left, and on coming back it is piped again", async () => {
  await using tmux = new TmuxWorld();
  const { HOME = "", TMUX_TMPDIR = "" } = tmux.world.environment();
  await using sshd = await Sshd.start({ environment: { HOME, TMUX_TMPDIR } });
  sshd.authorize(makeKey(sshd.directory, "id"));
  await using target = new SshTarget(() => hostOf(sshd), sshServices(sshd.home));
  await using host = new TmuxHost({ target, installation: "pipes over ssh" });
  const pane = await openPane(host, "term-a", bash);
  await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
  expect(traces(tmux)).toHaveLength(2);
  sshd.killSessions();
  await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
  await vi.waitFor(() => expect(traces(tmux)).toEqual([]), soon);
  const back = await attachPane(host, "term-a");
  expect(await piped(tmux)).toEqual([expect.stringMatching(/^1 \//)]);
  await back.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(back.text).toContain("42\r\n"), soon);
});

test("a line that hangs: the relay of before ends when its control client is sent away", async () => {
  await using tmux = new TmuxWorld();
  const lost = new LocalTarget(tmux.world.environment());
  const before = new TmuxHost({ target: lost, installation: tmux.world.folder });
  const pane = await openPane(before, "term-a", bash);
  const [relay = 0] = processes(tmux, "perl");
  const back = await attachPane(tmux.host(), "term-a");
  await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
  await vi.waitFor(() => expect(processes(tmux, "perl")).not.toContain(relay), soon);
  expect(await piped(tmux)).toEqual([expect.stringMatching(/^1 \//)]);
  await back.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(back.text).toContain("42\r\n"), soon);
  await before[Symbol.asyncDispose]();
  await lost[Symbol.asyncDispose]();
});

test("a person's own pipe stays theirs, made before we came or while we watch", async () => {
  await using tmux = new TmuxWorld();
  const first = tmux.host();
  const pane = await openPane(first, "term-a", bash);
  await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
  const target = `${first.sessionName}:term-a`;
  await tmux.person.run("pipe-pane", "-t", target, `cat > ${tmux.path("log")}`);
  await vi.waitFor(async () => expect(await piped(tmux)).toEqual(["1 "]), soon);
  await vi.waitFor(() => expect(pane.pictures).toHaveLength(1), soon);
  await pane.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(pane.text).toContain("42\r\n"), soon);
  await first[Symbol.asyncDispose]();
  const back = await attachPane(tmux.host(), "term-a");
  await back.pane.write(Buffer.from("echo $((6*8))\r"));
  await vi.waitFor(() => expect(back.text).toContain("48\r\n"), soon);
  await vi.waitFor(() => expect(readFileSync(tmux.path("log"), "utf8")).toContain("48"), soon);
});

test("while nobody takes it a flood waits, on the host little is kept, and what was left out is made up for", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host({ pictureLines: 3_000 });
  const flood = "stty -echo; read go; seq 1 1300000; printf END; exec sleep 1000";
  const pane = await openPane(host, "term-a", flood);
  const other = await openPane(host, "term-b", bash);
  const target = `${host.sessionName}:term-a`;
  const [pid = "", version = ""] = await tmux.person.lines(
    ...["display-message", "-p", "#{pid}", ";", "display-message", "-p", "#{version}"],
  );
  const memory = (process: string | number) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, "utf8"))?.[1]);
  pane.pane.pause();
  await pane.pane.write(Buffer.from("\n"));
  // From 3.4 tmux stops reading the program; before it goes on, and a picture follows.
  const waits = Number(/\d+\.\d+/.exec(version)?.[0]) >= 3.4;
  const looks: string[] = [];
  await vi.waitFor(
    async () => {
      const now = (await tmux.person.run("capture-pane", "-p", "-t", target)).output;
      looks.push(now);
      expect(now).toMatch(waits ? /\d{4}\n/ : /END/);
      if (waits) expect(new Set(looks.slice(-5)).size).toBe(1);
    },
    { ...soon, interval: 100 },
  );
  // The other terminal is not held up with it.
  await other.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(other.text).toContain("42\r\n"), soon);
  expect(pane.output.length).toBe(0);
  expect(memory(pid)).toBeLessThan(60_000);
  expect(memory(processes(tmux, "perl")[0] ?? 0)).toBeLessThan(40_000);
  pane.pane.resume();
  await vi.waitFor(() => expect(lastOf(pane)).toContain("END"), soon);
  expect(pane.pictures.length).toBe(waits ? 0 : 1);
  if (waits) {
    const lines = Array.from({ length: 1_300_000 }, (_, at) => `${at + 1}\r\n`).join("");
    expect(pane.output.equals(Buffer.from(`${lines}END`))).toBe(true);
  }
  const last = (text: string) => text.split("\n").slice(-3_000).join("\n");
  const emulator = await tmux.emulate(pane.fed, size);
  expect(last(await tmux.person.capture(emulator))).toBe(last(await tmux.person.capture(target)));
});

test("with a person attached who wants it all, what is too much is left out, and at rest it is what tmux has", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host({ pictureLines: 3_000 });
  const flood = "read go; seq 1 1300000; printf END; exec sleep 1000";
  const pane = await openPane(host, "term-a", flood);
  const attach = `exec tmux attach-session -t ${host.sessionName}`;
  const person = await tmux.target.openPty(attach, size, never);
  if (!person.ok) throw new Error(person.error.sentence);
  person.value.onData(() => undefined);
  pane.pane.pause();
  await pane.pane.write(Buffer.from("\n"));
  const target = `${host.sessionName}:term-a`;
  await vi.waitFor(async () => expect(await tmux.person.capture(target)).toContain("END"), soon);
  pane.pane.resume();
  await vi.waitFor(() => expect(lastOf(pane)).toContain("END"), soon);
  expect(pane.pictures.length).toBeGreaterThan(0);
  const last = (text: string) => text.split("\n").slice(-3_000).join("\n");
  const emulator = await tmux.emulate(pane.fed, size);
  expect(last(await tmux.person.capture(emulator))).toBe(last(await tmux.person.capture(target)));
  person.value[Symbol.dispose]();
});

test("where the host has no perl the bytes come by control mode", async () => {
  await using tmux = new TmuxWorld();
  const folder = tmux.path("bin");
  mkdirSync(folder);
  for (const name of ["tmux", "sh", "bash", "sleep"]) {
    const found = ["/usr/bin", "/bin"].map((place) => `${place}/${name}`).find(existsSync);
    if (found !== undefined) symlinkSync(found, `${folder}/${name}`);
  }
  await using target = new LocalTarget({ ...tmux.world.environment(), PATH: folder });
  await using host = new TmuxHost({ target, installation: "without perl" });
  const pane = await openPane(host, "term-a", bash);
  await pane.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(pane.text).toContain("42\r\n"), soon);
  expect(await piped(tmux)).toEqual(["0 "]);
});
