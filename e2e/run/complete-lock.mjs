import { readFileSync, writeFileSync } from "node:fs";

const systems = [
  "darwin",
  "linux",
  "win32",
  "android",
  "freebsd",
  "openharmony",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
];
const processors = {
  x64: "x64",
  arm64: "arm64",
  arm: "arm",
  armhf: "arm",
  gnueabihf: "arm",
  musleabihf: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  wasm32: "wasm32",
  loong64: "loong64",
};

/**
 * Optional platform packages that a lock file names as dependencies but has no entry for. A registry that lacks them
 * makes npm leave the entries out, and `npm ci` then refuses the lock file.
 * @returns {{ name: string, range: string, owner: string, dev: boolean }[]}
 */
export function missingOptional(lock) {
  const missing = new Map();
  for (const [owner, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(lock, owner, name))
        missing.set(name, { name, range, owner, dev: entry.dev === true });
    }
  }
  return [...missing.values()];
}

/** Looks for `name` where Node's resolution would: beside the owner, then in every folder above. */
function isLocked(lock, owner, name) {
  for (
    let at = owner;
    ;
    at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : ""
  ) {
    if (lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`] !== undefined)
      return true;
    if (at === "") return false;
  }
}

/** The lock entry of a platform package, told from its name; null where the name does not say. */
function platformEntry({ name, range, dev }) {
  const words = name.replace("windows", "win32").split(/[-/]/);
  const os =
    words.find((word) => systems.includes(word)) ?? (words.includes("wasm32") ? "any" : undefined);
  const cpu = words.map((word) => processors[word]).find((word) => word !== undefined);
  if (os === undefined || cpu === undefined || !/^\d/.test(range)) return null;
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : os === "linux"
      ? ["glibc"]
      : undefined;
  return {
    version: range,
    cpu: [cpu],
    ...(dev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc }),
    optional: true,
    ...(os === "any" ? {} : { os: [os] }),
  };
}

if (process.argv[1] === import.meta.filename) {
  const path = process.argv[2] ?? "package-lock.json";
  const lock = JSON.parse(readFileSync(path, "utf8"));
  for (const one of missingOptional(lock)) {
    const entry = platformEntry(one);
    if (entry === null) {
      process.stderr.write(
        `cannot tell the platform of ${one.name}@${one.range}, wanted by ${one.owner}\n`,
      );
      process.exitCode = 1;
      continue;
    }
    lock.packages[`node_modules/${one.name}`] = entry;
    process.stdout.write(`added ${one.name}@${one.range}\n`);
  }
  const order = ([one], [other]) =>
    one === "" ? -1 : other === "" ? 1 : one.localeCompare(other, "en");
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(order));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
