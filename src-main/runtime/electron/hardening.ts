import type { App, Session, WebContents } from "electron";
import { appOrigin } from "./app-protocol.ts";

const isOurs = (url: string) => url === appOrigin || url.startsWith(`${appOrigin}/`);

/** What our own page may do: copy and paste, and tell the person on the desktop that something waits. */
const granted = new Set(["clipboard-read", "clipboard-sanitized-write", "notifications"]);

/** Denies every other permission a page could ask for (camera, location, serial …), and every one to other pages. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string, url: string) => isOurs(url) && granted.has(permission);
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowed(permission, contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
}

/** Keeps a page where it is: no navigation, no new window, no webview. http and https links go to the system's browser. */
export function confine(contents: WebContents, openExternal: (url: string) => Promise<void>): void {
  contents.on("will-navigate", (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const target = URL.parse(url);
    // The page has asked the person before; whatever else a page may open stays shut.
    if (target !== null && /^https?:$/.test(target.protocol))
      void openExternal(target.href).catch(() => undefined);
    return { action: "deny" };
  });
}

/** The same for every page the app ever makes. */
export function confineAll(app: App, openExternal: (url: string) => Promise<void>): void {
  app.on("web-contents-created", (_event, contents) => confine(contents, openExternal));
}
