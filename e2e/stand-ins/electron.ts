import { EventEmitter } from "node:events";

/** What was asked of the stand-in, in order: tests compare it whole. */
export type ElectronCall = { name: string; value: unknown };

/** Stands in for the `electron` module: keeps every call and lets a test play the part of Electron. */
export const electronCalls: ElectronCall[] = [];
const note = (name: string, value: unknown = null) => void electronCalls.push({ name, value });

class StandInWindow extends EventEmitter {
  static readonly open: StandInWindow[] = [];
  static getAllWindows = () => StandInWindow.open;
  readonly options: unknown;

  constructor(options: unknown) {
    super();
    this.options = options;
    StandInWindow.open.push(this);
    note("window", options);
  }

  loadURL(url: string): Promise<void> {
    note("loadURL", url);
    return Promise.resolve();
  }
  /** Plays a person who closes the window. */
  close(): void {
    let isKept = false;
    this.emit("close", { preventDefault: () => (isKept = true) });
    if (isKept) return;
    StandInWindow.open.splice(StandInWindow.open.indexOf(this), 1);
    this.emit("closed");
    if (StandInWindow.open.length === 0) app.emit("window-all-closed");
  }
  show(): void {
    note("show");
  }
  maximize(): void {
    note("maximize");
  }
  focus(): void {
    note("focus");
  }
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return true;
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1300, height: 800 };
  }
}

class StandInApp extends EventEmitter {
  isFirst = true;
  isPackaged = false;
  requestSingleInstanceLock = () => this.isFirst;
  enableSandbox = () => note("enableSandbox");
  whenReady = () => Promise.resolve();
  quit = () => {
    note("quit");
  };
  exit = (code: number) => note("exit", code);
}

class StandInPort extends EventEmitter {
  readonly port: string;
  constructor(port: string) {
    super();
    this.port = port;
  }
}

export const app = new StandInApp();
export const BrowserWindow = StandInWindow;
export const ipcMain = new EventEmitter();
export const dialog = {
  showErrorBox: (title: string, text: string) => note("showErrorBox", [title, text]),
  /** The button that a person presses, by its number. */
  response: 0,
  showMessageBox: (options: { detail: string }) => {
    note("showMessageBox", options.detail);
    return Promise.resolve({ response: dialog.response });
  },
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => note("setApplicationMenu", menu),
};
let channels = 0;
export class MessageChannelMain {
  readonly port1: StandInPort;
  readonly port2: StandInPort;

  constructor() {
    channels += 1;
    this.port1 = new StandInPort(`${channels}.1`);
    this.port2 = new StandInPort(`${channels}.2`);
  }
}
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => note("registerSchemesAsPrivileged", schemes),
  handle: (scheme: string, handler: unknown) => note("handle", [scheme, handler]),
};
type PermissionHandler = (...values: unknown[]) => unknown;
export const permissionHandlers: Record<string, PermissionHandler> = {};
const keepHandler = (name: string) => (handler: PermissionHandler) => {
  permissionHandlers[name] = handler;
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: keepHandler("request"),
    setPermissionCheckHandler: keepHandler("check"),
    setDevicePermissionHandler: keepHandler("device"),
  },
};
export const shell = {
  openExternal: (url: string) => {
    note("openExternal", url);
    return Promise.resolve();
  },
};

/** Forgets everything, so that a test begins with a fresh Electron. */
export function resetElectron(): void {
  electronCalls.length = 0;
  StandInWindow.open.length = 0;
  app.removeAllListeners();
  app.isFirst = true;
  app.isPackaged = false;
  ipcMain.removeAllListeners();
  channels = 0;
}
