import { expect, test } from "vitest";
import { approval } from "../test/approvals-scene.ts";
import { useApprovals } from "./approvals-store.ts";
import { type DesktopPage, followOnDesktop } from "./desktop-notices.ts";

function desk(focused: boolean) {
  const told: string[] = [];
  const page: DesktopPage = {
    hasFocus: () => focused,
    focus: () => told.push("focus"),
    show: (title, { body, tag }) => {
      told.push(`${title}: ${body}`);
      return { close: () => told.push(`close ${tag}`), onclick: null };
    },
  };
  return { told, page };
}

test("tells of a question once and takes it back when it is answered", () => {
  const stop = new AbortController();
  const { told, page } = desk(false);
  useApprovals.setState({ approvals: [] });
  followOnDesktop(page, stop.signal);
  const one = approval("one", `echo ${"x".repeat(300)}`);
  useApprovals.setState({ approvals: [one] });
  useApprovals.setState({ approvals: [one] });
  useApprovals.setState({ approvals: [] });
  stop.abort();
  expect([told.length, told[0]?.slice(0, 51), (told[0]?.length ?? 0) < 220, told[1]]).toEqual([
    2,
    "The agent wants to run on root@web-1: echo xxxxxxxx",
    true,
    "close appr-one",
  ]);
});

test("says nothing to somebody who looks at the window", () => {
  const stop = new AbortController();
  const { told, page } = desk(true);
  followOnDesktop(page, stop.signal);
  useApprovals.setState({ approvals: [approval("two", "ls")] });
  useApprovals.setState({ approvals: [] });
  stop.abort();
  expect(told).toEqual([]);
});
