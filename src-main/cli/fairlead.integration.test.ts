import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { lateProcess } from "../../e2e/run/late-process.ts";

const bin = fileURLToPath(new URL("./fairlead.mjs", import.meta.url));

/** Makes a process believe that it is Node 20; its children are not concerned. */
const pretendOld =
  "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.2'}})";

function world() {
  const home = mkdtempSync(join(tmpdir(), "fairlead-bin-"));
  const children: ChildProcess[] = [];
  onTestFinished(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(home, { recursive: true });
  });
  const start = (args: readonly string[], script = bin, nodeArgs: readonly string[] = []) => {
    const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
      cwd: home,
      env: {
        PATH: process.env["PATH"],
        HOME: home,
        FAIRLEAD_HOME: join(home, "data"),
        ...lateProcess,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let output = "";
    let errors = "";
    child.stdout.on("data", (bytes) => {
      output += String(bytes);
    });
    child.stderr.on("data", (bytes) => {
      errors += String(bytes);
    });
    const ended = once(child, "close").then(([code]) => ({ code: Number(code), output, errors }));
    return { child, ended };
  };
  const run = (...args: string[]) => start(args).ended;
  return { home, run, start };
}

test("help, version, a wrong option and a broken audit by their exit codes", async () => {
  const { run } = world();
  expect(await run("--version")).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  expect(await run("exec", "--help")).toMatchObject({ code: 0, errors: "" });
  expect(await run("exec", "--wrong")).toMatchObject({ code: 2, output: "" });
  expect(await run("audit", "verify")).toMatchObject({ code: 0 });
});

test("doctor looks and leaves nothing behind", async () => {
  const { home, run } = world();
  const { code, output } = await run("doctor", "--json");
  const checks = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(checks.map(({ name }) => name)).toEqual([
    "Node",
    "User",
    "Data folder",
    "Keychain",
    "SSH agent",
    "tmux",
    "Model",
    "Browser",
    "Electron",
  ]);
  expect(readdirSync(home)).toEqual([]);
});

test("an old Node hands over to the bundled one", async () => {
  const { start } = world();
  const { code, output, errors } = await start(["--version"], bin, ["--import", pretendOld]).ended;
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  const wrong = await start(["exec"], bin, ["--import", pretendOld]).ended;
  expect(wrong.code).toBe(2);
});

test("an old Node without the bundled one gets one plain sentence", async () => {
  const { home, start } = world();
  const script = join(home, "src-main", "cli", "fairlead.mjs");
  mkdirSync(join(home, "src-main", "cli"), { recursive: true });
  copyFileSync(bin, script);
  expect(await start(["--version"], script, ["--import", pretendOld]).ended).toEqual({
    code: 1,
    output: "",
    errors: "Fairlead needs Node 24 or newer; this is 20.19.2. Install it and try again.\n",
  });
});
