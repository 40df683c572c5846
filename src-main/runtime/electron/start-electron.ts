import type { MessagePortMain } from "electron";
import * as electron from "electron";
import { furtherWindow, portsHandedOver, portsWanted } from "../../../shared/electron-ports.ts";
import { appOrigin, appScheme, serveApp } from "./app-protocol.ts";
import { confineAll, denyPermissions } from "./hardening.ts";
import { setMenu } from "./menu.ts";
import { windowOptions } from "./window-options.ts";
import { besideWindow, keepWindowState, readWindowState } from "./window-state.ts";

/** What the runtime needs of the core: somebody at the other end of the two ports. */
export type ElectronCore = AsyncDisposable & {
  /** Serves the control plane on the port until it closes. */
  serveControl(port: MessagePortMain): void;
  /** Serves the terminal plane on the port until it closes. */
  serveTerminals(port: MessagePortMain): void;
  /** What becomes of the commands that run when the app ends, for a person; null where nothing runs. */
  leaving(): string | null;
};

/** What the core can ask of the desktop it runs on. */
export type Desktop = {
  /** Opens one more window, with a session of its own. */
  openWindow(): void;
  /** Whether this is the packaged app, not one that runs from its source. */
  isPackaged: boolean;
};

export type ElectronFiles = {
  /** Folder of the built renderer. */
  renderer: string;
  /** The built preload script. */
  preload: string;
  /** Where the window's place is kept. */
  windowState: string;
};

/**
 * Opens the window on the core that `open` brings up, once per data folder; a second start shows the first one's window.
 * Further windows share the core; the last one to close ends the app.
 * `open` fails with a sentence for a person.
 */
export async function startElectron(
  files: ElectronFiles,
  open: (
    desktop: Desktop,
  ) => Promise<{ ok: true; value: ElectronCore } | { ok: false; error: { sentence: string } }>,
): Promise<void> {
  const {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    MessageChannelMain,
    protocol,
    session,
    shell,
  } = electron;
  if (!app.requestSingleInstanceLock()) return app.quit();
  protocol.registerSchemesAsPrivileged([appScheme]);
  app.enableSandbox();
  confineAll(app, (url) => shell.openExternal(url));
  await app.whenReady();
  /** Set once a person knows what ends with the app, and wants that. */
  let isAgreed = false;
  let leaving: () => string | null = () => null;
  const asksFirst = (event: { preventDefault(): void } | undefined): boolean => {
    if (isAgreed || leaving() === null) return false;
    event?.preventDefault();
    return true;
  };
  const askToLeave = async (leave: () => void) => {
    const { response } = await dialog.showMessageBox({
      type: "question",
      message: "Commands are running. Quit Fairlead?",
      detail: leaving() ?? "",
      buttons: ["Quit", "Stay"],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    isAgreed = response === 0;
    if (isAgreed) leave();
  };
  const openWindow = async (kind: "first" | "further") => {
    const kept = readWindowState(files.windowState);
    const last = BrowserWindow.getAllWindows().at(-1);
    const state = last === undefined ? kept : besideWindow(last.getNormalBounds());
    const window = new BrowserWindow(windowOptions(state, files.preload));
    if (state.maximized) window.maximize();
    window.once("ready-to-show", () => window.show());
    window.on("close", (event) => {
      keepWindowState(files.windowState, {
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
      });
      const isLast = BrowserWindow.getAllWindows().length === 1;
      if (isLast && asksFirst(event)) void askToLeave(() => window.close());
    });
    await window.loadURL(`${appOrigin}/index.html${kind === "further" ? furtherWindow : ""}`);
  };
  const openFurther = () => void openWindow("further");
  const opened = await open({ openWindow: openFurther, isPackaged: app.isPackaged });
  if (!opened.ok) {
    dialog.showErrorBox("Fairlead cannot start", opened.error.sentence);
    return app.exit(1);
  }
  const core = opened.value;
  leaving = () => core.leaving();
  denyPermissions(session.defaultSession);
  serveApp(protocol, files.renderer);
  setMenu(Menu, process.platform, openFurther);

  ipcMain.on(portsWanted, (event) => {
    const frame = event.senderFrame;
    if (
      frame === null ||
      frame.parent !== null ||
      URL.parse(frame.url)?.host !== new URL(appOrigin).host
    )
      return;
    const control = new MessageChannelMain();
    const terminals = new MessageChannelMain();
    core.serveControl(control.port1);
    core.serveTerminals(terminals.port1);
    event.sender.postMessage(portsHandedOver, null, [control.port2, terminals.port2]);
  });
  app.on("second-instance", () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow("first");
  });
  app.on("window-all-closed", () => app.quit());

  // Quitting waits once for the core to let go of its connections; tmux-backed shells live on.
  let released = false;
  app.on("before-quit", (event) => {
    if (released) return;
    if (asksFirst(event)) {
      void askToLeave(() => app.quit());
      return;
    }
    event.preventDefault();
    released = true;
    const quit = () => app.quit();
    void core[Symbol.asyncDispose]().then(quit, quit);
  });
  await openWindow("first");
}
