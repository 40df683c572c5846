import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { dataPaths } from "../base/paths.ts";
import { claimInstance } from "./instance-lock.ts";

const signal = new AbortController().signal;
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

function world(name = "home") {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const home = join(folder, name);
  const environment = { FAIRLEAD_HOME: home, XDG_RUNTIME_DIR: folder };
  const paths = dataPaths(environment);
  const claim = async (patience = 0) => {
    const claimed = await claimInstance(paths, environment, signal, patience);
    if (!claimed.ok) return claimed.error;
    return claimed.value;
  };
  const hold = async () => {
    const claimed = await claim();
    if (!("kind" in claimed) || claimed.kind !== "holder") throw new Error("not the holder");
    return claimed.instance;
  };
  return { folder, home, paths, claim, hold };
}

const saying = (text: string) => createServer((_, response) => response.end(text));

async function hear(socketPath: string): Promise<string> {
  const [response] = await once(request({ socketPath, path: "/" }).end(), "response");
  const [bytes] = await once(response, "data");
  return String(bytes);
}

test("the first has the folder, the second learns where the first listens", async () => {
  const { home, paths, claim, hold } = world();
  await using first = await hold();
  expect(await first.listen(saying("hello"))).toEqual({ ok: true, value: undefined });
  const second = await claim();
  expect(second).toEqual({ kind: "running", socket: paths.socket });
  expect(await hear(paths.socket)).toBe("hello");
  expect([mode(home), mode(paths.socket), mode(join(home, "fairlead.lock"))]).toEqual([
    "700",
    "600",
    "600",
  ]);
});

test("once the first has let go the next one has the folder", async () => {
  const { paths, claim, hold } = world();
  const first = await hold();
  await first.listen(saying("one"));
  await first[Symbol.asyncDispose]();
  expect(() => statSync(paths.socket)).toThrow("ENOENT");
  await using second = await hold();
  await second.listen(saying("two"));
  expect(await claim()).toMatchObject({ kind: "running" });
  expect(await hear(paths.socket)).toBe("two");
});

test("a second process waits for a first that is still starting", async () => {
  const { claim, hold } = world();
  await using first = await hold();
  expect(await claim()).toMatchObject({ code: "instance-running" });
  const waiting = claim(5_000);
  await first.listen(saying("now"));
  expect(await waiting).toMatchObject({ kind: "running" });
});

test("a socket that a dead holder left is taken over, and so is a file in its place", async () => {
  const { paths, hold } = world();
  const dead = await hold();
  await dead.listen(saying("dead"));
  await dead[Symbol.asyncDispose]();
  writeFileSync(paths.socket, "left over");
  await using next = await hold();
  await next.listen(saying("alive"));
  expect(await hear(paths.socket)).toBe("alive");
});

test("a folder whose path is too long for a socket is served from the runtime folder", async () => {
  const { folder, paths, claim, hold } = world("x".repeat(120));
  await using first = await hold();
  await first.listen(saying("far"));
  const second = await claim();
  const socket = "socket" in second ? second.socket : "";
  expect(socket.startsWith(join(folder, `fairlead-${process.getuid?.()}`))).toBe(true);
  expect(await hear(socket)).toBe("far");
  expect([mode(socket), mode(join(socket, ".."))]).toEqual(["600", "700"]);
  await first[Symbol.asyncDispose]();
  expect(() => statSync(`${paths.socket}.path`)).toThrow("ENOENT");
});

test("a folder that others could look into is closed to them", async () => {
  const { folder, claim } = world(".");
  const { chmodSync } = await import("node:fs");
  chmodSync(folder, 0o755);
  const claimed = await claim();
  expect(mode(folder)).toBe("700");
  if ("instance" in claimed) await claimed.instance[Symbol.asyncDispose]();
});

test("a folder that cannot be is a failure with a sentence", async () => {
  const { folder, claim } = world("file/home");
  writeFileSync(join(folder, "file"), "");
  expect(await claim()).toMatchObject({ code: "store-unwritable" });
});
