import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";

type StaticFile = { body: Buffer; type: string; caching: string };

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** The bundler's content hash at the end of a name: such a file never changes. */
const hashedName = /-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/**
 * Every file below `folder` by the path it is served at, read once: nothing but these can ever be served, whatever a
 * request's path says, and a build that is under way does not mix with the one being served.
 */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file
      .slice(folder.length)
      .split(sep)
      .filter((part) => part !== "")
      .join("/")}`;
    files.set(path, {
      body: readFileSync(file),
      type: types[extname(file)] ?? "application/octet-stream",
      caching:
        path.startsWith("/assets/") && hashedName.test(path)
          ? "public, max-age=31536000, immutable"
          : "no-cache",
    });
  }
  const index = files.get("/index.html");
  if (index !== undefined) files.set("/", index);
  return files;
}
