import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PolicyInForce } from "../shared/contract/policy.ts";
import { dataPaths } from "./base/paths.ts";
import { build } from "./build.ts";

test("the running app takes a changed policy file into force, names its mistakes, and audits both", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-reload-"));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  const environment = {
    FAIRLEAD_HOME: join(folder, "home"),
    HOME: folder,
    PATH: process.env["PATH"],
  };
  const paths = dataPaths(environment);
  const app = await build({ paths, environment, runtime: "web", resume: false });
  if (!app.ok) throw new Error(app.error.detail);
  const { audit, policy } = cleanup.use(app.value).services;

  const change = (text: string): Promise<PolicyInForce> => {
    const changed = new Promise<PolicyInForce>((resolve) => {
      const listening = policy.changed.on(() => {
        listening[Symbol.dispose]();
        resolve(policy.inForce());
      });
    });
    writeFileSync(`${paths.policy}.new`, text);
    renameSync(`${paths.policy}.new`, paths.policy);
    return changed;
  };
  const verdict = async (command: string) => {
    const judged = await policy.explain(command, null, null);
    return judged.ok ? judged.value.verdict : judged.error.code;
  };

  expect([await verdict("ls"), await verdict("reboot")]).toEqual(["ask", "ask"]);
  const before = policy.inForce().hash;
  const good = await change(
    '{ "mode": "read-only", "commands": { "deny": ["reboot **"] } } // mine',
  );
  expect(good).toMatchObject({ mode: "read-only", file: { present: true, problem: null } });
  expect(good.hash).not.toBe(before);
  expect([await verdict("ls"), await verdict("sudo reboot")]).toEqual(["allow", "deny"]);

  const bad = await change('{\n  "mode": "everything"\n}');
  expect(bad).toMatchObject({ mode: "read-only", file: { problem: { line: 2 } } });
  expect(bad.hash).toBe(good.hash);
  expect(await verdict("sudo reboot")).toBe("deny");
  expect(await verdict(`echo {} > ${paths.policy}`)).toBe("deny");
  const kinds = ["policy-file-loaded", "policy-file-invalid"];
  const audited = async () => {
    const page = await audit.page({ filter: { kinds }, before: null, limit: 10 });
    if (!page.ok) throw new Error(page.error.detail);
    return new Set(page.value.entries.map(({ kind }) => kind));
  };
  // Nothing waits for these entries: they are no acts.
  await expect.poll(audited).toEqual(new Set(kinds));
});
