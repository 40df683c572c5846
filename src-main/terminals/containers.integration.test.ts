import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ContainerEngine, canRunContainers } from "../../e2e/world/container-engine.ts";
import { ContainerWorld } from "../../e2e/world/container-world.ts";
import { descendants, signalProcess } from "../../e2e/world/process-tree.ts";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { localHostId } from "../../shared/ids.ts";

/** What alone runs in a container of ours. */
const idle = "sleep 100000";
const wait = () => AbortSignal.timeout(60_000);

describe.runIf(canRunContainers())("containers", () => {
  let engine: ContainerEngine;
  let world: ContainerWorld;
  const environment = () => ({ ...engine.environment, HOME: engine.folder, LANG: "C.UTF-8" });

  beforeAll(async () => {
    engine = ContainerEngine.start(["busybox", "bash", "tmux", "shell-less"]);
    engine.run("web", "bash");
    engine.run("box", "busybox", "--env", "PATH=/bin:/opt/own");
    world = await ContainerWorld.open(environment());
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await engine?.[Symbol.asyncDispose]();
  });

  test("the running ones are listed with their full ids, engine by engine, with docker's contexts", async () => {
    const listed = await world.targets.containers(localHostId, null, wait());
    const id = engine.podman("inspect", "--format", "{{.Id}}", "web");
    expect(listed).toMatchObject({
      ok: true,
      value: [
        {
          engine: "docker",
          context: { name: "default", endpoint: "unix:///engine.sock" },
          contexts: [{ name: "default" }, { name: "lab" }],
          containers: [{ name: "box" }, { name: "web", id, image: "localhost/fl-bash:latest" }],
          problem: null,
        },
        { engine: "podman", contexts: [], context: null, containers: [{ name: "box" }, { id }] },
      ],
    });
  });

  for (const [name, shell, by] of [
    ["web", "bash", "podman"],
    ["box", "ash", "docker"],
  ] as const) {
    test(`${shell} is found in a container of ${by}; its marks tell commands, exit codes and directories`, async () => {
      const host = await world.keep(name, by);
      const one = await world.open(host.id);
      expect(one.info).toMatchObject({
        shell,
        hostName: `${name} on ${world.inventory.get(localHostId)?.name}`,
        user: "root",
        integration: "marks",
        durability: "plain",
        state: "ready",
      });
      expect(await one.run("cat /proc/1/cmdline")).toMatchObject({
        state: "finished",
        exitCode: 0,
        output: expect.stringContaining("sleep"),
      });
      expect(await one.run("sh -c 'exit 37'")).toMatchObject({ exitCode: 37, output: "" });
      await one.run("cd /tmp");
      expect(one.info.directory).toBe("/tmp");
      one.terminal.resize(91, 27);
      await expect.poll(async () => (await one.run("stty size")).output).toBe("27 91\n");
      // A key that docker's command would keep to itself.
      await one.enter("\x10\x05 # again");
      expect(await one.run('echo "$PATH"')).toMatchObject({
        output: name === "box" ? "/bin:/opt/own\n" : expect.stringContaining("/bin"),
      });
      const { output } = await one.run("cat /proc/$$/environ");
      expect(output).not.toMatch(/FAIRLEAD|__fl_|fairlead/);
      await world.terminals.close(one.info.id);
      await expect.poll(() => engine.processes(name)).toEqual([idle]);
      // What a shell wrote into its own history is the person's.
      const added = engine.podman("diff", name).match(/^A .*$/gm) ?? [];
      expect(added.filter((line) => !line.endsWith("_history"))).toEqual([]);
    });
  }

  test("where the container has tmux the shell lives there; closed, it leaves no server behind", async () => {
    engine.run("deck", "tmux");
    await using tmux = await ContainerWorld.open(environment(), true);
    const one = await tmux.open((await tmux.keep("deck")).id);
    expect(one.info).toMatchObject({ durability: "tmux", shell: "bash", integration: "marks" });
    expect(await one.run("echo $((6 * 7))")).toMatchObject({ exitCode: 0, output: "42\n" });
    await tmux.terminals.close(one.info.id);
    await expect.poll(() => engine.processes("deck")).toEqual([idle]);
  });

  test("exec is binary-safe and tells exit code and standard error; files are read and written", async () => {
    const target = world.target((await world.keep("box")).id);
    const bytes = randomBytes(300_000);
    const opened = await target.openExec("cat; echo no >&2; exit 9", wait());
    if (!opened.ok) throw new Error(opened.error.sentence);
    const got: Uint8Array[] = [];
    const end = new Promise((resolve) => opened.value.onEnd(resolve));
    opened.value.onData((piece) => void got.push(piece));
    opened.value.write(bytes);
    opened.value.endInput();
    expect(await end).toMatchObject({ exitCode: 9, standardError: "no\n" });
    expect(Buffer.concat(got).equals(bytes)).toBe(true);

    const files = await target.openFiles(wait());
    if (!files.ok) throw new Error(files.error.sentence);
    const path = "/tmp/it's new";
    const written = await files.value.replace({ path, bytes, before: null }, wait());
    expect(written).toMatchObject({ ok: true });
    let read = 0;
    const facts = await files.value.read(
      path,
      0,
      (piece) => {
        read += piece.length;
        return true;
      },
      wait(),
    );
    expect(facts).toMatchObject({ ok: true, value: { size: bytes.length } });
    expect(read).toBe(bytes.length);
    expect(await files.value.list("/tmp", 10, wait())).toMatchObject({
      value: { entries: [{ name: "it's new" }] },
    });
  });

  test("another context is asked by its name, the default one where it listened when it was chosen", async () => {
    const listed = await world.targets.containers(localHostId, "lab", wait());
    expect(listed).toMatchObject({ value: [{ context: { name: "lab" } }, {}] });
    const { id: hostId, container } = await world.keep("web", "docker");
    if (container === undefined) throw new Error("no container");
    await world.target(hostId).connect(wait());
    expect(engine.dockerCalls().at(-1)).toMatch(/^--host=unix:\/\/\/engine\.sock exec /);
    const lab = await world.inventory.addContainer(
      {
        container: { ...container, context: { name: "lab", endpoint: "unix:///engine.sock" } },
        user: "",
      },
      "person",
    );
    if (!lab.ok) throw new Error(lab.error.sentence);
    expect(await world.target(lab.value.id).connect(wait())).toMatchObject({ ok: true });
    expect(engine.dockerCalls().at(-1)).toMatch(/^--context=lab exec /);
  });

  test("a person's user of the container is used", async () => {
    const host = await world.keep("web", "podman", localHostId, "1234");
    expect(await world.target(host.id).connect(wait())).toMatchObject({ value: { user: "1234" } });
  });

  test("a restarted container is another target: the terminal is lost and says so, its approvals do not hold", async () => {
    engine.run("again", "bash");
    const host = await world.keep("again");
    const before = await world.target(host.id).connect(wait());
    const one = await world.open(host.id);
    const fingerprint = one.terminal.fingerprint();
    engine.podman("restart", "--time", "0", "again");
    await expect
      .poll(() => one.info)
      .toMatchObject({
        state: "lost",
        stateReason: "The container was restarted, and its shell ended with it.",
      });
    const after = await world.target(host.id).connect(wait());
    expect(after).toMatchObject({ ok: true });
    expect(after).not.toEqual(before);
    await world.terminals.newShell(one.info.id);
    await expect.poll(() => one.terminal.fingerprint()).not.toBe(fingerprint);
    await expect.poll(() => one.terminal.shell.place).toBe("prompt");
  });

  test("one made anew under the same name is never taken for the old one", async () => {
    const first = engine.run("anew", "bash");
    const host = await world.keep("anew");
    const one = await world.open(host.id);
    engine.podman("rm", "--force", "--time", "0", "anew");
    await expect
      .poll(() => one.info)
      .toMatchObject({ state: "lost", stateReason: /^The container does not exist any more/ });
    expect(await world.target(host.id).connect(wait())).toMatchObject({
      error: { code: "container-gone" },
    });
    const second = engine.run("anew", "bash");
    await world.terminals.reconnect(one.info.id);
    await expect
      .poll(() => one.info)
      .toMatchObject({
        state: "lost",
        stateReason: /^The container is gone; another one of the same name is there now/,
      });
    const other = await world.keep("anew");
    expect(other.id).not.toBe(host.id);
    expect(other.container?.id).toBe(second);
    expect(host.container?.id).toBe(first);
    expect(engine.processes("anew")).toEqual([idle]);
  });

  test("stopped, paused and without a shell: each says what it is", async () => {
    engine.run("idle", "busybox");
    engine.run("bare", "shell-less");
    const [still, bare] = [await world.keep("idle"), await world.keep("bare")];
    engine.podman("pause", "idle");
    expect(await world.target(still.id).connect(wait())).toMatchObject({
      error: { code: "container-stopped", detail: "it is paused" },
    });
    engine.podman("unpause", "idle");
    engine.podman("stop", "--time", "0", "idle");
    expect(await world.target(still.id).connect(wait())).toMatchObject({
      error: { code: "container-stopped", detail: "it is exited" },
    });
    expect(await world.target(bare.id).connect(wait())).toMatchObject({
      error: { code: "container-no-shell" },
    });
    expect(world.targets.statuses().find(({ hostId }) => hostId === bare.id)).toMatchObject({
      state: "failed",
      problem: /^There is no shell in this container/,
    });
  });

  test("an engine that does not answer is listed with its problem; no engine at all is said", async () => {
    engine.breakDocker(
      "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
    );
    const listed = await world.targets.containers(localHostId, null, wait());
    engine.breakDocker(null);
    expect(listed).toMatchObject({
      value: [
        { engine: "docker", containers: [], problem: { code: "engine-not-allowed" } },
        { engine: "podman", problem: null },
      ],
    });
  });

  test("over ssh: the same list, the same shell; kill -9 of every command of ours there leaves nothing behind", async () => {
    await using sshd = await Sshd.start({ environment: engine.environment });
    sshd.authorize(makeKey(sshd.directory, "id"));
    const added = await world.inventory.add(
      {
        name: "far",
        address: sshd.endpoint,
        authentication: { kind: "key", path: `${sshd.directory}/id` },
        group: "production",
        tags: ["prod"],
      },
      "person",
    );
    if (!added.ok) throw new Error(added.error.sentence);
    const host = await world.keep("web", "docker", added.value.id);
    expect(host).toMatchObject({ name: "web on far", group: "production", tags: ["prod"] });
    const one = await world.open(host.id);
    expect(one.info).toMatchObject({ shell: "bash", integration: "marks", user: "root" });
    expect(await one.run("echo far away")).toMatchObject({ exitCode: 0, output: "far away\n" });
    one.type("sleep 31337\r");
    await expect
      .poll(() => engine.processes("web"))
      .toEqual(expect.arrayContaining(["sleep 31337", 'sh -c eval "$FAIRLEAD_SCRIPT"']));
    for (const { name, pid } of descendants(process.pid)) {
      if (name === "podman") signalProcess(pid, "SIGKILL");
    }
    await expect.poll(() => engine.processes("web")).toEqual([idle]);
    expect((await world.inventory.remove(added.value.id)).ok).toBe(true);
    expect(world.inventory.get(host.id)).toBeUndefined();
  });
});
