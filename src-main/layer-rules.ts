/** The layer table of README.md as data: one list of folders a row, lowest first, paths from the repository's root. */
export function layerRows(readme: string): string[][] {
  const table = /<!-- layers -->\n([\s\S]*?)<!-- \/layers -->/.exec(readme)?.[1];
  if (table === undefined) throw new Error("README.md has no layer table");
  return [...table.matchAll(/^\| *\d+ *\|([^|]*)\|/gm)].map(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) =>
      name === "shared" ? "shared" : `src-main/${name}`,
    ),
  );
}

/** Every import, static or dynamic, type or value, that a file's text makes of a relative path. */
export function relativeImports(source: string): string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, path = ""]) => path);
}

/** What is wrong with importing `to` from `from` (paths from the root); null where it is right. */
export function layerFault(rows: string[][], from: string, to: string): string | null {
  const folder = (path: string) => rows.flat().find((name) => path.startsWith(`${name}/`));
  const row = (path: string) => rows.findIndex((names) => names.includes(folder(path) ?? ""));
  // Files that lie in no layer are the wiring (build.ts, electron-main.ts); of these only cli may use two.
  if (row(from) === -1 || folder(from) === folder(to)) return null;
  const wiring = to === "src-main/build.ts" || to === "src-main/version.ts";
  if (wiring && from.startsWith("src-main/cli/")) return null;
  return row(to) !== -1 && row(to) < row(from) ? null : `${from} -> ${to}`;
}
