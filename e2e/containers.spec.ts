import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { approve, cardAt } from "./steps/approval.ts";
import { answersOf, ask, callsOf, expectTurnOver } from "./steps/chat.ts";
import { scripted } from "./steps/models.ts";
import { expectOnScreen, expectReady, paneOf, typeLine } from "./steps/terminal.ts";
import { auditOf, fairlead } from "./world/command-line.ts";
import { ContainerEngine, canRunContainers } from "./world/container-engine.ts";
import { ScriptedModel } from "./world/model.ts";
import { calls, runs, says } from "./world/model-turns.ts";

test("a container is chosen from the list; a person types there, the agent's approved command runs there", async ({
  world,
  openApp,
}) => {
  if (!canRunContainers()) return;
  test.slow(); // Each call of a real engine takes a good part of a second.
  await using engine = ContainerEngine.start(["busybox"]);
  const id = engine.run("shop", "busybox");
  await using model = await ScriptedModel.start();
  model.script(runs("echo $((6*7)) >/tmp/made", "to leave a mark"), says("It is there."));

  const { page } = await openApp({ ...scripted(model), ...engine.environment });
  const hosts = page.getByRole("navigation", { name: "Hosts" });
  await hosts.getByRole("button", { name: /, local shell$/ }).hover();
  await hosts.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "Open a container…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Containers on / });
  await dialog.getByRole("option", { name: /^shop .*docker$/ }).waitFor();
  await page.keyboard.type("shop docker");
  await page.keyboard.press("Enter");

  const row = hosts.getByRole("button", { name: /^shop on .*, docker · / });
  await expect(row).toBeVisible();
  const name = (await row.getAttribute("aria-label"))?.split(", ")[0] ?? "";
  const pane = paneOf(page, name);
  await expectReady(pane);
  await typeLine(pane, "echo typed-by-$((1+1)) && uname -n");
  await expectOnScreen(pane, "typed-by-2");
  await expectOnScreen(pane, id.slice(0, 12));

  await ask(page, "Leave a mark");
  await expect(cardAt(pane)).toContainText(`root@${name}`);
  await approve(pane);
  await expectTurnOver(page);
  await expect(callsOf(page).last()).toHaveAccessibleName(`run on ${name}: exit 0`);
  await expect(answersOf(page).last()).toContainText("It is there.");
  expect(engine.podman("exec", "shop", "cat", "/tmp/made")).toBe("42");
  expect(auditOf(world).filter(({ kind }) => kind === "start")).toHaveLength(1);

  // A change that the container would take back by itself, and does so at a click.
  const change = { path: "/tmp/made", content: "43\n", revert_after: "10m", reason: "a try" };
  model.script(calls([{ name: "write_file", arguments: change }]), says("Changed."));
  await ask(page, "Try 43");
  const card = page.getByRole("group", { name: /^The agent wants to write a file/ }).first();
  await expect(card.locator(".file-diff .removed")).toContainText("42");
  await approve(page.locator("body"));
  const notice = page.getByRole("region", { name: `Change of /tmp/made on ${name}` });
  await expect(notice.getByRole("timer")).toBeVisible();
  expect(engine.podman("exec", "shop", "cat", "/tmp/made")).toBe("43");
  await notice.getByRole("button", { name: "Take back now" }).click();
  await expect(notice).toContainText("was put back by its host.");
  expect(engine.podman("exec", "shop", "cat", "/tmp/made")).toBe("42");

  // The command line finds the same container by its name, and says what there is instead.
  model.script(runs("uname -n", "to see where it is"), says("In the shop."));
  const byName = ["exec", "--container", "shop", "--dangerously-auto-approve", "Where are you?"];
  expect(await fairlead(world, ...byName)).toMatchObject({ code: 0, output: "In the shop.\n" });
  expect(model.toolResults.at(-1)).toContain(id.slice(0, 12));
  expect(await fairlead(world, "exec", "--container", "stop", "Hello")).toMatchObject({
    code: 1,
    errors: expect.stringContaining('There is no running container "stop". Running: shop'),
  });
  expect((await fairlead(world, "hosts", "list")).output).toContain(
    `${name}  docker container ${id.slice(0, 12)}`,
  );
  // Gone means lost, in words.
  engine.podman("rm", "--force", "--time", "0", "shop");
  await expect(pane).toHaveAttribute("data-state", "lost");
  await expect(page.getByText(/The container does not exist any more/).first()).toBeVisible();
});
