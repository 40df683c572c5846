import { expect, test } from "vitest";
import { paneEnd } from "./pane-end.ts";

test("while its session lives a pane is only detached, for the reason that was said", () => {
  const there = { isGone: false, isYoung: true };
  expect(paneEnd({ kind: "lost", reason: "" }, there)).toEqual({
    kind: "detached",
    reason: "the connection to tmux was lost",
  });
  expect(paneEnd({ kind: "left", reason: "no room" }, there)).toEqual({
    kind: "detached",
    reason: "no room",
  });
});

test("with its session a shell is gone; one that was hardly there may have ended by itself", () => {
  const left = { kind: "left", reason: "" } as const;
  expect(paneEnd(left, { isGone: true, isYoung: false }).kind).toBe("gone");
  expect(paneEnd(left, { isGone: true, isYoung: true })).toEqual({
    kind: "exited",
    exitCode: null,
  });
});
