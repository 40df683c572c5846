import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const lock = fileURLToPath(new URL("./instance-lock.ts", import.meta.url));
const paths = fileURLToPath(new URL("../base/paths.ts", import.meta.url));

/** Claims the folder, says what came of it in one line, and as the holder lives until it is killed. */
const script = `
import { createServer } from "node:http";
import { claimInstance } from ${JSON.stringify(lock)};
import { dataPaths } from ${JSON.stringify(paths)};
const claimed = await claimInstance(dataPaths(process.env), process.env, new AbortController().signal);
if (!claimed.ok) console.log("failed " + claimed.error.code);
else if (claimed.value.kind === "running") console.log("running");
else {
  await claimed.value.instance.listen(createServer());
  globalThis.gc();
  console.log("holder");
  setInterval(() => undefined, 1_000);
}
`;

function world() {
  const home = mkdtempSync(join(tmpdir(), "fairlead-race-"));
  const children: ChildProcess[] = [];
  onTestFinished(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const start = () => {
    const child = spawn(
      process.execPath,
      ["--expose-gc", "--input-type=module", "--eval", script],
      {
        env: { PATH: process.env["PATH"], FAIRLEAD_HOME: home },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    children.push(child);
    const said = once(createInterface(child.stdout), "line").then(([line]) => String(line));
    return { child, said };
  };
  return { start };
}

test("of many processes that start together exactly one has the folder, and it is passed on when that one is killed", async () => {
  const { start } = world();
  for (let round = 0; round < 3; round += 1) {
    const started = Array.from({ length: 4 }, start);
    const said = await Promise.all(started.map(async (one) => ({ ...one, line: await one.said })));
    expect(said.map(({ line }) => line).sort()).toEqual([
      "holder",
      "running",
      "running",
      "running",
    ]);
    const holder = said.find(({ line }) => line === "holder");
    holder?.child.kill("SIGKILL");
    if (holder !== undefined) await once(holder.child, "exit");
  }
});
