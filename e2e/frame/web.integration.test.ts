import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const settingOf = (page: Page) => page.evaluate(() => fake.scene.settings.web);

test("a page and a search wait with their exact address, and stand in the chat with it", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  await page.evaluate(() => {
    const [first] = fake.scene.approvals;
    const item = fake.scene.items["conv-one"]?.find((each) => each.kind === "tool");
    if (first === undefined || item?.kind !== "tool") throw new Error("the scene is empty");
    const target = {
      ...first.target,
      terminalId: null,
      hostId: "host-local" as const,
      hostName: "This computer",
      user: "",
    };
    const url = "https://xn--80ak6aa92e.com/reload?from=1.27&to=1.29";
    const search = "https://html.duckduckgo.com/html/?q=nginx+502+after+reload";
    fake.scene.approvals = [
      { ...first, id: "appr-page", target, action: { kind: "fetch-url", url, query: null } },
      {
        ...first,
        id: "appr-search",
        target,
        action: { kind: "fetch-url", url: search, query: "nginx 502 after reload" },
      },
    ];
    const asked = { ...item, command: null, editedFrom: null, terminalId: null, hostName: "" };
    const input = JSON.stringify({ url, reason: "r" });
    fake.scene.items["conv-one"] = [
      { ...asked, id: "item-done", tool: "fetch_url", input, output: "page: …\nstatus: 200 OK" },
      ...(["page", "search"] as const).map((name) => ({
        ...asked,
        id: `item-${name}` as const,
        tool: name === "page" ? "fetch_url" : "web_search",
        output: "",
        status: { state: "asking" as const, approvalId: `appr-${name}` as const },
      })),
    ];
    fake.sayAll();
    fake.sayChat("conv-one", {
      type: "items-listed",
      items: fake.scene.items["conv-one"] ?? [],
      turnId: "turn-2",
      plan: null,
    });
  });
  const chat = page.getByRole("complementary", { name: "Chat" });
  const card = (name: string) => chat.getByRole("group", { name });
  await card("The agent wants to fetch a web page")
    .getByText("https://xn--80ak6aa92e.com")
    .waitFor();
  const search = card("The agent wants to search the web");
  await search.getByText("nginx 502 after reload", { exact: true }).waitFor();
  await search.getByText("https://html.duckduckgo.com/html/?q=nginx+502+after+reload").waitFor();
  await chat
    .getByRole("article", { name: "fetch a web page: exit 0" })
    .getByText("https://xn--80ak6aa92e.com/reload?from=1.27&to=1.29", { exact: true })
    .waitFor();
  expect(problems).toEqual([]);
});

test("the settings take lists of domains whole or not at all, and switch the tools off", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Web" }).click();
  const panel = page.getByRole("tabpanel", { name: "Web" });
  const allow = panel.getByRole("textbox", { name: "Without a question" });
  await allow.fill("debian.org\nhttps://nginx.org/");
  await panel.getByText("https://nginx.org/ is no domain such as example.com.").waitFor();
  await panel.getByRole("textbox", { name: "Never" }).focus();
  expect((await settingOf(page)).allow).toEqual([]);
  await allow.fill("debian.org, nginx.org:8443\ndebian.org");
  await panel.getByRole("textbox", { name: "Never" }).fill("example.com");
  await panel.getByRole("textbox", { name: "May have a private address" }).focus();
  await expect
    .poll(() => settingOf(page))
    .toMatchObject({ allow: ["debian.org", "nginx.org:8443"], deny: ["example.com"] });
  await panel.getByRole("combobox", { name: "Pages and searches" }).click();
  await page.getByRole("option", { name: "Off: the agent has no web" }).click();
  await expect.poll(async () => (await settingOf(page)).access).toBe("off");
  await page.keyboard.press("Escape");
  expect(problems).toEqual([]);
});
