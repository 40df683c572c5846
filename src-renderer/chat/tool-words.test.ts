import { expect, test } from "vitest";
import { type ToolItemData, toolExplanation, toolMark, toolPath, toolTitle } from "./tool-words.ts";

type Standing = Pick<ToolItemData, "status" | "exitCode">;

for (const [title, standing, word] of [
  ["exit 0", { status: { state: "done" }, exitCode: 0 }, "exit 0"],
  ["another exit code is not success", { status: { state: "done" }, exitCode: 2 }, "exit 2"],
  ["no exit code", { status: { state: "done" }, exitCode: null }, "done"],
  ["a no", { status: { state: "denied", comment: "" }, exitCode: null }, "denied, not run"],
  ["nobody knows", { status: { state: "unknown" }, exitCode: null }, "unknown whether it ran"],
] as const satisfies readonly (readonly [string, Standing, string])[]) {
  test(`${title} -> ${word}`, () => {
    expect(toolMark(standing).word).toBe(word);
  });
}

test("only exit 0 and a plain done look like success", () => {
  const done = (exitCode: number | null) => toolMark({ status: { state: "done" }, exitCode }).tone;
  expect([done(0), done(null), done(1)]).toEqual(["success", "success", "warning"]);
});

test("titles say where; a refusal says why", () => {
  expect([
    toolTitle({ tool: "run_shell", hostName: "web-1" }),
    toolTitle({ tool: "time", hostName: "" }),
    toolTitle({ tool: "brand_new", hostName: "web-1" }),
    toolExplanation({ status: { state: "refused", refusals: [{ at: 1, sentence: "A tab." }] } }),
  ]).toEqual(["run on web-1", "look at the clock", "brand_new on web-1", "A tab."]);
});

test("a call about a file says which, whatever else it is told", () => {
  const path = (tool: string, input: unknown) =>
    toolPath({ tool, input: typeof input === "string" ? input : JSON.stringify(input) });
  expect(path("read_file", { path: "/etc/motd" })).toBe("/etc/motd");
  expect(path("copy_file", { path: "/a", destination: "/b" })).toBe("/a → /b");
  expect(path("write_file", '{"path":')).toBeNull();
  expect(path("edit_file", { path: 7 })).toBeNull();
  expect(path("run_shell", { path: "/a" })).toBeNull();
});
