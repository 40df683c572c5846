import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FrameWorld, logOf } from "../world/frame-world.ts";
import { clipped, violations } from "./page-checks.ts";

/** Where pictures of the list are wanted: a folder. */
const pictures = process.env["FAIRLEAD_PICTURES"];

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

/** By the palette, as a person at the keyboard does. */
async function openList(page: Page, host: string) {
  await page.keyboard.press("Control+Shift+P");
  await page.getByPlaceholder("Do, open, go to…").fill(`open a container on ${host}`);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Containers on ${host}` });
  await dialog.waitFor();
  return dialog;
}

test("by keyboard alone: the list, a filter, Enter; the container then stands under its host", async () => {
  await using view = await world.page();
  const { page } = view;
  const dialog = await openList(page, "web-1");
  await dialog.getByRole("option").first().waitFor();
  expect(await dialog.getByRole("option").allInnerTexts()).toEqual([
    expect.stringMatching(/^api\s+registry.*Up 3 hours \(healthy\)\s+3 h ago\s+\S{12}\s+docker$/s),
    expect.stringContaining("proxy"),
    expect.stringContaining("queue"),
    expect.stringContaining("shop-frontend"),
    expect.stringContaining("worker-1"),
    expect.stringMatching(/^backup.*podman$/s),
  ]);
  await page.keyboard.type("redis");
  await expect.poll(() => dialog.getByRole("option").count()).toBe(1);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  const row = page.getByRole("button", { name: "queue on web-1, docker · redis:7" });
  await row.waitFor();
  expect(await row.textContent()).toContain("queue");
  expect(await row.textContent()).not.toContain("on web-1");
  const names = await page.locator("[data-host] .host-name").allInnerTexts();
  expect(names.indexOf("queue")).toBe(names.indexOf("web-1") + 1);
  await page.getByRole("region", { name: "Terminal on queue on web-1" }).waitFor();
  expect((await logOf(page)).calls).toContain("containers host-web-1");
  expect(await page.locator(".host.production", { has: row }).count()).toBe(1);
});

test("a docker context is chosen, and the host's menu leads here; a container has none of its own", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "web-1, ", exact: false }).first().hover();
  await page.getByRole("button", { name: "Actions for web-1" }).click();
  await page.getByRole("menuitem", { name: "Open a container…" }).click();
  const dialog = page.getByRole("dialog", { name: "Containers on web-1" });
  await dialog.getByRole("combobox", { name: "Docker context" }).click();
  await page.getByRole("option", { name: /build-farm/ }).click();
  await expect
    .poll(async () => (await logOf(page)).calls)
    .toContain("containers host-web-1 build-farm");
  await dialog.getByRole("option", { name: /proxy/ }).click();
  await openMenu(page);
  await page.getByRole("menuitem").first().waitFor();
  expect(await page.getByRole("menuitem").allInnerTexts()).toEqual([
    "Open a terminal",
    "Run a command here and elsewhere…",
    "tmux sessions…",
    "Edit…",
    "Add to favourites",
    "Remove…",
  ]);
});

/** The menu of the container proxy, which is in the list of hosts. */
async function openMenu(page: Page) {
  await page.getByRole("button", { name: /^proxy on web-1/ }).hover();
  await page.getByRole("button", { name: "Actions for proxy on web-1" }).click();
}

for (const theme of ["dark", "light"] as const) {
  test(`${theme}: the list full, empty and with an error is whole and readable`, async () => {
    await using view = await world.page({ theme });
    const { page } = view;
    for (const [host, name, words] of [
      ["web-1", "full", "registry.example.org/shop/api:2.14.1"],
      ["This computer", "empty", "No container runs on This computer."],
      ["db-1", "error", "docker: This user may not use the container engine."],
      ["web-2", "missing", "Neither docker nor podman was found on this host."],
    ] as const) {
      const dialog = await openList(page, host);
      await dialog.getByText(words, { exact: false }).waitFor();
      if (pictures !== undefined)
        await page.screenshot({ path: `${pictures}/${name}-${theme}.png` });
      expect(await clipped(page)).toEqual([]);
      if (name === "full" || name === "error") expect(await violations(page)).toEqual([]);
      if (name === "full") await dialog.getByRole("option", { name: /proxy/ }).click();
      else await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    }
    await openMenu(page);
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    const edit = page.getByRole("dialog", { name: "Edit proxy on web-1" });
    await edit.getByText("From its host: prod", { exact: false }).waitFor();
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/edit-${theme}.png` });
    expect([await clipped(page), await violations(page)]).toEqual([[], []]);
    await edit.getByLabel("Name").fill("Front door");
    await edit.getByLabel("Name").press("Enter");
    await page.getByRole("button", { name: /^Front door, docker · nginx/ }).waitFor();
    expect(view.problems).toEqual([]);
  });
}
