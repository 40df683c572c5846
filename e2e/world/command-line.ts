import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type AuditEntry, auditEntry } from "../../shared/contract/audit.ts";
import { lateProcess } from "../run/late-process.ts";
import type { World } from "./world.ts";

const cli = fileURLToPath(new URL("../../src-main/cli/fairlead.mjs", import.meta.url));

/** Runs `fairlead` with these arguments in the world, to its end. */
export async function fairlead(
  world: World,
  ...args: string[]
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = world.spawn(process.execPath, [cli, ...args], lateProcess);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [output, errors] = await Promise.all([
    child.stdout === null ? "" : text(child.stdout),
    child.stderr === null ? "" : text(child.stderr),
  ]);
  return { code: await ended, output, errors };
}

/** Every entry of the world's audit, as it is on the disk. */
export function auditOf(world: World): AuditEntry[] {
  const lines = readFileSync(join(world.dataFolder, "audit.jsonl"), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => auditEntry.parse(JSON.parse(line)));
}
