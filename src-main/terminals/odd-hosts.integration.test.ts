import { afterEach, expect, test, vi } from "vitest";
import { linesReceived, oddHosts, startOddHost } from "../../e2e/world/odd-hosts.ts";
import { ShellOnlyServer } from "../../e2e/world/shell-only-server.ts";
import { MemoryStores, OpenShell, ShellWorld } from "../../e2e/world/shells.ts";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { ok } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import { SshTarget } from "../targets/ssh-target.ts";
import { Terminals } from "./terminals.ts";

let owned = new AsyncDisposableStack();
afterEach(async () => {
  await owned.disposeAsync();
  owned = new AsyncDisposableStack();
});

type Machine = Pick<Sshd, "address" | "directory" | "port" | "user">;

async function openOn(sshd: Machine): Promise<OpenShell> {
  return (await placeOn(sshd)).open();
}

/** Opens terminals on a machine, and counts the commands that its target was to run besides. */
async function placeOn(sshd: Machine) {
  const host = hostOf(sshd);
  const target = owned.use(new SshTarget(() => host, sshServices(sshd.directory)));
  const stores = new MemoryStores();
  const terminals = owned.use(
    new Terminals({
      targets: { get: () => ok(target) },
      inventory: { get: () => host },
      runs: stores.runs,
      records: stores.terminals,
      useTmux: () => true,
      installation: sshd.directory,
      redact: (text) => text,
      learnSecret: () => undefined,
      introMs: 1_000,
      probeMs: 2_000,
    }),
  );
  const open = async () => {
    const opened = await terminals.open(host.id, { columns: 100, rows: 30 });
    const terminal = opened.ok ? terminals.get(opened.value.id) : undefined;
    if (terminal === undefined) throw new Error("no terminal");
    return new OpenShell(terminal);
  };
  const exec = vi.spyOn(target, "exec");
  return { open, exec };
}

/** What becomes of a command of the agent; it is never sent. */
async function proposed(open: OpenShell, command: string) {
  const [refusal] = open.terminal.checkCommand(command);
  let begun = false;
  const started = () => {
    begun = true;
    return Promise.resolve(ok(undefined));
  };
  const run = { runId: newId("run"), command };
  const sent = await open.terminal.runCommand(run, { started }, AbortSignal.timeout(3_000));
  return { refusal: refusal?.sentence, code: sent.ok ? "sent" : sent.error.code, begun };
}

test("a bastion with a menu: nothing is typed into it, the person chooses, and the agent stays out", async () => {
  const sshd = owned.use(await startOddHost(oddHosts["a bastion with a menu"]));
  const open = await openOn(sshd);
  await open.until(() => open.text().includes("host>"), "the menu");
  expect(open.info).toMatchObject({ state: "ready", durability: "plain", shell: "unknown" });
  await open.until(() => open.info.integration === "none", "word that it says nothing");
  expect(await proposed(open, "uptime")).toMatchObject({ code: "command-refused", begun: false });
  expect(linesReceived(sshd)).toEqual([]);
  open.type("1\r");
  await open.until(() => open.text().includes("web-1$"), "the shell behind it");
  open.type("echo $((6*7))\r");
  await open.until(() => /^42$/m.test(open.text()), "its answer");
  expect(await proposed(open, "touch ~/agent-was-here")).toMatchObject({ begun: false });
  expect(open.text()).not.toContain("agent-was-here");
  expect(open.info.state).toBe("ready");
  expect(linesReceived(sshd)).toEqual(["1"]);
});

test("a bastion that did not say which tmux it has is not waited for again, and asked anew over a new connection", async () => {
  const sshd = owned.use(await startOddHost(oddHosts["a bastion with a menu"]));
  const { exec, open } = await placeOn(sshd);
  const menu = async () => {
    const shell = await open();
    await shell.until(() => shell.text().includes("host>"), "the menu");
    return shell;
  };
  const first = await menu();
  expect(exec).toHaveBeenCalledTimes(1);
  await menu();
  expect(exec).toHaveBeenCalledTimes(1);
  sshd.killSessions();
  await first.until(() => first.info.state === "lost", "word that the line is lost");
  // Who waited for this would wait for ever.
  exec.mockImplementation(() => new Promise(() => undefined));
  await menu();
  expect(exec).toHaveBeenCalledTimes(2);
  await menu();
  expect(exec).toHaveBeenCalledTimes(2);
});

test("a switch: its own command line, nothing typed into it, and the agent stays out", async () => {
  const sshd = owned.use(await startOddHost(oddHosts["a switch"]));
  const open = await openOn(sshd);
  await open.until(() => open.text().includes("switch>"), "the switch");
  await open.until(() => open.info.integration === "none", "word that it says nothing");
  expect(await proposed(open, "show version")).toMatchObject({ begun: false });
  open.type("show version\r");
  await open.until(() => open.text().includes("Version 15.2"), "its answer");
  expect(linesReceived(sshd)).toEqual(["show version"]);
  expect(open.info).toMatchObject({ state: "ready", durability: "plain" });
});

test("an appliance that runs no commands and has no sftp: its own shell, and the agent stays out", async () => {
  const server = owned.use(await ShellOnlyServer.start());
  const open = await openOn(server);
  await open.until(() => open.text().includes("appliance$"), "its shell");
  await open.until(() => open.info.integration === "none", "word that it says nothing");
  expect(await proposed(open, "uptime")).toMatchObject({ code: "command-refused", begun: false });
  expect(server.received).toBe("");
  open.type("echo $((6*7))\r");
  await open.until(() => /^42$/m.test(open.text()), "its answer");
  expect(server.received).toBe("echo $((6*7))\r");
  expect(open.info).toMatchObject({ state: "ready", durability: "plain" });
});

test("a login to the next host that a person types: told as such, no command of the agent goes there, and back out all is well", async () => {
  const next = owned.use(await Sshd.start({ environment: { PS1: "next$ " } }));
  const key = makeKey(next.directory, "id");
  next.authorize(key);
  const world = owned.use(new ShellWorld({ shell: "bash" }));
  const open = await world.open();
  const options = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";
  open.type(`ssh ${options} -p ${next.port} -i ${key.path} ${next.user}@${next.address}\r`);
  await open.until(() => open.info.integration === "foreign", "word of another shell");
  expect(open.info.running).toEqual({ runId: null, command: expect.stringMatching(/^ssh .*@/) });
  open.type("echo $((6*7))\r");
  await open.until(() => /^42$/m.test(open.text()), "its answer");
  expect(await proposed(open, "touch ~/agent-was-here")).toMatchObject({
    code: "command-refused",
    refusal: expect.stringContaining("Fairlead cannot see"),
    begun: false,
  });
  open.type("exit\r");
  await open.until(() => open.info.integration === "marks", "our own shell");
  expect(await open.run("echo back")).toMatchObject({ output: "back\n", exitCode: 0 });
  expect(open.text()).not.toContain("agent-was-here");
});
