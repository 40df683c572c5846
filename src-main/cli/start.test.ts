import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appWindowArguments, findBrowser, hasDisplay, openAppWindow } from "./app-window.ts";
import { electronBinary } from "./electron-binary.ts";
import { type Build, isStale } from "./stale-build.ts";
import { withoutWindow } from "./start.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-start-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, at: number, mode = 0o644) => {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "", { mode });
  utimesSync(file, at, at);
  return file;
};

test("a build is stale when it was never made or a source is newer", () => {
  const build: Build = {
    name: "x",
    sources: ["source/**/*.ts"],
    product: "made.js",
    arguments: [],
  };
  const seen = [isStale(folder, build)];
  write("source/deep/a.ts", 100);
  write("made.js", 200);
  seen.push(isStale(folder, build));
  write("source/deep/b.ts", 300);
  seen.push(isStale(folder, build));
  expect(seen).toEqual([true, false, true]);
});

test("the named browser comes first, then the first that is installed, else none", () => {
  const bin = join(folder, "bin");
  const chrome = write("bin/google-chrome", 1, 0o755);
  const other = write("other", 1, 0o755);
  write("bin/chromium", 1, 0o644);
  expect([
    findBrowser({ PATH: bin, FAIRLEAD_CHROMIUM: other }, "linux"),
    findBrowser({ PATH: bin, FAIRLEAD_CHROMIUM: "" }, "linux"),
    findBrowser({ PATH: folder }, "linux"),
  ]).toEqual([other, chrome, null]);
});

test("a display is looked for on Linux only", () => {
  expect([
    hasDisplay({}, "linux"),
    hasDisplay({ DISPLAY: ":0" }, "linux"),
    hasDisplay({ WAYLAND_DISPLAY: "wayland-0" }, "linux"),
    hasDisplay({}, "darwin"),
  ]).toEqual([false, true, true, true]);
});

test("the browser keeps its sandbox unless root starts it, and never sees the token in its arguments", async () => {
  expect(appWindowArguments("file:///p", "/profile", false)).not.toContain("--no-sandbox");
  expect(appWindowArguments("file:///p", "/profile", true)).toContain("--no-sandbox");
  const echo = write("echo", 1, 0o755);
  writeFileSync(echo, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/arguments"\n`);
  const child = openAppWindow(echo, "http://127.0.0.1:1/#sekret", folder);
  await new Promise((resolve) => child.once("exit", resolve));
  expect(readFileSync(join(folder, "arguments"), "utf8")).not.toContain("sekret");
  expect(readFileSync(join(folder, "open.html"), "utf8")).toContain("http://127.0.0.1:1/#sekret");
  expect(statSync(join(folder, "open.html")).mode & 0o777).toBe(0o600);
});

test("Electron's binary is fetched once, and a failure is remembered", () => {
  const launcher = join(folder, "node_modules", "electron");
  mkdirSync(launcher, { recursive: true });
  writeFileSync(join(launcher, "package.json"), '{"version":"45.0.0"}');
  writeFileSync(join(launcher, "install.js"), "process.exitCode = 1");
  const said: string[] = [];
  const found = [1, 2].map(() => electronBinary(folder, (sentence) => said.push(sentence)));
  expect([found, said]).toEqual([[null, null], ["Fetching Electron 45.0.0, once …"]]);
});

test("without a display the link and the ssh line are said", () => {
  expect(withoutWindow("http://127.0.0.1:4321/#abc", false)).toMatch(
    /There is no display[\s\S]*http:\/\/127\.0\.0\.1:4321\/#abc[\s\S]*ssh -N -L 4321:127\.0\.0\.1:4321 /,
  );
});
