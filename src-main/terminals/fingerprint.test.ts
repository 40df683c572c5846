import { expect, test } from "vitest";
import { hostId, terminalId } from "../../shared/ids.ts";
import { type FingerprintFacts, fingerprintOf } from "./fingerprint.ts";

const identity = { kind: "ssh", user: "ada", key: "SHA256:abc" } as const;
const facts: FingerprintFacts = {
  terminalId: terminalId.parse("term-1"),
  hostId: hostId.parse("host-1"),
  identity,
  integration: "marks",
  nonce: "n1",
};

test("what an approval is not about leaves it as it is", () => {
  const same = fingerprintOf(facts);
  expect(fingerprintOf({ ...facts, integration: "starting" })).toBe(same);
  expect(fingerprintOf({ ...facts, integration: "none" })).toBe(same);
});

test("another terminal, host, user, host key, shell or program at the prompt is another target", () => {
  const others: FingerprintFacts[] = [
    facts,
    { ...facts, terminalId: terminalId.parse("term-2") },
    { ...facts, hostId: hostId.parse("host-2") },
    { ...facts, identity: null },
    { ...facts, identity: { ...identity, kind: "container" } },
    { ...facts, identity: { ...identity, user: "root" } },
    { ...facts, identity: { ...identity, key: "SHA256:abd" } },
    { ...facts, integration: "foreign" },
    { ...facts, nonce: "n2" },
  ];
  expect(new Set(others.map(fingerprintOf)).size).toBe(others.length);
});
