import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

type SceneHost = { id: string; name: string; jump: string | null } & Record<string, unknown>;
type Scene = { hosts: SceneHost[]; importable: unknown[]; terminals: object[] };
const [one, two, three] = ["web-1", "web-2", "db-1"] as const;
declare const fake: { scene: Scene; sayAll: () => void; sayTerminal: (info: object) => void };

/** db-1 is reached over web-2, which is reached over web-1. */
async function withChain(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const host of fake.scene.hosts) {
      if (host.name === "web-2") host.jump = "host-web-1";
      if (host.name === "db-1") host.jump = "host-web-2";
    }
    fake.sayAll();
  });
  const path = new RegExp(`^${three}, .*, over ${one} → ${two}$`);
  await page.getByRole("button", { name: path }).waitFor();
}

async function edit(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: new RegExp(`^${name}, `) }).hover();
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Edit…" }).click();
  return page.getByRole("dialog", { name: `Edit ${name}` });
}

test("the dialog shows the way, refuses a circle and explains the agent", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  await withChain(page);
  const dialog = await edit(page, three);
  await dialog.getByText(`you → ${one} → ${two} → ${three}`).waitFor();
  await dialog.getByText("More", { exact: true }).click();
  await dialog.getByRole("switch", { name: "Forward the ssh-agent" }).click();
  await dialog.getByLabel("Keepalive (seconds)").fill("30");
  const found = {
    dark: await violations(page),
    light: [] as string[],
    clipped: await clipped(page),
  };
  await page.emulateMedia({ colorScheme: "light" });
  found.light = await violations(page);
  expect(found).toEqual({ dark: [], light: [], clipped: [] });
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  const saved = await page.evaluate((name) => {
    const host = fake.scene.hosts.find((each) => each.name === name);
    return [host?.["keepaliveSeconds"], host?.["forwardAgent"], host?.["compression"]];
  }, three);
  expect(saved).toEqual([30, true, false]);

  const first = await edit(page, one);
  await first.getByRole("combobox", { name: "Reached over" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: three }).click();
  await first
    .getByText(`${one} → ${three} → ${two} → ${one} goes in a circle. Choose another jump host.`)
    .waitFor();
  await first.getByRole("button", { name: "Save", exact: true }).click();
  expect(await first.isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  await first.waitFor({ state: "detached" });

  await page.getByRole("button", { name: new RegExp(`^${two}, `) }).hover();
  await page.getByRole("button", { name: `Actions for ${two}` }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByText(`${three} is reached over ${two}. Give it another way first.`).waitFor();
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  expect(await page.getByText("ssh-agent forwarded").count()).toBe(0);
  await page.evaluate(() => fake.sayTerminal({ ...fake.scene.terminals[0], agentForwarded: true }));
  const forwarded = page.getByText("ssh-agent forwarded");
  await forwarded.waitFor();
  expect(await forwarded.locator("..").getAttribute("title")).toContain(
    "the keys of your ssh-agent",
  );
  expect(problems).toEqual([]);
});

test("importing ticks what a host is reached over, and offers the agent unticked", async () => {
  await using view = await world.page({ scene: "?empty" });
  const { page } = view;
  await page.evaluate(() => {
    const host = (alias: string, jump: string | null, forwardAgent: boolean) => ({
      ...{ alias, address: `${alias}.example.org`, port: 22, user: "", identityFile: null },
      ...{ jump, forwardAgent, keepaliveSeconds: null, compression: false },
    });
    fake.scene.importable = [
      host("web", "bastion", true),
      host("bastion", null, false),
      host("other", null, true),
    ];
  });
  await page.getByRole("button", { name: "Practice, no language model" }).click();
  const dialog = page.getByRole("dialog", { name: "Import from ~/.ssh/config" });
  await dialog.getByRole("checkbox", { name: /^All/ }).click();
  await dialog.getByRole("checkbox", { name: /^web/ }).click();
  expect(await dialog.getByRole("checkbox", { name: /^bastion/ }).isDisabled()).toBe(true);
  const agents = dialog.getByRole("checkbox", { name: /Forward the ssh-agent/ });
  expect(
    await agents.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked)),
  ).toEqual([false, false]);
  await agents.first().check();
  await dialog.getByRole("button", { name: "Import 2 hosts" }).click();
  await page.getByRole("button", { name: /^bastion, / }).waitFor();
  expect((await logOf(page)).calls).toContain("import web,bastion agent web");
});
