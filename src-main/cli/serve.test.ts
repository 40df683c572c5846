import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { claimInstance } from "../runtime/instance-lock.ts";
import { localDoorServer } from "../runtime/local-door.ts";
import { cliWorld } from "./cli-world.ts";

const line = /^Fairlead is ready at (http:\/\/127\.0\.0\.1:(\d+)\/#([A-Za-z0-9_-]{43}))\n$/;

type World = ReturnType<typeof cliWorld>;

/** Runs `serve`; `url` settles when it is ready, `stop` ends it. */
function serving(world: World, ...args: string[]) {
  const ready = Promise.withResolvers<{ url: string; stop: () => void }>();
  const ended = world.run(["serve", ...args], undefined, (output, stop) => {
    const url = line.exec(output)?.[1];
    if (url !== undefined) ready.resolve({ url, stop });
  });
  return { ready: ready.promise, ended };
}

async function exchange(url: string): Promise<number> {
  const { hash, origin } = new URL(url);
  const answer = await fetch(`${origin}/session`, {
    method: "POST",
    headers: { origin, "user-agent": "test\u00a0browser" },
    body: JSON.stringify({ token: hash.slice(1) }),
  });
  await answer.text();
  return answer.status;
}

test("serve prints exactly one line, serves the page and ends in peace", async () => {
  using world = cliWorld();
  const { ready, ended } = serving(world);
  const { url, stop } = await ready;
  expect(await (await fetch(url)).text()).toBe("<!doctype html>page");
  expect(await exchange(url)).toBe(200);
  stop();
  const { code, output, shown } = await ended;
  expect([code, line.test(output)]).toEqual([0, true]);
  expect(shown).toBe("A window was opened from 127.0.0.1 (test⟨U+00A0⟩browser).\n");
  await expect(fetch(url)).rejects.toThrow();
});

test("a second serve gives a new link to the first one and lasts as long", async () => {
  using world = cliWorld();
  const first = serving(world);
  const one = await first.ready;
  const second = serving(world);
  const other = await second.ready;
  expect(new URL(other.url).origin).toBe(new URL(one.url).origin);
  expect(other.url).not.toBe(one.url);
  expect(await exchange(other.url)).toBe(200);
  one.stop();
  expect((await first.ended).code).toBe(0);
  expect(await second.ended).toMatchObject({
    code: 0,
    shown: "Fairlead was already running with this data folder; this is a new link to it.\n",
  });
});

test("beside a process without a web runtime serve says so", async () => {
  using world = cliWorld();
  const claimed = await claimInstance(world.paths, world.environment, new AbortController().signal);
  if (!claimed.ok || claimed.value.kind !== "holder") throw new Error("not the holder");
  await using instance = claimed.value.instance;
  await instance.listen(localDoorServer(world.services, () => null));
  const { code, output, shown } = await serving(world).ended;
  expect([code, output]).toEqual([1, ""]);
  expect(shown).toContain("Fairlead is already running with this data folder");
});

test("an address for other machines needs the flag, and what it exposes is said", async () => {
  using world = cliWorld();
  const refused = await serving(world, "--host", "0.0.0.0").ended;
  expect([refused.code, refused.output]).toEqual([1, ""]);
  expect(refused.shown).toContain("--expose-terminals-to-network");
  const { ready, ended } = serving(world, "--host", "0.0.0.0", "--expose-terminals-to-network");
  (await ready).stop();
  expect((await ended).shown).toContain("Whoever gets hold of a link commands every terminal here");
});

test("a page that is not built, and a port that is taken, are sentences", async () => {
  using world = cliWorld();
  using other = cliWorld();
  const { ready, ended } = serving(world);
  const { url, stop } = await ready;
  expect(await serving(other, "--port", new URL(url).port).ended).toMatchObject({
    code: 1,
    output: "",
  });
  stop();
  await ended;
  rmSync(`${world.folder}/renderer`, { recursive: true });
  expect(await serving(world).ended).toEqual({
    code: 1,
    output: "",
    shown: "The page is not built yet. Run npm run build, or npm start.\n",
  });
});
