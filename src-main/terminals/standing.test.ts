import { describe, expect, test } from "vitest";
import { type TerminalState, terminalState } from "../../shared/contract/terminals.ts";
import {
  firstStanding,
  remedyOf,
  type StandingEvent,
  stand,
  whenEnded,
  whenSilent,
} from "./standing.ts";

const events: StandingEvent[] = [
  { type: "opening" },
  { type: "trying" },
  { type: "attached" },
  { type: "stalled", reason: "slow" },
  { type: "answers" },
  { type: "silent", reason: "dumb" },
  { type: "detached", reason: "cut" },
  { type: "waiting", reason: "refused", nextTryAt: 5 },
  { type: "refused", reason: "wrong key" },
  { type: "gone", reason: "rebooted" },
  { type: "exited", reason: "exit" },
];

/** Every state and every event; "." = cannot happen there, nothing changes. */
const expected: Record<TerminalState, string> = {
  //              opening    trying       attached stalled answers silent       detached     waiting      refused      gone exited
  connecting:
    ".          reconnecting ready    .       .       .            .            reconnecting not-attached lost .",
  ready:
    ".          .            .        stalled .       not-attached reconnecting .            .            lost closed",
  stalled:
    ".          .            .        .       ready   not-attached reconnecting .            .            lost closed",
  reconnecting:
    ".          reconnecting ready    .       .       .            .            reconnecting not-attached lost .",
  "not-attached":
    "connecting reconnecting .        .       ready   .            reconnecting .            .            lost closed",
  lost: "connecting .            .        .       .       .            .            .            .            .    .",
  closed:
    "connecting .            .        .       .       .            .            .            .            .    .",
};

describe("every event in every state", () => {
  for (const state of terminalState.options) {
    test(state, () => {
      const from = { state, reason: "before", nextTryAt: 1 };
      const reached = events.map((event) => {
        const to = stand(from, event);
        return to === from ? "." : to.state;
      });
      expect(reached).toEqual(expected[state].split(/\s+/));
    });
  }
});

test("a reason and a time belong to the event that brought them", () => {
  const ready = { state: "ready", reason: null, nextTryAt: null } as const;
  const cut = stand(ready, { type: "detached", reason: "cut" });
  expect(cut).toEqual({ state: "reconnecting", reason: "cut", nextTryAt: null });
  const waits = stand(cut, { type: "waiting", reason: "refused", nextTryAt: 5 });
  expect(waits).toEqual({ state: "reconnecting", reason: "refused", nextTryAt: 5 });
  expect(stand(waits, { type: "trying" })).toEqual({
    state: "reconnecting",
    reason: null,
    nextTryAt: null,
  });
});

test("nothing leads from a shell that is gone to another one, but a person's wish", () => {
  for (const state of ["lost", "closed"] as const) {
    const from = { state, reason: "gone", nextTryAt: null };
    const leading = events.filter((event) => stand(from, event) !== from);
    expect(leading.map(({ type }) => type)).toEqual(["opening"]);
  }
});

test("what a backend says of its end and of its silence", () => {
  expect(whenEnded({ kind: "exited", exitCode: 3 })).toEqual({
    type: "exited",
    reason: "The shell has ended with exit code 3.",
  });
  expect(whenEnded({ kind: "exited", exitCode: null }).type).toBe("exited");
  expect(whenEnded({ kind: "gone", reason: "rebooted" })).toEqual({
    type: "gone",
    reason: "rebooted",
  });
  const said = (["answers", "stalled", "silent"] as const).map(whenSilent);
  expect(said.map(({ type }) => type)).toEqual(["answers", "stalled", "silent"]);
});

test("what a person can do, by where the terminal stands", () => {
  const there = { isAttached: true, isBorrowed: false };
  const away = { isAttached: false, isBorrowed: false };
  const notAttached = { state: "not-attached", reason: null, nextTryAt: null } as const;
  const lost = { state: "lost", reason: null, nextTryAt: null } as const;
  expect(remedyOf(firstStanding, away)).toBeNull();
  expect(remedyOf({ state: "reconnecting", reason: null, nextTryAt: 5 }, away)).toBe("now");
  expect(remedyOf(notAttached, away)).toBe("reconnect");
  expect(remedyOf(notAttached, there)).toBe("new-shell");
  expect(remedyOf(lost, away)).toBe("new-shell");
  expect(remedyOf(lost, { isAttached: false, isBorrowed: true })).toBeNull();
});
