import { existsSync, linkSync, lstatSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type FileWay, fileWays } from "../../../e2e/world/file-place.ts";
import { FileWorld } from "../../../e2e/world/file-world.ts";
import type { Action } from "../../../shared/contract/approvals.ts";
import { ok } from "../../../shared/result.ts";
import { revertFolder, revertScript } from "../../../shared/revert-script.ts";
import { copyFile } from "../../tools/copy-file.ts";
import { deleteFile } from "../../tools/delete-file.ts";
import { editFile } from "../../tools/edit-file.ts";
import type { Tool } from "../../tools/tool.ts";
import { writeFile } from "../../tools/write-file.ts";

const never = new AbortController().signal;

const ways = fileWays.filter((way) => ["local", "sftp", "container"].includes(way));

for (const way of ways) {
  describe(way, () => {
    let world: FileWorld;
    beforeAll(async () => {
      world = await FileWorld.open(way);
    });
    afterAll(() => world[Symbol.asyncDispose]());
    afterEach(() => void world.audit.splice(0));

    /** Makes a change that is to be taken back by itself, with another time than a person could choose. */
    async function change(tool: Tool, input: object, afterMs: number) {
      const planned = await world.plan(tool, { ...input, revert_after: "60s" });
      const { action } = planned;
      if (action.kind !== "change-file" || !action.revert) throw new Error("this is no change");
      expect(revertScript(action)).toContain("-lt 60 ]");
      const approved: Action = { ...action, revert: { ...action.revert, afterMs } };
      const done = await planned.act(approved, async () => ok(undefined), never);
      if (!done.ok) throw new Error(`${done.error.error.code}: ${done.error.error.detail}`);
      expect(done.value.text).toContain("revert: the host puts the old file back at");
      const [backup] = world.backups.list();
      if (backup === undefined) throw new Error("there is no backup");
      const folder = revertFolder(action.revert.token);
      return {
        id: backup.id,
        folder,
        state: () => world.backups.list().find(({ id }) => id === backup.id)?.revert?.state,
      };
    }

    const long = 600_000;

    test("nobody confirms: the host puts back what was there, to the same owner, mode and names, and says so", async () => {
      // The first may be taken back before the last is made, so that none has to do with another.
      const [path, further, source, made, gone] = [
        world.at("sshd_config"),
        world.at("further"),
        world.at("source"),
        world.at("it's new"),
        world.at("gone"),
      ];
      writeFileSync(path, "Port 22\n", { mode: 0o640 });
      linkSync(path, further);
      writeFileSync(source, "copied\n");
      writeFileSync(gone, "stays\n", { mode: 0o600 });
      const changes = [
        await change(editFile, { path, find: "22", replace: "2222" }, 3_000),
        await change(copyFile, { path: source, destination: made }, 3_000),
        await change(deleteFile, { path: gone }, 3_000),
      ];
      await expect
        .poll(() => changes.map(({ state }) => state()))
        .toEqual(["reverted", "reverted", "reverted"]);
      expect(readFileSync(further, "utf8")).toBe("Port 22\n");
      expect(statSync(path).mode & 0o777).toBe(0o640);
      expect(existsSync(made)).toBe(false);
      expect([readFileSync(gone, "utf8"), statSync(gone).mode & 0o777]).toEqual(["stays\n", 0o600]);
      await expect
        .poll(() => changes.map(({ folder }) => existsSync(`${folder}.due`)))
        .toEqual([false, false, false]);
      await expect
        .poll(() => world.audit.map(({ kind, actor }) => [kind, actor]))
        .toEqual(changes.map(() => ["revert-ended", "fairlead"]));
    });

    const onThe = (that: FileWay) => (way === that ? test : () => undefined);

    onThe("container")(
      "restarted meanwhile: nothing waits there any more, and that is said",
      async () => {
        const [path, confirmed] = [world.at("restarted"), world.at("stays")];
        for (const each of [path, confirmed]) writeFileSync(each, "old\n");
        const { folder, id, state } = await change(writeFile, { path, content: "new\n" }, long);
        const other = await change(writeFile, { path: confirmed, content: "new\n" }, long);
        world.place.restart();
        expect(await world.desk.confirmRevert(other.id, "ada", never)).toEqual(ok(undefined));
        expect(await world.desk.askRevert(id, never)).toEqual(ok(undefined));
        expect([state(), other.state()]).toEqual(["stopped", "kept"]);
        expect(readFileSync(path, "utf8")).toBe("new\n");
        const left = await world.place.target.exec(`ls -d ${folder}* ${other.folder}*`, never);
        expect(left.ok && Buffer.from(left.value.standardOutput).toString()).toBe("");
        const { digestAfter } = world.backups.list().find((one) => one.id === id) ?? {};
        expect(await world.desk.restore(id, digestAfter ?? null, "ada", never)).toMatchObject({
          ok: true,
        });
        expect(readFileSync(path, "utf8")).toBe("old\n");
      },
    );

    onThe("container")("gone meanwhile: that nobody knows is said", async () => {
      const path = world.at("gone-meanwhile");
      writeFileSync(path, "old\n");
      const { id, state } = await change(writeFile, { path, content: "new\n" }, long);
      world.place.remove();
      expect(await world.desk.askRevert(id, never)).toEqual(ok(undefined));
      expect(state()).toBe("forgotten");
    });

    onThe("sftp")(
      "the connection is cut by the very change: the host takes it back, and is asked over a new one",
      async () => {
        const path = world.at("rules");
        writeFileSync(path, "accept\n");
        const { state } = await change(writeFile, { path, content: "drop\n" }, 3_000);
        world.place.breakConnection();
        await expect.poll(state).toBe("reverted");
        expect(readFileSync(path, "utf8")).toBe("accept\n");
      },
    );

    // The rest is the same wherever sh runs.
    if (way !== "local") return;

    test("confirmed: it stays, nothing is left on the host, and it is on record", async () => {
      const path = world.at("confirmed");
      writeFileSync(path, "old\n");
      const { folder, id, state } = await change(writeFile, { path, content: "new\n" }, long);
      const waiting = Number(readFileSync(`${folder}/pid`, "utf8"));
      expect(await world.desk.confirmRevert(id, "ada", never)).toEqual(ok(undefined));
      expect([readFileSync(path, "utf8"), state()]).toEqual(["new\n", "kept"]);
      expect(existsSync(folder)).toBe(false);
      await expect.poll(() => existsSync(`/proc/${waiting}/cmdline`)).toBe(false);
      expect(world.audit).toMatchObject([{ kind: "revert-confirmed", actor: "ada" }]);
      expect(await world.desk.confirmRevert(id, "ada", never)).toMatchObject({
        error: { code: "revert-late" },
      });
    });

    test("taken back by the person: the host does it now, and runs what was asked for after it", async () => {
      const [path, seen] = [world.at("taken-back"), world.at("seen")];
      writeFileSync(path, "old\n");
      const command = `cat ${path} >${seen}`;
      const input = { path, content: "new\n", revert_command: command };
      const { folder, id, state } = await change(writeFile, input, long);
      expect(await world.desk.revertNow(id, "ada", never)).toEqual(ok(undefined));
      expect([readFileSync(path, "utf8"), readFileSync(seen, "utf8"), state()]).toEqual([
        "old\n",
        "old\n",
        "reverted",
      ]);
      // The process on the host cleans up after itself.
      await expect
        .poll(() => [existsSync(folder), existsSync(`${folder}.due`)])
        .toEqual([false, false]);
      expect(world.audit.map(({ kind, actor }) => [kind, actor])).toEqual([
        ["revert-asked", "ada"],
        ["revert-ended", "fairlead"],
      ]);
    });

    test("asked while the command after it still runs: not over yet, then its end", async () => {
      const [path, go] = [world.at("slow"), world.at("go")];
      writeFileSync(path, "old\n");
      const command = `until [ -e ${go} ]; do sleep 0.1; done`;
      const input = { path, content: "new\n", revert_command: command };
      const { folder, id, state } = await change(writeFile, input, long);
      writeFileSync(`${folder}/now`, "");
      await expect.poll(() => existsSync(`${folder}.due`)).toBe(true);
      expect(await world.desk.askRevert(id, never)).toEqual(ok(undefined));
      expect(state()).toBe("armed");
      writeFileSync(go, "");
      await expect
        .poll(async () => {
          await world.desk.askRevert(id, never);
          return state();
        })
        .toBe("reverted");
    });

    test("a command that is broken does not keep the file from being put back, and its failure is told", async () => {
      const path = world.at("broken");
      writeFileSync(path, "old\n");
      const input = { path, content: "new\n", revert_command: "echo 'never closed" };
      const { id, state } = await change(writeFile, input, long);
      await world.desk.revertNow(id, "ada", never);
      expect([readFileSync(path, "utf8"), state()]).toEqual(["old\n", "reverted, command failed"]);
    });

    test("what somebody changed since is left, and so is a link in its place", async () => {
      const [path, linked, other] = [world.at("since"), world.at("linked"), world.at("other")];
      for (const each of [path, linked, other]) writeFileSync(each, "old\n");
      const changes = [
        await change(writeFile, { path, content: "new\n" }, long),
        await change(deleteFile, { path: linked }, long),
      ];
      writeFileSync(path, "somebody's\n");
      writeFileSync(linked, "");
      // Its time is over when the test says so: on a busy machine three seconds can be too few for two changes.
      for (const { folder } of changes) writeFileSync(`${folder}/now`, "");
      await expect
        .poll(async () => {
          for (const { id } of changes) await world.desk.askRevert(id, never);
          return changes.map(({ state }) => state());
        })
        .toEqual(["changed", "changed"]);
      expect(readFileSync(path, "utf8")).toBe("somebody's\n");
      expect(lstatSync(linked).size).toBe(0);
    });

    test("a change that is not made leaves nothing waiting", async () => {
      const path = world.at("not-made");
      writeFileSync(path, "old\n");
      const planned = await world.plan(writeFile, { path, content: "new\n", revert_after: "10s" });
      const { action } = planned;
      if (action.kind !== "change-file" || !action.revert) throw new Error("this is no change");
      const begin = async () => {
        writeFileSync(path, "meanwhile\n");
        return ok(undefined);
      };
      expect(await planned.act(action, begin, never)).toMatchObject({ ok: false });
      expect(existsSync(revertFolder(action.revert.token))).toBe(false);
      expect(readFileSync(path, "utf8")).toBe("meanwhile\n");
    });
  });
}
