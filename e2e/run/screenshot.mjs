import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { chromiumLaunch } from "../chromium-launch.ts";
import { approve, cardAt } from "../steps/approval.ts";
import { answersOf, ask } from "../steps/chat.ts";
import { acceptHostKey, addHost } from "../steps/hosts.ts";
import { scripted } from "../steps/models.ts";
import { expectOnScreen, expectReady, paneOf, typeLine } from "../steps/terminal.ts";
import { serveApp } from "../world/app.ts";
import { ScriptedModel } from "../world/model.ts";
import { calls, runs, says } from "../world/model-turns.ts";
import { RemoteHost } from "../world/remote-host.ts";
import { makeKey } from "../world/ssh-keys.ts";
import { World } from "../world/world.ts";

/** Takes docs/screenshot.png from a real run: real hosts, real commands, only the model's words are scripted. */
const picture = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));

await using world = new World();
await using model = await ScriptedModel.start();
const key = makeKey(world.home, "id_ed25519");
const login = { login: "Private key", keyPath: "~/id_ed25519" };

async function startHost(name) {
  const host = await RemoteHost.start({ name: "deploy" });
  host.sshd.authorize(key);
  host.write(
    ".bash_profile",
    `PS1='\\[\\e[32m\\]\\u@${name}\\[\\e[0m\\]:\\[\\e[34m\\]\\w\\[\\e[0m\\]\\$ '\n`,
  );
  return host;
}

/** The answer quotes what the host has printed. */
function proposeReload(printed) {
  const [, memory = "enough"] = /^Mem:.*?(\S+)$/m.exec(printed) ?? [];
  const [, free = "enough", used = "little"] = /(\S+)\s+(\d+%) \/$/m.exec(printed) ?? [];
  const command = "sudo systemctl reload nginx";
  const reason = "nginx takes a renewed certificate into use without dropping a connection.";
  return calls([{ name: "run_shell", arguments: { command, reason } }], {
    text: `Nothing stands in the way on **web-1**:\n\n- ${memory} of memory available\n- ${free} free on \`/\` (${used} used)\n\nBefore the deploy I would reload nginx; open connections stay.`,
  });
}

await using web = await startHost("web-1");
await using db = await startHost("db-1");
const served = await serveApp(world, scripted(model));
const browser = await chromium.launch({ ...chromiumLaunch, env: world.environment() });
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: "dark",
  });
  const url = new URL(served.url);
  url.searchParams.set("renderer", "dom");
  await page.goto(url.href);

  for (const [name, group] of [
    ["web-2", "production"],
    ["build-1", "lab"],
    ["build-2", "lab"],
  ]) {
    const endpoint = `deploy@${name}.example.org`;
    await addHost(page, { name, endpoint, group, ...login }, "Save");
  }
  for (const [name, host, group] of [
    ["db-1", db, "production"],
    ["web-1", web, "production"],
  ]) {
    await addHost(page, { name, endpoint: host.endpoint, group, ...login });
    await acceptHostKey(page, name, host.sshd.hostKey().fingerprint);
    await expectReady(paneOf(page, name));
    await typeLine(paneOf(page, name), "cd /etc/ssl && clear");
  }
  const pane = paneOf(page, "web-1");
  await expectOnScreen(pane, /^deploy@web-1:\/etc\/ssl\$/);

  model.script(
    runs("free -h && df -h /", "Memory and disk decide whether a deploy can begin."),
    () => proposeReload(model.toolResults.at(-1) ?? ""),
    says("Left as it is."),
  );
  await ask(page, "Can I deploy to web-1 now?");
  await approve(pane);
  await cardAt(pane).getByText("sudo systemctl reload nginx").waitFor();
  await answersOf(page).last().getByText("open connections stay").waitFor();
  // The name of the machine that takes the picture is nobody's business.
  await page.getByRole("button", { name: "This computer" }).click();
  await page.mouse.move(640, 400);
  await page.screenshot({ path: picture });
  process.stdout.write(`${picture}\n`);
} finally {
  await served.stop();
  await browser.close();
}
