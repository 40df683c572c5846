import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { connectHolder } from "../src-main/cli/holder-client.ts";
import { test } from "./journey.ts";
import { approve, cardAt } from "./steps/approval.ts";
import { ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { hostKeyQuestion } from "./steps/hosts.ts";
import { tabTo } from "./steps/keyboard.ts";
import { scripted } from "./steps/models.ts";
import { expectReady, paneOf } from "./steps/terminal.ts";
import { auditOf } from "./world/command-line.ts";
import { ScriptedModel } from "./world/model.ts";
import { calls, says } from "./world/model-turns.ts";
import { RemoteHost } from "./world/remote-host.ts";
import { makeKey } from "./world/ssh-keys.ts";
import type { World } from "./world/world.ts";

/** What each of the four says it is; the last one does not say. */
const releases = ["12.4\n", "12.4\n", "12.1\n", null];

/** Four machines of which only the first was never connected to, and a second name for it: web-1 to web-5. */
async function openHosts(owned: AsyncDisposableStack, world: World) {
  const key = makeKey(world.home, "deploy-key");
  const hosts = await Promise.all(releases.map(() => RemoteHost.start()));
  for (const [at, host] of hosts.entries()) {
    owned.use(host);
    host.sshd.authorize(key);
    const release = releases[at] ?? null;
    if (release !== null) host.write("release", release);
  }
  const known = hosts.slice(1).map(({ sshd }) => {
    const [type, blob] = sshd.hostKey().publicKey.split(" ");
    return `[${sshd.address}]:${sshd.port} ${type} ${blob}\n`;
  });
  mkdirSync(join(world.home, ".ssh"), { mode: 0o700 });
  writeFileSync(join(world.home, ".ssh", "known_hosts"), known.join(""), { mode: 0o600 });
  return { key, hosts };
}

async function addHosts(
  world: World,
  { hosts, key }: Awaited<ReturnType<typeof openHosts>>,
): Promise<void> {
  const turn = { approveAll: false, canAsk: false };
  const holder = await connectHolder(join(world.dataFolder, "fairlead.sock"), turn);
  if (!holder.ok) throw new Error(holder.error.sentence);
  using plane = holder.value;
  for (const [at, { sshd }] of [...hosts, ...hosts.slice(0, 1)].entries()) {
    const { address, port, user } = sshd;
    await plane.client.hosts.add({
      ...{ name: `web-${at + 1}`, address, port, user, group: "web" },
      authentication: { kind: "key", path: key.path },
    });
  }
}

/** Also while a question stands before it. */
const headsIn = (page: Page, label: string) =>
  page.locator(`section[aria-label="${label}"] .fleet-group-head`);

test("one command on many hosts: a person's by keyboard alone, then the agent's with a canary and a stop at the first failure", async ({
  world,
  openApp,
}) => {
  await using owned = new AsyncDisposableStack();
  const made = await openHosts(owned, world);
  await using model = await ScriptedModel.start();
  const { page } = await openApp(scripted(model));
  await addHosts(world, made);
  const { keyboard } = page;

  // A person, without a mouse: four hosts of the list, the command, exactly what would run, and the results.
  await expect(page.getByRole("button", { name: "web-5, " })).toBeVisible();
  await keyboard.press("Control+Shift+H");
  // Typed without a look: the filter has the keyboard from the chord on.
  await keyboard.type("web-");
  await expect(page.locator(".hosts-list [data-host]")).toHaveCount(5);
  await keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "web-1, " })).toBeFocused();
  await keyboard.press("Control+Space");
  for (let step = 0; step < 3; step += 1) await keyboard.press("ArrowDown");
  await keyboard.press("Control+Shift+Space");
  await tabTo(page.getByRole("button", { name: "Run on 4 hosts…" }));
  await keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Run on many hosts" });
  await expect(form.getByRole("textbox", { name: "Command" })).toBeFocused();
  await keyboard.type("cat release");
  await tabTo(form.getByRole("checkbox", { name: "Begin no further host after a failure" }));
  await keyboard.press("Space");
  await tabTo(form.getByRole("button", { name: "See what would run on 4 hosts" }));
  await keyboard.press("Enter");
  const asked = page.getByRole("dialog", { name: "Run on 4 hosts?" });
  await expect(asked.getByRole("listitem").filter({ hasText: "@web-" })).toHaveCount(4);
  await tabTo(asked.getByRole("button", { name: "Run on 4 hosts" }));
  await keyboard.press("Enter");

  // The one that was never connected to asks for its key, and holds up nobody.
  const question = hostKeyQuestion(page, "web-1");
  await expect(question).toContainText(made.hosts[0]?.sshd.hostKey().fingerprint ?? "nothing");
  const own = headsIn(page, "Run on 4 hosts");
  await expect(own.first()).toHaveText(/◇ needs you\s*web-1/);
  await expect(own).toHaveText([/needs you/, /exit 0\s*web-2/, /exit 0\s*web-3/, /exit 1\s*web-4/]);
  await tabTo(question.getByRole("button", { name: "Accept and connect" }));
  await keyboard.press("Enter");
  await expect(own).toHaveText([
    /✓ exit 0\s*2 hosts: identical\s*12\.4/,
    /✓ exit 0\s*web-3\s*12\.1/,
    /▲ exit 1\s*web-4\s*cat: /,
  ]);
  await tabTo(own.first());
  await keyboard.press("ArrowLeft");
  await keyboard.press("ArrowDown");
  await expect(own.nth(1)).toBeFocused();
  await keyboard.press("ArrowRight");
  const compared = page.locator(".fleet-panel .file-diff tbody tr");
  await expect(compared).toHaveText([/removed.*12\.4/, /added.*12\.1/]);
  await keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Open a terminal on web-3" })).toBeFocused();
  await keyboard.press("Enter");
  await expectReady(paneOf(page, "web-3"));
  await expect(page.getByRole("tab", { name: /^4 hosts: cat release/ })).toBeVisible();

  // The agent, on five: one question that names each of them, the canary, the word to go on, the stop.
  const hosts = ["web-1", "web-2", "web-3", "web-4", "web-5"];
  const wanted = { hosts, command: "cat release", reason: "to compare", canary: true };
  model.script(
    calls([{ name: "run_on_hosts", arguments: { ...wanted, parallel: 1, stop_on_failure: true } }]),
    says("web-3 is behind."),
  );
  await ask(page, "Are they all on one release?");
  const chat = page.getByRole("log", { name: "Conversation" });
  await expect(cardAt(chat).getByRole("listitem").filter({ hasText: "@web-" })).toHaveText(
    hosts.map((name) => new RegExp(`ada@${name}|@${name}`)),
  );
  await approve(chat);
  const results = headsIn(page, "Run on 5 hosts");
  await expect(results).toHaveText([/✓ exit 0\s*web-1\s*12\.4/, /○ waiting\s*4 hosts/]);
  await chat.getByRole("button", { name: "Go on with 4 more" }).click();
  await expect(results).toHaveText([
    /✓ exit 0\s*2 hosts: identical\s*12\.4/,
    /✓ exit 0\s*web-3\s*12\.1/,
    /▲ exit 1\s*web-4/,
    /– not run\s*web-5/,
  ]);
  await expect(chat).toContainText("web-4 failed, and no further host was begun.");
  await expectTurnOver(page);
  await expect(callsOf(page).last()).toHaveAccessibleName(/: done/);
  expect(model.toolResults.at(-1)).toContain("web-5: not run");
  await expect(chat.getByRole("button", { name: "Run on the 1 that did not run…" })).toBeVisible();
  const starts = auditOf(world).filter(({ kind }) => kind === "start");
  const begunOn = starts.map(({ target }) => /@(web-\d)/.exec(target ?? "")?.[1]);
  expect(begunOn.slice(0, 4).toSorted()).toEqual(hosts.slice(0, 4));
  expect(begunOn.slice(4)).toEqual(hosts.slice(0, 4));
});
