import { expect, test } from "vitest";
import {
  type ToolItemData,
  toolExplanation,
  toolMark,
  toolSubject,
  toolTitle,
} from "./tool-words.ts";

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

test("a call of the plan says what is done to it", () => {
  const of = (input: string) => toolTitle({ tool: "plan", hostName: "", input });
  expect([of('{"action":"advance"}'), of('{"action":'), of('{"action":"constructor"}')]).toEqual([
    "tick a step of its plan",
    "plan",
    "plan",
  ]);
});

test("a call says which file, page or search it is about, whatever else it is told", () => {
  const about = (tool: string, input: unknown) =>
    toolSubject({ tool, input: typeof input === "string" ? input : JSON.stringify(input) });
  const path = (text: string) => ({ text, what: "path" });
  expect(about("read_file", { path: "/etc/motd" })).toEqual(path("/etc/motd"));
  expect(about("copy_file", { path: "/a", destination: "/b" })).toEqual(path("/a → /b"));
  expect(about("fetch_url", { url: "https://example.com/" })?.what).toBe("address");
  expect(about("web_search", { query: "nginx 502" })).toEqual({ text: "nginx 502", what: "query" });
  expect(about("write_file", '{"path":')).toBeNull();
  expect(about("edit_file", { path: 7 })).toBeNull();
  expect(about("run_shell", { path: "/a" })).toBeNull();
});
