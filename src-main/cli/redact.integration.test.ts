import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const bin = fileURLToPath(new URL("./fairlead.mjs", import.meta.url));
const command = [bin, "redact"];

test("what goes through comes out without secrets, the rest byte for byte", () => {
  const input = `PATH=/bin\nDB_PASSWORD=hunter2-and-more\nsha256:${"ab".repeat(32)}\nno end`;
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    input,
    encoding: "utf8",
  });
  expect(stdout).toBe(input.replace("hunter2-and-more", "[redacted]"));
  expect([status, stderr]).toEqual([0, ""]);
});

test("a line is there while the input goes on", async () => {
  const filter = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "inherit"] });
  filter.stdout.setEncoding("utf8");
  filter.stdin.write("token=abcdefgh12345\n");
  const [line] = await once(filter.stdout, "data");
  expect(line).toBe("token=[redacted]\n");
  filter.stdin.end();
  const [code] = await once(filter, "close");
  expect(code).toBe(0);
});
