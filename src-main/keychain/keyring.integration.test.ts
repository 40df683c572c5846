import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type KeychainWorld, runWithKeychain } from "../../e2e/world/keychain.ts";
import { failure } from "../../shared/errors.ts";
import { fail } from "../../shared/result.ts";
import { Keyring, type KeyringPlan } from "./keyring.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What the keychain did: probe, then a binary value written, read, removed and read again. */
const program = `
  import { Keyring } from ${JSON.stringify(here("./keyring.ts"))};
  import { Secret } from ${JSON.stringify(here("../base/secret.ts"))};
  const probed = await Keyring.probe({ environment: process.env, probeMs: 30_000 });
  const said = { probed: probed.ok ? "usable" : probed.error.code };
  if (probed.ok) {
    const keyring = probed.value;
    const read = async () => {
      const secret = await keyring.get("cred-test");
      return secret.ok ? secret.value.reveal((bytes) => bytes.toString("hex")) : secret.error.code;
    };
    said.set = (await keyring.set("cred-test", new Secret(Buffer.from([0, 255, 10])))).ok;
    said.read = await read();
    said.removed = (await keyring.remove("cred-test")).ok;
    said.gone = await read();
    said.removedAgain = (await keyring.remove("cred-test")).ok;
  }
  console.log(JSON.stringify(said));
  process.exit();
`;

const usable = {
  probed: "usable",
  set: true,
  read: "00ff0a",
  removed: true,
  gone: "secret-missing",
  removedAgain: true,
};
const unusable = { probed: "secret-unavailable" };

for (const [world, expected] of [
  ["unlocked", usable],
  ["locked", unusable],
  ["no-daemon", unusable],
  ["no-bus", unusable],
] as const satisfies readonly (readonly [KeychainWorld, object])[]) {
  test(`keychain ${world}: ${expected.probed}, without hanging`, async () => {
    expect(JSON.parse(await runWithKeychain(world, program))).toEqual(expected);
  });
}

const refusals: [string, KeyringPlan, string][] = [
  [
    "switched off",
    { environment: { FAIRLEAD_KEYCHAIN: "off", DBUS_SESSION_BUS_ADDRESS: "unix:path=/none" } },
    "FAIRLEAD_KEYCHAIN=off says not to use one",
  ],
  [
    "headless Linux",
    { environment: {}, platform: "linux" },
    "no desktop session: DBUS_SESSION_BUS_ADDRESS is not set",
  ],
  [
    "a keychain that never answers",
    {
      environment: {},
      platform: "darwin",
      probeMs: 20,
      makeEntry: () => ({ setSecret: () => new Promise(() => undefined) }) as never,
    },
    "no answer in 0.02 s",
  ],
  [
    "a keychain that gives something else back",
    {
      environment: {},
      platform: "darwin",
      makeEntry: () =>
        ({
          setSecret: async () => undefined,
          getSecret: async () => [1],
          deleteCredential: async () => true,
        }) as never,
    },
    "what it gave back was not what it got",
  ],
];

for (const [what, plan, detail] of refusals) {
  test(`${what}: there is none, and the reason is told`, async () => {
    expect(await Keyring.probe(plan)).toEqual(fail(failure("secret-unavailable", detail)));
  });
}
