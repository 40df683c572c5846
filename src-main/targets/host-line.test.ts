import { expect, test } from "vitest";
import { connectionState, type HostStatus } from "../../shared/contract/hosts.ts";
import { type HostLineEvent, hostLine } from "./host-line.ts";

const events: HostLineEvent[] = [
  "begun",
  "connected",
  "answers",
  "stalled",
  "lost",
  "failed",
  "stopped",
];

/** Every state and every event; "." = cannot happen there, nothing changes. */
const expected: Record<HostStatus["state"], string> = {
  //              begun        connected answers   stalled lost failed stopped
  idle: "         connecting   .         .         .       .    .      .",
  connecting: "   .            connected .         .       .    failed idle",
  connected: "    .            .         connected stalled lost .      idle",
  stalled: "      .            .         connected .       lost .      idle",
  reconnecting: " .            connected connected .       .    lost   lost",
  lost: "         reconnecting .         connected .       .    .      idle",
  failed: "       connecting   .         .         .       .    .      idle",
};

for (const state of connectionState.options) {
  test(`every event while ${state}`, () => {
    const reached = events.map((event) => hostLine(state, event) ?? ".");
    expect(reached).toEqual(expected[state].trim().split(/\s+/));
  });
}
