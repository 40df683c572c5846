import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as standIn from "../../../e2e/stand-ins/electron.ts";
import { portsHandedOver, portsWanted } from "../../../shared/electron-ports.ts";
import { fileOfUrl } from "./app-protocol.ts";
import { setMenu } from "./menu.ts";
import { type Desktop, startElectron } from "./start-electron.ts";

let folder: string;
const served: string[] = [];
let disposed = 0;
let leaves: string | null = null;
const core = {
  leaving: () => leaves,
  serveControl: (port: unknown) => void served.push(`control ${(port as { port: string }).port}`),
  serveTerminals: (port: unknown) =>
    void served.push(`terminals ${(port as { port: string }).port}`),
  [Symbol.asyncDispose]: () => {
    disposed += 1;
    return Promise.resolve();
  },
};
const files = () => ({
  renderer: join(folder, "renderer"),
  preload: join(folder, "preload.cjs"),
  windowState: join(folder, "window.json"),
});
let desktop: Desktop;
const start = () =>
  startElectron(files(), (given) => {
    desktop = given;
    return Promise.resolve({ ok: true as const, value: core });
  });
const called = (name: string) =>
  standIn.electronCalls.filter((call) => call.name === name).map((call) => call.value);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-electron-"));
  standIn.resetElectron();
  served.length = 0;
  disposed = 0;
  leaves = null;
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the window is sandboxed, isolated and without Node, and every hardening flag is as it must be", async () => {
  await start();
  expect(called("window")).toEqual([
    {
      width: 1440,
      height: 900,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: "Fairlead",
      backgroundColor: "#16181c",
      autoHideMenuBar: true,
      webPreferences: {
        preload: files().preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        spellcheck: false,
        backgroundThrottling: false,
      },
    },
  ]);
  expect(called("enableSandbox")).toHaveLength(1);
  expect(called("loadURL")).toEqual(["app://fairlead/index.html"]);
});

test("pages may not navigate, open windows, attach webviews or get permissions", async () => {
  await start();
  const contents = Object.assign(new EventEmitter(), {
    open: null as null | ((details: { url: string }) => unknown),
    setWindowOpenHandler(handler: (details: { url: string }) => unknown) {
      this.open = handler;
    },
  });
  standIn.app.emit("web-contents-created", {}, contents);
  const stopped = (event: string, url: string) => {
    let prevented = false;
    contents.emit(event, { url, preventDefault: () => (prevented = true) });
    return prevented;
  };
  expect({
    away: stopped("will-navigate", "https://example.org/"),
    lookalike: stopped("will-navigate", "app://fairlead.example.org/"),
    home: stopped("will-navigate", "app://fairlead/index.html"),
    redirect: stopped("will-redirect", "file:///etc/passwd"),
    webview: stopped("will-attach-webview", ""),
    link: contents.open?.({ url: "https://example.org/docs" }),
    file: contents.open?.({ url: "file:///etc/passwd" }),
    script: contents.open?.({ url: "javascript:alert(1)" }),
  }).toEqual({
    away: true,
    lookalike: true,
    home: false,
    redirect: true,
    webview: true,
    link: { action: "deny" },
    file: { action: "deny" },
    script: { action: "deny" },
  });
  expect(called("openExternal")).toEqual(["https://example.org/docs"]);

  const asked: boolean[] = [];
  for (const permission of [
    "media",
    "notifications",
    "clipboard-read",
    "openExternal",
    "geolocation",
  ]) {
    standIn.permissionHandlers["request"]?.(
      { getURL: () => "app://fairlead/index.html" },
      permission,
      (granted: boolean) => asked.push(granted),
    );
  }
  expect(asked).toEqual([false, true, true, false, false]);
  for (const permission of ["clipboard-read", "notifications"]) {
    expect(standIn.permissionHandlers["check"]?.(null, permission, "https://example.org")).toBe(
      false,
    );
  }
  expect(standIn.permissionHandlers["device"]?.({})).toBe(false);
});

test("our own page gets its two ports, anybody else gets none", async () => {
  await start();
  const handed: unknown[] = [];
  const ask = (url: string, parent: unknown) =>
    standIn.ipcMain.emit(portsWanted, {
      senderFrame: { url, parent },
      sender: {
        postMessage: (channel: string, _message: unknown, ports: { port: string }[]) =>
          handed.push([channel, ports.map((port) => port.port)]),
      },
    });
  ask("https://example.org/", null);
  ask("app://fairlead/index.html", {});
  expect(handed).toEqual([]);
  ask("app://fairlead/index.html", null);
  expect(handed).toEqual([[portsHandedOver, ["1.2", "2.2"]]]);
  expect(served).toEqual(["control 1.1", "terminals 2.1"]);
});

test("the preload names the same messages, is CommonJS and exposes nothing", () => {
  const preload = readFileSync(new URL("./preload.cts", import.meta.url), "utf8");
  expect([...preload.matchAll(/"(fairlead-[a-z-]+)"/g)].map(([, name]) => name)).toEqual([
    portsWanted,
    portsWanted,
    portsHandedOver,
    portsHandedOver,
  ]);
  expect(preload).not.toMatch(/contextBridge|exposeInMainWorld|^import |invoke|process\./m);
});

test("a second start shows the first one's window and does not open the data folder", async () => {
  await start();
  standIn.app.emit("second-instance");
  expect(called("focus")).toHaveLength(1);
  standIn.resetElectron();
  standIn.app.isFirst = false;
  let opened = 0;
  await startElectron(files(), () => {
    opened += 1;
    return Promise.resolve({ ok: true as const, value: core });
  });
  expect([opened, called("quit").length, called("window").length]).toEqual([0, 1, 0]);
});

test("the window comes back where it was, and a spoilt file does not matter", async () => {
  writeFileSync(files().windowState, "{");
  await start();
  standIn.BrowserWindow.open[0]?.emit("close");
  standIn.resetElectron();
  await start();
  expect(called("window")).toMatchObject([{ x: 10, y: 20, width: 1300, height: 800 }]);
  expect(called("maximize")).toHaveLength(1);
});

test("a further window is hardened like the first, begins a session of its own on the same core, and is seen beside it", async () => {
  await start();
  desktop.openWindow();
  await expect.poll(() => called("loadURL")).toHaveLength(2);
  expect(called("loadURL")[1]).toBe("app://fairlead/index.html?window=further");
  const [first, further] = called("window") as [object, object];
  expect(further).toEqual({ ...first, x: 34, y: 44, width: 1300, height: 800 });
  const handed: unknown[] = [];
  for (const window of ["first", "further"]) {
    standIn.ipcMain.emit(portsWanted, {
      senderFrame: { url: "app://fairlead/index.html?window=further", parent: null },
      sender: { postMessage: () => handed.push(window) },
    });
  }
  expect([handed, served]).toEqual([
    ["first", "further"],
    ["control 1.1", "terminals 2.1", "control 3.1", "terminals 4.1"],
  ]);
});

test("closing a window leaves the others and the core; closing the last one quits", async () => {
  await start();
  desktop.openWindow();
  await expect.poll(() => called("loadURL")).toHaveLength(2);
  const [first, further] = [...standIn.BrowserWindow.open];
  first?.close();
  expect([standIn.BrowserWindow.open, called("quit").length, disposed]).toEqual([[further], 0, 0]);
  further?.close();
  expect(called("quit")).toHaveLength(1);
});

test("only a Mac has a menu, and it opens windows", () => {
  let opened = 0;
  const menu = standIn.Menu as unknown as Parameters<typeof setMenu>[0];
  setMenu(menu, "linux", () => (opened += 1));
  setMenu(menu, "darwin", () => (opened += 1));
  const [none, template] = called("setApplicationMenu") as [
    null,
    { label?: string; submenu?: { label: string; click(): void }[] }[],
  ];
  const file = template.find(({ label }) => label === "File");
  file?.submenu?.find(({ label }) => label === "New Window")?.click();
  expect([none, opened]).toEqual([null, 1]);
});

test("quitting lets go of the core once, then quits", async () => {
  await start();
  let prevented = 0;
  const event = { preventDefault: () => (prevented += 1) };
  standIn.app.emit("before-quit", event);
  standIn.app.emit("before-quit", event);
  await Promise.resolve();
  await expect.poll(() => called("quit").length).toBe(1);
  expect([prevented, disposed]).toEqual([1, 1]);
});

test("while commands run the last window and quitting ask first, and say what goes on", async () => {
  leaves = "Goes on in tmux:\n  make on web-1";
  await start();
  const [window] = standIn.BrowserWindow.open;
  standIn.dialog.response = 1;
  window?.close();
  await expect.poll(() => called("showMessageBox")).toEqual([leaves]);
  let prevented = 0;
  standIn.app.emit("before-quit", { preventDefault: () => (prevented += 1) });
  await expect.poll(() => called("showMessageBox").length).toBe(2);
  expect([standIn.BrowserWindow.open.length, prevented, disposed]).toEqual([1, 1, 0]);
  standIn.dialog.response = 0;
  window?.close();
  await expect.poll(() => standIn.BrowserWindow.open.length).toBe(0);
  expect(called("quit").length).toBe(1);
});

test("a core that cannot start is said in a box and ends the app", async () => {
  await startElectron(files(), () =>
    Promise.resolve({ ok: false, error: { sentence: "The data folder is full." } }),
  );
  expect(called("showErrorBox")).toEqual([["Fairlead cannot start", "The data folder is full."]]);
  expect(called("exit")).toEqual([1]);
});

test("the app protocol serves files of the renderer only", () => {
  const below = (path: string) => (process.platform === "win32" ? path : `/app/renderer/${path}`);
  const cases = [
    "app://fairlead/",
    "app://fairlead/assets/a.js",
    "app://fairlead/../secret.js",
    "app://fairlead/%2e%2e/%2e%2e/etc/passwd.js",
    "app://fairlead/..%2f..%2fsecret.js",
    "app://fairlead/a.exe",
    "app://other/index.html",
    "file:///etc/passwd",
    "app://fairlead/%ff.js",
    "app://fairlead/a%00.js",
  ];
  expect(cases.map((url) => fileOfUrl(url, "/app/renderer"))).toEqual([
    below("index.html"),
    below("assets/a.js"),
    below("secret.js"),
    below("etc/passwd.js"),
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
