import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FilePlace, fileWays } from "../../../e2e/world/file-place.ts";
import type { FairleadError } from "../../../shared/errors.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { LocalExec } from "../local-exec.ts";
import { LocalTarget } from "../local-target.ts";
import { resolvePath } from "./resolve-path.ts";
import { ShellFiles } from "./shell-files.ts";
import type { FileFacts, TargetFiles } from "./target-files.ts";

const never = new AbortController().signal;
const root = process.getuid?.() === 0;
/** Where the files in question may lie, and where those of a test do. */
let base: string;
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(base, "test-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function must<T>(result: Result<T, FairleadError | { error: FairleadError }>): T {
  if (result.ok) return result.value;
  const error = "error" in result.error ? result.error.error : result.error;
  throw new Error(`${error.code}: ${error.detail}`);
}

const bytes = (text: string) => Buffer.from(text);
const at = (...names: string[]) => join(folder, ...names);

async function factsOf(files: TargetFiles, path: string): Promise<FileFacts> {
  const [facts] = must(await files.look([path], never));
  if (facts === undefined || facts === null) throw new Error(`nothing at ${path}`);
  return facts;
}

async function textOf(files: TargetFiles, path: string, start = 0): Promise<string> {
  const pieces: Uint8Array[] = [];
  const take = (piece: Uint8Array) => pieces.push(Buffer.from(piece)) > 0;
  must(await files.read(path, start, take, never));
  return Buffer.concat(pieces).toString("utf8");
}

/** Plain sh on a system where every program is busybox's. */
async function busyboxFiles(folder: string, owned: AsyncDisposableStack): Promise<TargetFiles> {
  const programs = join(folder, "bin");
  mkdirSync(programs);
  execFileSync("busybox", ["--install", "-s", programs]);
  const target = owned.use(new LocalTarget(process.env));
  const identity = must(await target.connect(never));
  const options = { directory: "/", environment: { PATH: programs, HOME: folder } };
  return new ShellFiles(identity, async (script) =>
    ok(new LocalExec(join(programs, "sh"), ["-c", script], options)),
  );
}

for (const name of [
  ...fileWays.filter((each) => each !== "busybox container"),
  "busybox",
] as const) {
  describe(name, () => {
    const owned = new AsyncDisposableStack();
    let files: TargetFiles;

    beforeAll(async () => {
      if (name === "busybox") {
        base = tmpdir();
        const programs = mkdtempSync(join(base, "fairlead-busybox-"));
        owned.defer(() => rmSync(programs, { recursive: true, force: true }));
        files = owned.use(await busyboxFiles(programs, owned));
        return;
      }
      const place = owned.use(await FilePlace.open(name));
      base = place.folder;
      files = owned.use(must(await place.target.openFiles(never)));
      expect(files.identity).toEqual(must(await place.target.connect(never)));
    }, 60_000);
    afterAll(() => owned.disposeAsync());

    test("is what it should be, and says whose files these are", async () => {
      expect(files.way).toBe(name === "local" || name === "sftp" ? name : "shell");
      expect(must(await files.home(never))).toMatch(/^\//);
    });

    test("links are followed to where they lead, .. after them, what is missing is told", async () => {
      mkdirSync(at("real", "deep"), { recursive: true });
      writeFileSync(at("real", "a b'c.txt"), "x");
      symlinkSync("real/deep", at("short"));
      symlinkSync(`${folder}/short/../a b'c.txt`, at("file-link"));
      symlinkSync("loop", at("loop"));
      const resolve = async (path: string) => resolvePath(files, path, never);
      expect(must(await resolve(`${folder}/short/../a b'c.txt`))).toMatchObject({
        path: at("real", "a b'c.txt"),
        facts: { kind: "file", size: 1 },
        throughLink: false,
      });
      expect(must(await resolve(`${folder}/./short/..//../file-link/.`))).toMatchObject({
        path: at("real", "a b'c.txt"),
        throughLink: true,
      });
      expect(must(await resolve(at("short/new/er/file")))).toMatchObject({
        path: at("real/deep/new/er/file"),
        facts: null,
        missing: [at("real/deep/new"), at("real/deep/new/er")],
      });
      expect(must(await resolve("/"))).toMatchObject({ path: "/", facts: { kind: "folder" } });
      symlinkSync("a\nb", at("line-break"));
      expect(await resolve(at("line-break"))).toMatchObject({ error: { code: "file-unreadable" } });
      // Forty links take a while where each is a call of its own.
      if (name === "local" || name === "sftp")
        expect(await resolve(at("loop"))).toMatchObject({ error: { code: "file-unreadable" } });
      expect(await resolve(`${folder}/nothing/../real`)).toMatchObject({ ok: false });
      expect(await resolve(at("real/a b'c.txt/below"))).toMatchObject({ ok: false });
      for (const bad of ["etc/passwd", "/tmp/a\nb", "/tmp/\u0000"]) {
        expect(await resolve(bad)).toMatchObject({ error: { code: "input-invalid" } });
      }
    });

    test("a file is read from any place, and reading stops when enough was read", async () => {
      const text = Array.from({ length: 300_000 }, (_, line) => `line ${line}`).join("\n");
      writeFileSync(at("big.log"), text);
      expect(await textOf(files, at("big.log"))).toBe(text);
      expect(await textOf(files, at("big.log"), 1_234_567)).toBe(text.slice(1_234_567));
      let pieces = 0;
      must(await files.read(at("big.log"), 0, () => ++pieces < 1, never));
      expect(pieces).toBe(1);
      writeFileSync(at("empty"), "");
      expect(await textOf(files, at("empty"))).toBe("");
    });

    test("only regular files are read, and only where they really lie", async () => {
      writeFileSync(at("target"), "secret");
      symlinkSync("target", at("link"));
      mkdirSync(at("dir"));
      writeFileSync(at("dir/file"), "x");
      symlinkSync("dir", at("dir-link"));
      execFileSync("mkfifo", [at("pipe")]);
      const codes = [];
      for (const path of ["link", "dir", "dir-link/file", "pipe", "absent"]) {
        let taken = 0;
        const answer = await files.read(at(path), 0, () => ++taken > 0, never);
        codes.push([path, answer.ok ? "read" : answer.error.code, taken]);
      }
      codes.push(["/dev/null", (await files.read("/dev/null", 0, () => true, never)).ok, 0]);
      expect(
        codes.map(([path, code, taken]) => [path, code !== true && code !== "read", taken]),
      ).toEqual([
        ["link", true, 0],
        ["dir", true, 0],
        ["dir-link/file", true, 0],
        ["pipe", true, 0],
        ["absent", true, 0],
        ["/dev/null", true, 0],
      ]);
    });

    test("a file is replaced at once, with mode and owner, and no draft is left behind", async () => {
      writeFileSync(at("conf"), "old\n");
      chmodSync(at("conf"), 0o4750);
      if (root) chownSync(at("conf"), 1234, 4321);
      if (root) chmodSync(at("conf"), 0o4750);
      const inode = statSync(at("conf")).ino;
      const before = await factsOf(files, at("conf"));
      expect(before).toMatchObject({ kind: "file", mode: 0o4750, size: 4 });
      const done = await files.replace({ path: at("conf"), bytes: bytes("new\n"), before }, never);
      expect(must(done).notes).toEqual([]);
      const now = statSync(at("conf"));
      expect(readFileSync(at("conf"), "utf8")).toBe("new\n");
      expect([now.mode & 0o7777, now.ino === inode]).toEqual([0o4750, false]);
      if (root) expect([now.uid, now.gid]).toEqual([1234, 4321]);
      expect(readdirSync(folder)).toEqual(["conf"]);
    });

    test("a new file is 0644, in folders that are made, and never over something that came meanwhile", async () => {
      must(await files.makeFolder(at("new"), never));
      expect(statSync(at("new")).mode & 0o777).toBe(0o755);
      const big = "ü".repeat(700_000);
      must(await files.replace({ path: at("new/f"), bytes: bytes(big), before: null }, never));
      expect(readFileSync(at("new/f"), "utf8")).toBe(big);
      expect(statSync(at("new/f")).mode & 0o777).toBe(0o644);
      const again = await files.replace(
        { path: at("new/f"), bytes: bytes("x"), before: null },
        never,
      );
      expect(again).toMatchObject({ error: { error: { code: "file-changed" }, undone: true } });
      expect(readdirSync(at("new"))).toEqual(["f"]);
      must(await files.makeFolder(at("gone"), never));
      must(await files.removeFolder(at("gone"), never));
      expect(readdirSync(folder)).toEqual(["new"]);
    });

    test("a new file can be given the owner and the mode it had", async () => {
      const as = { mode: 0o2750, owner: root ? { user: 1234, group: 4321 } : null };
      const put = { path: at("back"), bytes: bytes("b"), before: null, as };
      expect(must(await files.replace(put, never)).notes).toEqual([]);
      const now = statSync(at("back"));
      expect(now.mode & 0o7777).toBe(0o2750);
      if (root) expect([now.uid, now.gid]).toEqual([1234, 4321]);
    });

    test("what was changed or became a link meanwhile is left alone", async () => {
      writeFileSync(at("conf"), "one");
      writeFileSync(at("victim"), "untouched");
      const before = await factsOf(files, at("conf"));
      writeFileSync(at("conf"), "longer than before");
      const write = { path: at("conf"), bytes: bytes("mine"), before };
      expect(await files.replace(write, never)).toMatchObject({
        error: { error: { code: "file-changed" }, undone: true },
      });
      expect(await files.remove(at("conf"), before, never)).toMatchObject({
        error: { error: { code: "file-changed" }, undone: true },
      });
      rmSync(at("conf"));
      symlinkSync("victim", at("conf"));
      expect(await files.replace(write, never)).toMatchObject({ ok: false });
      expect(await files.remove(at("conf"), before, never)).toMatchObject({ ok: false });
      mkdirSync(at("dir"));
      writeFileSync(at("dir/f"), "one");
      const inside = await factsOf(files, at("dir/f"));
      symlinkSync("dir", at("other"));
      const through = { path: at("other/f"), bytes: bytes("mine"), before: inside };
      expect(await files.replace(through, never)).toMatchObject({ ok: false });
      expect(readFileSync(at("dir/f"), "utf8")).toBe("one");
      expect(readFileSync(at("victim"), "utf8")).toBe("untouched");
      expect(readdirSync(folder).sort()).toEqual(["conf", "dir", "other", "victim"]);
      expect(lstatSync(at("conf")).isSymbolicLink()).toBe(true);
    });

    test("a file with further names is written in place, so that all of them see it", async () => {
      writeFileSync(at("one"), "a longer text before");
      linkSync(at("one"), at("two"));
      const before = await factsOf(files, at("one"));
      const done = await files.replace({ path: at("one"), bytes: bytes("short"), before }, never);
      expect(must(done).notes).toEqual([expect.stringContaining("hard links")]);
      expect(readFileSync(at("two"), "utf8")).toBe("short");
      expect(readdirSync(folder).sort()).toEqual(["one", "two"]);
    });

    test("extended attributes and access lists go along where the system has them", async () => {
      writeFileSync(at("conf"), "old");
      try {
        execFileSync("setfattr", ["-n", "user.note", "-v", "kept", at("conf")], {
          stdio: "ignore",
        });
      } catch {
        return; // Neither the program nor the file system is a must.
      }
      if (name === "busybox") return; // It has no program that could.
      const before = await factsOf(files, at("conf"));
      must(await files.replace({ path: at("conf"), bytes: bytes("new"), before }, never));
      const said = execFileSync("getfattr", ["--only-values", "-n", "user.note", at("conf")]);
      expect(said.toString()).toBe("kept");
    });

    test("a folder is listed with a limit and the total", async () => {
      for (const name of ["a", ".hidden", "with space", "ü"]) writeFileSync(at(name), name);
      mkdirSync(at("sub"));
      symlinkSync("a", at("link"));
      const { entries, total } = must(await files.list(folder, 100, never));
      expect(entries.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual([
        ".hidden file",
        "a file",
        "link link",
        "sub folder",
        "with space file",
        "ü file",
      ]);
      expect(total).toBe(6);
      const cut = must(await files.list(folder, 2, never));
      expect([cut.entries.length, cut.total]).toEqual([2, 6]);
    });

    test("a file is removed", async () => {
      writeFileSync(at("f"), "x");
      must(await files.remove(at("f"), await factsOf(files, at("f")), never));
      expect(readdirSync(folder)).toEqual([]);
    });

    test("an abort ends a call", async () => {
      const stop = new AbortController();
      stop.abort();
      expect(await files.look(["/"], stop.signal)).toMatchObject({ error: { code: "aborted" } });
    });
  });
}
