import { expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import { fail } from "../../shared/result.ts";
import { cliWorld } from "./cli-world.ts";

/** Types the secret once it is asked for. */
const typing = (secret: string) => {
  let typed = false;
  return (shown: string, type: (text: string) => void) => {
    if (typed || !shown.endsWith(": ")) return;
    typed = true;
    setImmediate(() => type(`${secret}\r`));
  };
};

test("a secret is stored under its name, replaced under it, and never shown", async () => {
  using world = cliWorld();
  for (const secret of ["first", "second"]) {
    const { code, output, shown } = await world.run(["secrets", "set", "webhook"], typing(secret));
    expect([code, output]).toEqual([0, ""]);
    expect(shown).not.toContain(secret);
  }
  const stored = [...world.secrets.values()].map(({ bytes, label }) => [label, String(bytes)]);
  expect(stored).toEqual([["webhook", "second"]]);
  expect((await world.run(["secrets", "list"])).output).toBe("webhook\n");
});

test("an empty secret is none", async () => {
  using world = cliWorld();
  expect((await world.run(["secrets", "set", "webhook"], typing(""))).code).toBe(2);
  expect(world.secrets.size).toBe(0);
});

test("what is not there cannot be removed, and a keychain that fails says so", async () => {
  using world = cliWorld();
  expect(await world.run(["secrets", "remove", "other"])).toMatchObject({
    code: 1,
    shown: 'No secret is called "other".\n',
  });
  world.services.credentials.set = () => fail(failure("secret-locked"));
  expect(await world.run(["secrets", "set", "webhook"], typing("x"))).toMatchObject({ code: 1 });
});
