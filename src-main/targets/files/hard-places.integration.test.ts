import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileWays } from "../../../e2e/world/file-place.ts";
import { FileWorld } from "../../../e2e/world/file-world.ts";
import { copyFile } from "../../tools/copy-file.ts";
import { deleteFile } from "../../tools/delete-file.ts";
import { editFile } from "../../tools/edit-file.ts";
import { readFile } from "../../tools/read-file.ts";
import { writeFile } from "../../tools/write-file.ts";

const never = new AbortController().signal;
const root = process.getuid?.() === 0;

for (const way of fileWays) {
  describe(way, () => {
    let world: FileWorld;
    const mounted: string[] = [];
    const mount = (...words: string[]) => execFileSync("mount", words);
    beforeAll(async () => {
      world = await FileWorld.open(way);
      if (!root) return;
      const [small, still] = [world.at("small"), world.at("still")];
      mkdirSync(small);
      mkdirSync(still);
      for (const folder of [small, still]) {
        mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", folder);
        mounted.push(folder);
      }
      writeFileSync(world.at("still", "file"), "old\n");
      writeFileSync(world.at("single"), "old\n");
      mount("--bind", world.at("single"), world.at("single"));
      mounted.push(world.at("single"));
      mount("-o", "remount,ro", still);
    });
    afterAll(async () => {
      for (const folder of mounted) execFileSync("umount", [folder]);
      await world[Symbol.asyncDispose]();
    });

    /** Only root mounts. */
    const onMounts = root ? test : () => undefined;

    /** What is said of a change that must have left everything as it was. */
    const refused = { code: "file-unwritable", undone: true };

    onMounts("a full disk: the old file stays, also where it has further names", async () => {
      const [one, two] = [world.at("small", "one"), world.at("small", "two")];
      writeFileSync(one, "old\n");
      writeFileSync(two, "two\n");
      linkSync(two, world.at("small", "further"));
      writeFileSync(world.at("small", "filler"), Buffer.alloc(800_000, 1));
      const content = "y".repeat(900_000);
      for (const path of [one, two, world.at("small", "new")]) {
        expect(await world.call(writeFile, { path, content })).toMatchObject(refused);
      }
      expect([readFileSync(one, "utf8"), readFileSync(two, "utf8")]).toEqual(["old\n", "two\n"]);
      expect(readdirSync(world.at("small")).sort()).toEqual(["filler", "further", "one", "two"]);
      expect(world.backups.list()).toEqual([]);
    });

    onMounts("a read-only mount: nothing is changed, made or removed", async () => {
      const path = world.at("still", "file");
      for (const told of [
        await world.call(writeFile, { path, content: "new" }),
        await world.call(deleteFile, { path }),
        await world.call(writeFile, { path: world.at("still", "new"), content: "new" }),
        await world.call(writeFile, {
          path: world.at("still", "a", "new"),
          content: "new",
          folders: true,
        }),
      ]) {
        expect(told).toMatchObject(refused);
      }
      expect([readFileSync(path, "utf8"), readdirSync(world.at("still"))]).toEqual([
        "old\n",
        ["file"],
      ]);
    });

    onMounts("a file that is a mount of its own is written in place, and restored", async () => {
      const path = world.at("single");
      expect(await world.call(editFile, { path, find: "old", replace: "new" })).toMatchObject({
        text: expect.stringMatching(/[Ww]ritten in place/),
      });
      expect(readFileSync(path, "utf8")).toBe("new\n");
      const [backup] = world.backups.list();
      if (backup === undefined) throw new Error("no backup");
      const { digestAfter, id } = backup;
      expect(await world.desk.restore(id, digestAfter, "window", never)).toMatchObject({
        ok: true,
      });
      expect(readFileSync(path, "utf8")).toBe("old\n");
      expect(readdirSync(world.folder).filter((name) => name.startsWith("."))).toEqual([]);
    });

    test("line ends, a last line without one, and bytes of other encodings stay as they are", async () => {
      const path = world.at("lines");
      writeFileSync(path, "a\r\nb\r\nc");
      expect(await world.call(editFile, { path, find: "a\nb", replace: "x" })).toMatchObject({
        detail: expect.stringContaining("CR LF"),
      });
      await world.call(editFile, { path, find: "b", replace: "B" });
      expect(readFileSync(path, "utf8")).toBe("a\r\nB\r\nc");

      const old = Buffer.from("caf\xe9 = old\n\x84\n", "latin1");
      writeFileSync(path, old);
      const act = await world.plan(editFile, { path, find: "old", replace: "new" });
      expect(act.action).toMatchObject({
        diff: expect.stringContaining("-café = old\n+café = new\n"),
      });
      expect(await world.act(act)).toHaveProperty("text");
      expect(readFileSync(path, "latin1")).toBe("caf\xe9 = new\n\x84\n");
      expect(await world.call(editFile, { path, find: "caf", replace: "é" })).toMatchObject({
        detail: expect.stringContaining("plain ASCII"),
      });
      expect(await world.call(readFile, { path })).toMatchObject({
        text: expect.stringContaining("some bytes are not UTF-8"),
      });
    });

    test("what is no text is copied and deleted, not shown and not edited; what is huge is read in parts", async () => {
      const [path, huge] = [world.at("binary"), world.at("huge")];
      writeFileSync(path, Buffer.from([0x7f, 0x45, 0, 1, 255]));
      expect(await world.call(readFile, { path })).toMatchObject({ code: "file-unreadable" });
      expect(await world.call(editFile, { path, find: "E", replace: "F" })).toMatchObject({
        detail: expect.stringContaining("not text"),
      });
      await world.call(copyFile, { path, destination: world.at("copied") });
      expect(readFileSync(world.at("copied")).equals(readFileSync(path))).toBe(true);
      expect(await world.call(deleteFile, { path })).toHaveProperty("text");

      writeFileSync(huge, "first\nsecond\n");
      truncateSync(huge, 5_000_000_000);
      expect(await world.call(readFile, { path: huge, lines: 2 })).toMatchObject({
        code: "file-unreadable",
      });
      for (const told of [
        await world.call(editFile, { path: huge, find: "first", replace: "x" }),
        await world.call(copyFile, { path: huge, destination: world.at("huger") }),
        await world.call(deleteFile, { path: huge }),
      ]) {
        expect(told).toMatchObject({ code: "file-refused", undone: true });
      }
    });

    test("files of the kernel, which say that they are empty, are read", async () => {
      expect(await world.call(readFile, { path: "/proc/loadavg" })).toMatchObject({
        text: expect.stringMatching(/\n1\t\d+\.\d+ /),
      });
    });
  });
}
