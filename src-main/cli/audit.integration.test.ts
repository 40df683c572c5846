import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CliWorld } from "../../e2e/world/cli.ts";
import { runWithKeychain } from "../../e2e/world/keychain.ts";
import { ScriptedModel } from "../../e2e/world/model.ts";
import { runs, says } from "../../e2e/world/model-turns.ts";

const bin = fileURLToPath(new URL("./fairlead.mjs", import.meta.url));

test("starts and stops stand in the audit; without a keychain it is consistent, origin not proven", async () => {
  using world = new CliWorld();
  await world.run("hosts", "add", "db.example");
  expect(world.auditKinds()).toEqual(["app-started", "app-stopped"]);
  const { code, output } = await world.run("audit", "verify");
  expect([code, output]).toEqual([
    0,
    "The audit is consistent, origin not proven: 2 entries.\nOrigin not proven: the head is not signed, because no keychain was at hand when it was written.\n",
  ]);
});

test("a cut tail and a replaced database are named by exit code 6, whoever looks first", async () => {
  using world = new CliWorld();
  await world.run("hosts", "add", "db.example");
  const path = join(world.home, "data", "audit.jsonl");
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, whole.slice(0, whole.indexOf("\n") + 1));
  const cut = await world.run("audit", "verify");
  expect([cut.code, cut.errors]).toEqual([
    6,
    "The audit is broken at entry 2 (audit.jsonl): The end is missing: the files hold 1 entry, the database knows of 2. The entry before it is consistent.\n",
  ]);
  writeFileSync(path, whole);
  expect((await world.run("audit", "verify")).code).toBe(0);
  for (const end of ["", "-wal", "-shm"]) {
    rmSync(join(world.home, "data", `fairlead.db${end}`), { force: true });
  }
  const replaced = await world.run("audit", "verify");
  expect([replaced.code, replaced.errors]).toEqual([
    6,
    expect.stringContaining("the database knows of no audit: it was deleted or replaced"),
  ]);
  await world.run("hosts", "list");
  expect(world.auditKinds()).toContain("tampered");
  expect((await world.run("audit", "verify")).code).toBe(6);
});

test("a full disk: nothing runs, and it is said", async () => {
  await using model = await ScriptedModel.start();
  using world = new CliWorld({ FAIRLEAD_BASE_URL: model.baseUrl, FAIRLEAD_MODEL: "scripted" });
  const mark = join(world.home, "ran");
  model.script(runs(`touch ${mark}`), says("done"));
  mkdirSync(join(world.home, "data"), { mode: 0o700 });
  symlinkSync("/dev/full", join(world.home, "data", "audit.jsonl"));
  const { code, errors, output } = await world.run(
    "exec",
    "--dangerously-auto-approve",
    "make the file",
  );
  expect(existsSync(mark)).toBe(false);
  expect(code).not.toBe(0);
  expect(output + errors).toContain("The audit could not be written");
});

test("with a keychain the head is signed and verify proves it; a head written by another is named", async () => {
  const program = `
        import { spawnSync } from "node:child_process";
    import { join } from "node:path";
    import { DatabaseSync } from "node:sqlite";
        const home = join(process.env.HOME, "data");
    const run = (env, ...args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [${JSON.stringify(bin)}, ...args], {
        env: { ...process.env, FAIRLEAD_HOME: home, ...env }, encoding: "utf8",
      });
      return [status, stdout + stderr];
    };
    const said = {};
    run({}, "hosts", "add", "db.example");
    said.proven = run({}, "audit", "verify");
    said.elsewhere = run({ FAIRLEAD_KEYCHAIN: "off" }, "audit", "verify");
    run({}, "hosts", "list");
    said.again = run({}, "audit", "verify");
    const database = new DatabaseSync(join(home, "fairlead.db"));
    database.exec("UPDATE audit_head SET sequence = sequence - 1");
    database.close();
    said.forged = run({}, "audit", "verify");
    console.log(JSON.stringify(said));
    process.exit();`;
  const said = JSON.parse(await runWithKeychain("unlocked", program));
  expect(said).toEqual({
    proven: [
      0,
      expect.stringMatching(
        /^The audit is consistent, its origin proven: 3 entries\.\nThe head is signed with the key/,
      ),
    ],
    elsewhere: [0, expect.stringContaining("the key that signed it is not at hand here")],
    again: [0, expect.stringContaining("its origin proven: 5 entries")],
    forged: [6, expect.stringContaining("does not verify with the key of the keychain")],
  });
});
