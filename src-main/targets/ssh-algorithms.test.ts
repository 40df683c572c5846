import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { offeredAlgorithms } from "./ssh-algorithms.ts";

const load = createRequire(import.meta.url);
const { generateAlgorithmList } = load("ssh2/lib/utils.js");
const own = load("ssh2/lib/protocol/constants.js");

/** What ssh2 makes of it. */
function offered(recorded: string[], usable?: (name: string) => boolean) {
  const { kex, serverHostKey } = offeredAlgorithms(recorded, usable);
  return {
    kex: generateAlgorithmList(kex, own.DEFAULT_KEX, own.SUPPORTED_KEX) as string[],
    hostKeys: generateAlgorithmList(
      serverHostKey,
      own.DEFAULT_SERVER_HOST_KEY,
      own.SUPPORTED_SERVER_HOST_KEY,
    ) as string[],
  };
}

test("host keys of the types on record are asked for first, the others stay on offer", () => {
  const rsa = offered(["ssh-rsa", "ssh-dss", "unheard"]).hostKeys;
  expect([rsa.slice(0, 3), [...rsa].sort(), offered(["ecdsa-sha2-nistp384"]).hostKeys[0]]).toEqual([
    ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"],
    [...own.DEFAULT_SERVER_HOST_KEY].sort(),
    "ecdsa-sha2-nistp384",
  ]);
});

test("what the crypto library lacks is not offered, on record or not", () => {
  const lacking = /nistp|group1[78]|ed25519/;
  const { kex, hostKeys } = offered(["ssh-ed25519"], (name) => !lacking.test(name));
  expect([
    [...kex, ...hostKeys].filter((name) => lacking.test(name)),
    kex.length > 0,
    hostKeys[0],
  ]).toEqual([[], true, "rsa-sha2-512"]);
});

test("with nothing on record and nothing missing ssh2's own lists stand", () => {
  const { kex, hostKeys } = offered([], () => true);
  expect({ kex, hostKeys }).toEqual({
    kex: own.DEFAULT_KEX,
    hostKeys: own.DEFAULT_SERVER_HOST_KEY,
  });
});
