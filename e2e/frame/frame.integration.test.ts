import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeMain } from "../../src-renderer/test/fake-main.ts";
import { FrameWorld, logOf } from "../world/frame-world.ts";

declare const fake: FakeMain;

let world: FrameWorld;
beforeAll(async () => {
  world = await FrameWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const composer = (page: Page) => page.getByLabel("Message to the agent");
const chat = (page: Page) => page.getByRole("complementary", { name: "Chat" });

test("first run: practice, then a local shell and the chat with the keyboard", async () => {
  await using view = await world.page({ scene: "?empty" });
  const { page, problems } = view;
  await page.getByRole("button", { name: "Practice, no language model" }).click();
  await page.getByRole("region", { name: "Terminal on This computer" }).waitFor();
  await expect
    .poll(() => composer(page).evaluate((field) => field === document.activeElement))
    .toBe(true);
  await page.getByRole("button", { name: "How much disk is free?" }).click();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await logOf(page)).sent).toHaveLength(1);
  const [sent] = (await logOf(page)).sent;
  expect({ text: sent?.text, terminal: sent?.terminalId?.slice(0, 5), problems }).toEqual({
    text: "How much disk is free?",
    terminal: "term-",
    problems: [],
  });
});

test("first run: the hosts of ~/.ssh/config are offered, and only the ticked ones taken", async () => {
  await using view = await world.page({ scene: "?empty" });
  const { page } = view;
  await page.evaluate(() => {
    fake.scene.importable = ["alpha", "beta"].map((alias) => ({
      alias,
      address: `${alias}.example.org`,
      port: 22,
      user: "ada",
      identityFile: null,
      jump: null,
      forwardAgent: false,
      keepaliveSeconds: null,
      compression: false,
    }));
  });
  await page.getByRole("button", { name: "Practice, no language model" }).click();
  const dialog = page.getByRole("dialog", { name: "Import from ~/.ssh/config" });
  await dialog.getByRole("checkbox", { name: /beta/ }).uncheck();
  await dialog.getByRole("button", { name: "Import 1 host" }).click();
  await page.getByRole("button", { name: "alpha, ada@alpha.example.org" }).waitFor();
  expect((await logOf(page)).calls).toContain("import alpha");
});

test("an answer grows as it is written, Markdown is drawn, nothing of it is loaded", async () => {
  await using view = await world.page();
  const { page, problems } = view;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.evaluate(() => {
    const item = {
      kind: "agent",
      id: "item-grow",
      turnId: "turn-2",
      at: 0,
      complete: false,
    } as const;
    fake.sayChat("conv-one", { type: "item-changed", item: { ...item, text: "" } });
    for (const text of [
      "**bo",
      "ld** and <b>raw</b> ",
      "![x](https://evil.example/a.png)\n\n",
      "```sh\nls\n```",
    ]) {
      fake.sayChat("conv-one", { type: "text-delta", itemId: "item-grow", text });
    }
  });
  const answer = chat(page).getByRole("article", { name: "Agent" }).last();
  await answer.getByText("ls", { exact: true }).waitFor();
  expect({
    bold: await answer.locator("strong").textContent(),
    elements: await answer.locator("b, img, script").count(),
    shown: (await answer.textContent())?.includes("[image not shown: x]"),
    requests,
    problems,
  }).toEqual({ bold: "bold", elements: 0, shown: true, requests: [], problems: [] });
});

test("a link says where it leads and asks; one that is not http cannot be opened", async () => {
  await using view = await world.page();
  const { page } = view;
  await chat(page).getByRole("button", { name: "the manual" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("https://nginx.org/en/docs/").waitFor();
  const scripts = await chat(page).locator("a, [href]").count();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect([scripts, page.context().pages().length]).toEqual([0, 1]);
});

test("the agent can be stopped, a failed turn retried, an old question edited", async () => {
  await using view = await world.page();
  const { page } = view;
  await chat(page).getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: /^Conversations: / }).click();
  await page.getByRole("menuitem", { name: /Certificates that expire soon/ }).click();
  await chat(page).getByText("Technical detail").click();
  await chat(page).getByText("stream ended without finish_reason").waitFor();
  await chat(page).getByRole("button", { name: "Retry" }).click();
  await chat(page).getByRole("article", { name: "You" }).hover();
  await chat(page).getByRole("button", { name: "Edit and send again" }).click();
  await expect.poll(() => composer(page).inputValue()).toBe("which certificates expire?");
  const calls = async () => (await logOf(page)).calls.filter((call) => !call.startsWith("open"));
  await expect.poll(calls).toEqual(["stop conv-one", "retry conv-two"]);
});

test("Shift+Enter starts a new line, Enter sends, a new conversation is made for it", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "New conversation", exact: true }).click();
  await composer(page).fill("one");
  await composer(page).press("Shift+Enter");
  await composer(page).pressSequentially("two");
  await composer(page).press("Enter");
  await expect.poll(async () => (await logOf(page)).sent).toHaveLength(1);
  await expect.poll(() => composer(page).inputValue()).toBe("");
  expect((await logOf(page)).sent[0]?.text).toBe("one\ntwo");
});

test("a code block goes into the pane in use, several lines only after asking", async () => {
  await using view = await world.page();
  const { page } = view;
  await chat(page).getByRole("button", { name: "Put into pane" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain("nginx -t && systemctl reload nginx");
});

test("hosts: filter, arrow keys, Enter opens a terminal", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.keyboard.press("Control+Shift+H");
  await page.getByLabel("Filter hosts").pressSequentially("prod");
  const rows = page.getByRole("navigation", { name: "Hosts" }).locator("[data-host]");
  await expect.poll(() => rows.count()).toBe(3);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await logOf(page)).calls).toEqual(["open host-web-1"]);
});

test("a host is removed only after its name was typed", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "Actions for alone" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove alone?" });
  const remove = dialog.getByRole("button", { name: "Remove" });
  const before = await remove.isDisabled();
  await dialog.getByLabel(/^Type/).fill("alone");
  await remove.click();
  await page.getByRole("button", { name: /^alone, / }).waitFor({ state: "detached" });
  expect(before).toBe(true);
});

test("5,000 hosts: a filter is answered while one waits", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate(async () => {
    const [first] = fake.scene.hosts.filter(({ kind }) => kind === "ssh");
    if (first === undefined) return;
    fake.scene.hosts = Array.from({ length: 5_000 }, (_, number) => ({
      ...first,
      id: `host-n${number}` as const,
      name: `node-${number}`,
      group: `rack-${number % 50}`,
      favourite: false,
    }));
    fake.sayAll();
    while (document.querySelectorAll("[data-host]").length !== 5_000) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  // The page's own work, since the clock also counts what else the machine does.
  const inspector = await page.context().newCDPSession(page);
  await inspector.send("Performance.enable", { timeDomain: "threadTicks" });
  const workedMs = async () => {
    const { metrics } = await inspector.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
  };
  const before = await workedMs();
  await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>("[data-hosts-filter]");
    if (field === null) throw new Error("there is no filter");
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    set?.call(field, "node-4999");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (document.querySelectorAll("[data-host]").length !== 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  const took = (await workedMs()) - before;
  await inspector.detach();
  expect(took).toBeLessThan(5_000);
});

const question = { hostId: "host-web-1", hostName: "web-1", endpoint: "root@web-1:22" } as const;

test("questions of connections: a key, a password, the host's own, each cancelled by Escape too", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.evaluate((common) => {
    const prompts = [{ text: "Passcode: ", echo: false }];
    fake.scene.questions = [
      {
        ...common,
        id: "ques-1",
        ask: { kind: "host-key", keyType: "ssh-ed25519", fingerprint: "SHA256:abc" },
      },
      { ...common, id: "ques-2", ask: { kind: "password", retry: false } },
      {
        ...common,
        id: "ques-3",
        ask: { kind: "keyboard-interactive", title: "", instructions: "", prompts },
      },
      { ...common, id: "ques-4", ask: { kind: "password", retry: true } },
    ];
    fake.sayAll();
  }, question);
  await page
    .getByRole("dialog", { name: "Unknown host key: web-1" })
    .getByText("SHA256:abc")
    .waitFor();
  await page.getByRole("button", { name: "Accept and connect" }).click();
  const password = page.getByRole("dialog", { name: "Password: web-1" });
  await password.getByLabel("Password").fill("hunter22");
  await password.getByRole("checkbox").check();
  await page.keyboard.press("Enter");
  const own = page.getByRole("dialog", { name: "The host asks: web-1" });
  await own.getByLabel("Passcode:").fill("123456");
  await own.getByRole("button", { name: "Answer" }).click();
  await password.getByText("That one was not accepted. Try again.").waitFor();
  await page.keyboard.press("Escape");
  await password.waitFor({ state: "detached" });
  await expect
    .poll(async () => (await logOf(page)).questions)
    .toEqual([
      { id: "ques-1", answer: { kind: "accept" } },
      { id: "ques-2", answer: { kind: "secret", secret: "hunter22", remember: true } },
      { id: "ques-3", answer: { kind: "answers", answers: ["123456"] } },
      { id: "ques-4", answer: { kind: "cancel" } },
    ]);
});

test("a question waits while somebody types, and takes no key of theirs", async () => {
  await using view = await world.page({ alone: true });
  const { page } = view;
  await composer(page).focus();
  // The page's own clock goes as far as somebody who types needs, however slow the machine is.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.keyboard.type("a");
  await page.evaluate((common) => {
    fake.scene.questions = [{ ...common, id: "ques-1", ask: { kind: "password", retry: false } }];
    fake.sayAll();
  }, question);
  const dialog = page.getByRole("dialog", { name: "Password: web-1" });
  for (const letter of "bc") {
    await page.clock.runFor(600);
    expect(await dialog.count()).toBe(0);
    await page.keyboard.type(letter);
  }
  await page.clock.resume();
  await dialog.waitFor();
  expect([
    await composer(page).inputValue(),
    await dialog.getByLabel("Password").inputValue(),
  ]).toEqual(["abc", ""]);
});

test("the vault: a wrong passphrase is said, the right one opens it", async () => {
  await using view = await world.page();
  const { page } = view;
  await page.getByRole("button", { name: "Vault locked" }).click();
  const dialog = page.getByRole("dialog", { name: "Unlock the vault" });
  await dialog.getByLabel("Passphrase").fill("wrong");
  await page.keyboard.press("Enter");
  await dialog.getByText("The passphrase does not open the vault.").waitFor();
  await dialog.getByLabel("Passphrase").fill("right");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Vault locked" }).waitFor({ state: "detached" });
});

test("columns: moved by keys, hidden and shown, remembered after a reload", async () => {
  await using view = await world.page();
  const { page } = view;
  const edge = page.getByRole("separator", { name: "Width of the hosts" });
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "Hide the chat" }).click();
  await page.reload();
  await edge.waitFor();
  expect([await edge.getAttribute("aria-valuenow"), await chat(page).count()]).toEqual(["248", 0]);
  await page.getByRole("button", { name: "Show the chat" }).click();
  await chat(page).waitFor();
});

test("settings: a change counts at once, the theme is seen", async () => {
  await using view = await world.page({ theme: "dark" });
  const { page } = view;
  await page.keyboard.press("Control+Shift+S");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("combobox", { name: "Theme" }).click();
  await page.getByRole("option", { name: "Light" }).click();
  await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("light");
  await dialog.getByRole("tab", { name: "The agent" }).click();
  await dialog.getByLabel("Time of one turn").fill("60");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => fake.scene.settings.turn.maximumSeconds)).toBe(60);
});

test("the palette finds actions, terminals and hosts; keys of the shell are left alone", async () => {
  await using view = await world.page();
  const { page } = view;
  // A page that is too busy to draw a frame: what is typed after the chord is for the palette all the same.
  const frames = await page.evaluateHandle(() => {
    const real = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
    return { goOn: () => (window.requestAnimationFrame = real) };
  });
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("db-1");
  await frames.evaluate((held) => void held.goOn());
  const palette = page.getByRole("dialog", { name: "Command palette" });
  expect(await palette.getByRole("combobox").inputValue()).toBe("db-1");
  await palette.getByRole("combobox").fill("");
  await palette.getByRole("option", { name: "web-1 root@web-1 /var/log" }).waitFor();
  await palette.getByRole("combobox").fill("db-1");
  await palette.getByRole("option", { name: /db-1/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await logOf(page)).calls).toEqual(["open host-db-1"]);
  const taken = await page.evaluate(() =>
    ["p", "k", "l", "s"].map((key) =>
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true }),
      ),
    ),
  );
  expect(taken).toEqual([true, true, true, true]);
});
