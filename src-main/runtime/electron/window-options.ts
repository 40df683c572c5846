import type { BrowserWindowConstructorOptions } from "electron";
import type { WindowState } from "./window-state.ts";

/**
 * The hardened window: the page is a sandboxed, isolated web page without Node, without webviews, without anything but
 * the two ports its preload hands over. Electron's security checklist, points 2 to 15.
 */
export function windowOptions(
  state: WindowState,
  preload: string,
): BrowserWindowConstructorOptions {
  return {
    width: state.bounds.width,
    height: state.bounds.height,
    ...(state.bounds.x === undefined || state.bounds.y === undefined
      ? {}
      : { x: state.bounds.x, y: state.bounds.y }),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: "Fairlead",
    backgroundColor: "#16181c",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
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
  };
}
