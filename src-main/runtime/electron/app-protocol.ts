import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { Protocol } from "electron";
import { contentSecurityPolicy } from "../content-security-policy.ts";

/** The renderer's address in Electron. */
export const appOrigin = "app://fairlead";

/** Registered before the app is ready: a standard, secure scheme with fetch, so that the page has a real origin. */
export const appScheme = {
  scheme: "app",
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** The file a URL names below `folder`, or null where it names none of ours. */
export function fileOfUrl(url: string, folder: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || `${parsed.protocol}//${parsed.host}` !== appOrigin) return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path === "/" ? "index.html" : path));
  return file.startsWith(folder + sep) && types[extname(file)] !== undefined && !path.includes("\0")
    ? file
    : null;
}

/** Serves the built renderer from `folder` and nothing else. */
export function serveApp(protocol: Protocol, folder: string): void {
  protocol.handle("app", async (request) => {
    const file = request.method === "GET" ? fileOfUrl(request.url, folder) : null;
    const body = file === null ? null : await readFile(file).catch(() => null);
    if (file === null || body === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        "content-security-policy": contentSecurityPolicy,
        "x-content-type-options": "nosniff",
      },
    });
  });
}
