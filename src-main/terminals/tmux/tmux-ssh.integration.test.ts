import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeKey } from "../../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../../e2e/world/ssh-services.ts";
import { Sshd } from "../../../e2e/world/sshd.ts";
import { attachPane, openPane } from "../../../e2e/world/tmux-world.ts";
import { World } from "../../../e2e/world/world.ts";
import { SshTarget } from "../../targets/ssh-target.ts";
import { TmuxHost } from "./tmux-host.ts";

const never = new AbortController().signal;
const soon = { timeout: 60_000, interval: 10 };
const bash = "PS1='$ ' exec bash --norc --noprofile";
let world: World;
let sshd: Sshd;

beforeAll(async () => {
  world = new World();
  const { HOME = "", TMUX_TMPDIR = "" } = world.environment();
  sshd = await Sshd.start({ environment: { HOME, TMUX_TMPDIR } });
  sshd.authorize(makeKey(sshd.directory, "id"));
});
afterAll(async () => {
  await sshd[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

test("over ssh: a terminal is opened, pasted into, cut off with its connection, and had back", async () => {
  await using target = new SshTarget(() => hostOf(sshd), sshServices(sshd.home));
  await using host = new TmuxHost({ target, installation: "over ssh" });
  const pane = await openPane(host, "term-a", "stty raw -echo; printf ready; exec cat > ~/pasted");
  await vi.waitFor(() => expect(pane.text).toBe("ready"), soon);
  const paste = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 31) % 256));
  expect(await pane.pane.write(paste)).toEqual({ ok: true, value: undefined });
  await vi.waitFor(
    () => expect(readFileSync(join(world.home, "pasted")).equals(paste)).toBe(true),
    soon,
  );
  const shell = await openPane(host, "term-b", bash);
  await shell.pane.write(Buffer.from("echo $((6*7)); marker=kept\r"));
  await vi.waitFor(() => expect(shell.text).toContain("42\r\n"), soon);
  sshd.killSessions();
  await vi.waitFor(
    () => expect([pane.end?.kind, shell.end?.kind]).toEqual(["detached", "detached"]),
    soon,
  );
  const back = await attachPane(host, "term-b");
  expect(back.fed.toString()).toContain("42");
  await back.pane.write(Buffer.from("echo still $marker\r"));
  await vi.waitFor(() => expect(back.text).toContain("still kept\r\n"), soon);
  const listed = await host.listPanes(never);
  expect(listed.ok ? listed.value.map((entry) => entry.terminalId) : listed.error).toEqual([
    "term-a",
    "term-b",
  ]);
  await host[Symbol.asyncDispose]();
  const clients = () => execFileSync("tmux", ["list-clients"], { env: world.environment() });
  await expect.poll(() => clients().toString()).toBe("");
});
