import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FilePlace, fileWays } from "../../e2e/world/file-place.ts";
import { FileWorld } from "../../e2e/world/file-world.ts";
import { failure } from "../../shared/errors.ts";
import { fail } from "../../shared/result.ts";
import { copyFile } from "./copy-file.ts";
import { deleteFile } from "./delete-file.ts";
import { editFile } from "./edit-file.ts";
import { listFiles } from "./list-files.ts";
import { readFile } from "./read-file.ts";
import { writeFile } from "./write-file.ts";

const never = new AbortController().signal;
const read = (path: string) => readFileSync(path, "utf8");

/** What busybox has for its part is tried where files are in hard places. */
for (const way of fileWays.filter((each) => each !== "busybox container")) {
  describe(way, () => {
    let place: FilePlace;
    let world: FileWorld;
    beforeAll(async () => {
      place = await FilePlace.open(way);
    });
    afterAll(() => place[Symbol.asyncDispose]());
    beforeEach(async () => {
      world = await FileWorld.open(place);
    });
    afterEach(() => world[Symbol.asyncDispose]());

    test("lines are read with numbers, the rest by range, the end by itself", async () => {
      const path = world.at("log");
      const lines = Array.from({ length: 50 }, (_, at) => `line ${at + 1}`);
      writeFileSync(path, `${lines.join("\n")}\n`);
      const told = await world.call(readFile, { path, from: 10, lines: 2 });
      expect(told).toEqual({
        text: expect.stringMatching(
          /^file: .*\/log on .*\n391 bytes, mode 0644, .*\nlines: 10 to 11 of 50\ntext:\n10\tline 10\n11\tline 11\n\[… go on with from: 12 …\]$/,
        ),
      });
      expect(await world.call(readFile, { path, last: 1 })).toMatchObject({
        text: expect.stringMatching(/lines: 50 to 50 of 50\ntext:\n50\tline 50$/),
      });
      world.rules = { ...world.rules, largestRead: 100 };
      expect(await world.call(readFile, { path })).toMatchObject({
        text: expect.stringMatching(/of more than 14\ntext:\n1\t[\s\S]*go on with byte: 100 …\]$/),
      });
      expect(await world.call(readFile, { path, byte: 372, lines: 9 })).toMatchObject({
        text: expect.stringMatching(/from byte: 372 .*\ntext:\n48\nline 49\nline 50$/),
      });
      expect(await world.call(readFile, { path, byte: 372, lines: 1 })).toMatchObject({
        text: expect.stringMatching(/text:\n48\n\[… go on with byte: 372 and from: 2 …\]$/),
      });
      expect(await world.call(readFile, { path, last: 2 })).toMatchObject({
        text: expect.stringMatching(/from byte: 291 [\s\S]*\nline 49\nline 50$/),
      });
      writeFileSync(path, Buffer.from([1, 0, 2]));
      expect(await world.call(readFile, { path })).toMatchObject({
        code: "file-unreadable",
        detail: expect.stringContaining("not text"),
      });
    });

    test("a new file: folders only when asked, a diff, a backup that takes it away again", async () => {
      const path = world.at("etc", "deep", "motd");
      expect(await world.call(writeFile, { path, content: "hi\n" })).toMatchObject({
        code: "file-unwritable",
        detail: expect.stringContaining("folders: true"),
      });
      const act = await world.plan(writeFile, { path, content: "hi\n", folders: true });
      expect(act.action).toMatchObject({
        kind: "change-file",
        operation: "write",
        path,
        diff: expect.stringContaining("+++ "),
        bytesBefore: null,
        digestBefore: null,
        bytesAfter: 3,
      });
      expect(readdirSync(world.folder)).toEqual([]);
      expect(await world.act(act)).toMatchObject({
        text: expect.stringContaining("backup: back-"),
      });
      expect(read(path)).toBe("hi\n");
      const [backup] = world.backups.list();
      if (backup === undefined) throw new Error("no backup");
      expect(backup).toMatchObject({ path, operation: "write", digestBefore: null, bytesAfter: 3 });
      const seen = await world.desk.compare(backup.id, never);
      expect(seen).toMatchObject({ value: { state: "as-left", digestNow: backup.digestAfter } });
      const back = await world.desk.restore(backup.id, backup.digestAfter, "window", never);
      expect(back).toMatchObject({ ok: true });
      expect(readdirSync(world.at("etc", "deep"))).toEqual([]);
      expect(world.audit.map(({ kind, actor }) => [kind, actor])).toEqual([
        ["start", "window"],
        ["result", "window"],
      ]);
      const [undo] = world.backups.list();
      if (undo === undefined) throw new Error("the restore made no backup");
      expect(undo).toMatchObject({ operation: "restore", digestBefore: backup.digestAfter });
      await world.desk.restore(undo.id, null, "window", never);
      expect(read(path)).toBe("hi\n");
    });

    test("an edit is bound to what was read: changed since, nothing is written and no backup stays", async () => {
      const path = world.at("conf");
      writeFileSync(path, "port 80\n");
      chmodSync(path, 0o640);
      const act = await world.plan(editFile, { path, find: "80", replace: "81" });
      expect(act.action).toMatchObject({ diff: expect.stringContaining("-port 80\n+port 81\n") });
      writeFileSync(path, "port 22\n");
      expect(await world.act(act)).toMatchObject({ code: "file-changed", undone: true });
      expect([read(path), world.backups.list()]).toEqual(["port 22\n", []]);
      writeFileSync(path, "port 80\n");
      expect(await world.act(act)).toHaveProperty("text");
      expect([read(path), statSync(path).mode & 0o777]).toEqual(["port 81\n", 0o640]);
    });

    test("through a link the target is changed and the link stays; a link that turns is not followed", async () => {
      writeFileSync(world.at("real"), "one");
      writeFileSync(world.at("victim"), "untouched");
      symlinkSync("real", world.at("link"));
      const act = await world.plan(writeFile, { path: world.at("link"), content: "two" });
      expect(act.action).toMatchObject({ path: world.at("real") });
      const again = await world.plan(editFile, {
        path: world.at("link"),
        find: "one",
        replace: "x",
      });
      expect(await world.act(act)).toHaveProperty("text");
      expect([read(world.at("real")), lstatSync(world.at("link")).isSymbolicLink()]).toEqual([
        "two",
        true,
      ]);
      rmSync(world.at("real"));
      symlinkSync("victim", world.at("real"));
      expect(await world.act(again)).toMatchObject({ code: "file-changed", undone: true });
      expect(read(world.at("victim"))).toBe("untouched");
      expect(await world.call(deleteFile, { path: world.at("link") })).toMatchObject({
        code: "input-invalid",
        detail: expect.stringContaining("symbolic link"),
      });
    });

    test("a copy and a delete are undone from their backups, with mode and all", async () => {
      writeFileSync(world.at("a"), Buffer.from([0, 255, 1]));
      chmodSync(world.at("a"), 0o700);
      mkdirSync(world.at("dir"));
      writeFileSync(world.at("dir", "a"), "old");
      const copy = await world.plan(copyFile, {
        path: world.at("a"),
        destination: world.at("dir"),
      });
      expect(copy.action).toMatchObject({
        path: world.at("a"),
        destination: world.at("dir", "a"),
        diff: "This is not text: 3 bytes become 3 bytes.",
      });
      writeFileSync(world.at("a"), "other");
      expect(await world.act(copy)).toMatchObject({ code: "file-changed" });
      writeFileSync(world.at("a"), Buffer.from([0, 255, 1]));
      expect(await world.act(copy)).toHaveProperty("text");
      expect(readFileSync(world.at("dir", "a"))).toEqual(Buffer.from([0, 255, 1]));
      expect(await world.call(deleteFile, { path: world.at("a") })).toHaveProperty("text");
      const [deleted, copied] = world.backups.list();
      if (deleted === undefined || copied === undefined) throw new Error("backups are missing");
      expect(await world.desk.restore(deleted.id, null, "window", never)).toMatchObject({
        ok: true,
      });
      expect(statSync(world.at("a")).mode & 0o777).toBe(0o700);
      expect(await world.desk.restore(copied.id, "something else", "window", never)).toMatchObject({
        error: { code: "file-changed" },
      });
      await world.desk.restore(copied.id, copied.digestAfter, "window", never);
      expect(read(world.at("dir", "a"))).toBe("old");
    });

    test("a folder is listed; what is hidden in names is seen", async () => {
      writeFileSync(world.at("b\u202ec"), "");
      mkdirSync(world.at("sub"));
      const told = await world.call(listFiles, { path: `${world.folder}/` });
      expect(told).toMatchObject({ text: expect.stringContaining("entries: 2") });
      expect(told).toMatchObject({
        text: expect.stringMatching(/file\t0644\t.*"b.*c"\nfolder\t0755\t.*\tsub$/),
      });
    });

    // That links are followed by the shell, too, is tested with target files.
    if (way !== "local" && way !== "sftp") return;

    test("what the file policy denies is refused, whatever way leads there", async () => {
      const { home } = world;
      writeFileSync(join(home, "policy.json"), "{}");
      mkdirSync(world.at(".ssh"));
      writeFileSync(world.at("site.key"), "k");
      symlinkSync(home, world.at("door"));
      symlinkSync("site.key", world.at("innocent.txt"));
      world.rules = { ...world.rules, alsoDenied: [world.at(".ssh", "**")] };
      const said: string[] = [];
      for (const path of [
        join(home, "policy.json"),
        `${world.folder}/../data/policy.json`,
        world.at("door", "policy.json"),
        world.at("door", "new.json"),
        `${home}/`,
        world.at("site.key"),
        world.at("innocent.txt"),
        world.at(".ssh", "new"),
        "/etc/shadow",
      ]) {
        for (const [tool, more] of [
          [readFile, {}],
          [writeFile, { content: "x" }],
          [editFile, { find: "{", replace: "x" }],
          [copyFile, { destination: world.at("out") }],
          [copyFile, { path: world.at("fine"), destination: path }],
          [deleteFile, {}],
        ] as const) {
          const told = await world.call(tool, { path, ...more });
          said.push("code" in told ? told.code : `${tool.name} ${path} was not refused`);
        }
      }
      expect(new Set(said)).toEqual(new Set(["refused"]));
      expect([read(join(home, "policy.json")), world.backups.list()]).toEqual(["{}", []]);
    });
  });
}

describe("whatever the machine", () => {
  let world: FileWorld;
  beforeEach(async () => {
    world = await FileWorld.open();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  test("without a backup nothing is changed, and a start that is not recorded changes nothing", async () => {
    await using narrow = await FileWorld.open("local", 4);
    writeFileSync(narrow.at("f"), "larger than that");
    expect(
      await narrow.call(editFile, { path: narrow.at("f"), find: "larger", replace: "x" }),
    ).toMatchObject({
      code: "store-unwritable",
      undone: true,
    });
    expect(read(narrow.at("f"))).toBe("larger than that");
    writeFileSync(world.at("f"), "one");
    const act = await world.plan(deleteFile, { path: world.at("f") });
    const told = await world.act(act, async () => fail(failure("audit-unwritable")));
    expect(told).toMatchObject({ code: "audit-unwritable", undone: true });
    expect([read(world.at("f")), world.backups.list()]).toEqual(["one", []]);
    await world.call(editFile, { path: world.at("f"), find: "one", replace: "two" });
    const [backup] = world.backups.list();
    if (backup === undefined) throw new Error("no backup");
    world.auditWorks = false;
    expect(await world.desk.restore(backup.id, backup.digestAfter, "window", never)).toMatchObject({
      error: { code: "audit-unwritable" },
    });
    expect(read(world.at("f"))).toBe("two");
  });

  test("the oldest backups make room; contents are kept once, private, and not believed when changed", async () => {
    await using narrow = await FileWorld.open("local", 10);
    const path = narrow.at("f");
    writeFileSync(path, "aaaa");
    for (const content of ["bbbb", "aaaa", "cccc", "dddddddd"]) {
      expect(await narrow.call(writeFile, { path, content })).toHaveProperty("text");
    }
    const kept = narrow.backups.list();
    expect(kept.map(({ bytesBefore }) => bytesBefore)).toEqual([4, 4]);
    const [latest, older] = kept;
    if (latest === undefined || older === undefined) throw new Error("backups are missing");
    const folder = join(narrow.home, "backups");
    const contents = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(contents).toHaveLength(2);
    for (const entry of contents) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o777).toBe(0o600);
      expect(statSync(entry.parentPath).mode & 0o777).toBe(0o700);
      writeFileSync(join(entry.parentPath, entry.name), "xxxx");
    }
    const digest = latest.digestAfter;
    expect(await narrow.desk.restore(latest.id, digest, "window", never)).toMatchObject({
      error: { code: "backup-unknown" },
    });
    writeFileSync(path, "cccc");
    expect(await narrow.call(writeFile, { path, content: "e" })).toHaveProperty("text");
    const [mended] = narrow.backups.list();
    expect(mended === undefined || (await narrow.backups.content(mended))).toEqual({
      ok: true,
      value: Buffer.from("cccc"),
    });
  });

  test("a further name of a file in Fairlead's own folder is refused", async () => {
    writeFileSync(join(world.home, "policy.json"), "{}");
    linkSync(join(world.home, "policy.json"), world.at("other-name"));
    expect(
      await world.call(writeFile, { path: world.at("other-name"), content: "x" }),
    ).toMatchObject({
      code: "refused",
    });
    writeFileSync(world.at("mine"), "a");
    linkSync(world.at("mine"), world.at("mine-too"));
    expect(await world.call(writeFile, { path: world.at("mine"), content: "b" })).toMatchObject({
      text: expect.stringContaining("hard links"),
    });
    expect(read(world.at("mine-too"))).toBe("b");
  });

  test("sizes, switched-off operations and rules that change meanwhile", async () => {
    writeFileSync(world.at("f"), "12345");
    world.rules = { ...world.rules, largestWrite: 5, copy: false, delete: false };
    expect(await world.call(writeFile, { path: world.at("f"), content: "123456" })).toMatchObject({
      code: "refused",
    });
    expect(await world.call(deleteFile, { path: world.at("f") })).toMatchObject({
      code: "refused",
    });
    expect(
      await world.call(copyFile, { path: world.at("f"), destination: world.at("g") }),
    ).toMatchObject({ code: "refused" });
    const act = await world.plan(writeFile, { path: world.at("f"), content: "1" });
    world.rules = { ...world.rules, writeRoots: ["/nowhere"] };
    expect(await world.act(act)).toMatchObject({ code: "file-refused", undone: true });
    expect(read(world.at("f"))).toBe("12345");
  });

  test("a secret that the model was not shown is not overwritten with its mark", async () => {
    writeFileSync(world.at("f"), "password hunter22\nport 80\n");
    expect(
      await world.call(writeFile, {
        path: world.at("f"),
        content: "password [redacted]\nport 81\n",
      }),
    ).toMatchObject({ code: "input-invalid", detail: expect.stringContaining("not shown") });
    expect(
      await world.call(editFile, { path: world.at("f"), find: "80", replace: "81" }),
    ).toHaveProperty("text");
  });

  test("an approval is for one identity: under another host key the gate sees another target", async () => {
    writeFileSync(world.at("f"), "one");
    const act = await world.plan(deleteFile, { path: world.at("f") });
    const before = act.target();
    const open = world.desk.open.bind(world.desk);
    world.desk.open = async (...given) => {
      const opened = await open(...given);
      if (opened.ok)
        Object.assign(opened.value, {
          identity: { ...opened.value.identity, key: "SHA256:other" },
        });
      return opened;
    };
    let seen: unknown;
    const told = await world.act(act, async () => {
      seen = act.target();
      return fail(failure("target-changed"));
    });
    expect(told).toMatchObject({ code: "target-changed", undone: true });
    expect(seen).not.toEqual(before);
    expect(read(world.at("f"))).toBe("one");
  });

  test("only hosts with an open terminal have files", async () => {
    await using remote = await FileWorld.open("sftp");
    const terminal = remote.context.terminals.get("term-1");
    if (terminal === undefined) throw new Error("no terminal");
    const info = terminal.info();
    terminal.info = () => ({ ...info, state: "lost" });
    const named = { path: "/etc/hosts", host: remote.host.name };
    expect(await remote.look(readFile, named)).toMatchObject({
      error: { code: "terminal-unknown" },
    });
    expect(await remote.look(readFile, { ...named, host: "mail" })).toMatchObject({
      error: { code: "host-unknown" },
    });
  });
});
