const { ipcRenderer } = require("electron") as typeof import("electron");

/** The page's own window, as far as the preload needs it (there are no DOM types in src-main). */
type Page = {
  addEventListener(
    type: "message",
    listener: (event: { source: unknown; data: unknown }) => void,
  ): void;
  postMessage(message: unknown, origin: string, transfer: unknown[]): void;
  location: { origin: string };
};
const page = globalThis as unknown as Page;

// A sandboxed preload cannot import files, so the two names of shared/electron-ports.ts stand here again; a test compares.
page.addEventListener("message", (event) => {
  if (event.source === page && event.data === "fairlead-ports-wanted")
    ipcRenderer.send("fairlead-ports-wanted");
});
ipcRenderer.on("fairlead-ports", (event) => {
  page.postMessage("fairlead-ports", page.location.origin, event.ports);
});
