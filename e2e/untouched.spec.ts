import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { approve } from "./steps/approval.ts";
import { ask, expectTurnOver } from "./steps/chat.ts";
import { acceptHostKey, addHost } from "./steps/hosts.ts";
import { scripted } from "./steps/models.ts";
import { expectReady, openLocalShell, paneOf, valueInShell } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";
import { runs, says } from "./world/model-turns.ts";
import { descendants } from "./world/process-tree.ts";
import { RemoteHost } from "./world/remote-host.ts";
import { filesIn } from "./world/search-files.ts";
import { makeKey } from "./world/ssh-keys.ts";

/** What ssh, tmux, shells and Fairlead read and write in a person's home. */
const personal = [
  ...[".ssh", ".tmux.conf", ".bashrc", ".bash_profile", ".profile", ".bash_history"],
  ...[".zshrc", ".zsh_history", ".zcompdump", ".inputrc", ".config/fish", ".config/tmux"],
  ...[".local/share/fish", ".local/share/fairlead", ".config/fairlead", ".cache/fairlead"],
];

/** A variable that would lead the app astray if it saw it. */
const astray = {
  FAIRLEAD_BASE_URL: "http://127.0.0.1:9/person",
  FAIRLEAD_API_KEY: "sk-person",
  OPENAI_API_KEY: "sk-person",
  SSH_AUTH_SOCK: "/nonexistent/person-agent",
  TMUX: "/nonexistent/person-tmux,1,0",
  EDITOR: "person-editor",
};

test("a whole journey leaves the person's home and environment as they were", async ({
  world,
  openApp,
}) => {
  const decoy = decoyHome();
  const before = { ...process.env };
  Object.assign(process.env, astray, { HOME: decoy, XDG_CONFIG_HOME: join(decoy, ".config") });
  try {
    const own = userInfo().homedir;
    const pictures = () => [pictureOf(filesIn(decoy)), pictureOf(personalFiles(own))];
    const untouched = pictures();

    await using model = await ScriptedModel.start();
    await using remote = await RemoteHost.start();
    remote.sshd.authorize(makeKey(world.home, "deploy-key"));
    model.script(runs("export SEEN=$HOME", "to look"), says("Seen."));
    const { page, pid, close } = await openApp(scripted(model));
    const local = await openLocalShell(page);
    await ask(page, "Look around");
    await approve(local);
    await expectTurnOver(page);
    const seen = "$SEEN $TMUX_TMPDIR $(printenv SSH_AUTH_SOCK EDITOR | wc -l)";
    expect(await valueInShell(local, seen)).toBe(`${world.home} ${world.tmuxFolder} 0`);
    await addHost(page, {
      ...{ name: "web-1", endpoint: remote.endpoint },
      ...{ login: "Private key", keyPath: "~/deploy-key" },
    });
    await acceptHostKey(page, "web-1", remote.sshd.hostKey().fingerprint);
    const web = paneOf(page, "web-1");
    await expectReady(web);
    expect(await valueInShell(web, "$HOME")).toBe(remote.sshd.home);

    const environments = [pid, ...descendants(pid).map((entry) => entry.pid)].map(environmentOf);
    expect(environments.length).toBeGreaterThan(1);
    for (const environment of environments) {
      expect(environment).not.toContain(decoy);
      for (const value of Object.values(astray)) expect(environment).not.toContain(value);
    }
    await close();
    expect(readFileSync(join(world.home, ".ssh", "known_hosts"), "utf8")).not.toBe("");
    expect(pictures()).toEqual(untouched);
  } finally {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) delete process.env[name];
    }
    Object.assign(process.env, before);
    rmSync(decoy, { recursive: true });
  }
});

/** A home with all that a careless program would read, each in a way that shows. */
function decoyHome(): string {
  const home = mkdtempSync(join(tmpdir(), "fl-person-"));
  for (const folder of [".ssh", ".config/fish"]) mkdirSync(join(home, folder), { recursive: true });
  for (const [name, text] of [
    [".ssh/config", "Host *\n  User person\n  Port 9\n"],
    [".ssh/known_hosts", "person.example ssh-ed25519 AAAA\n"],
    [".tmux.conf", "set -g prefix C-q\n"],
    [".bashrc", "touch ~/.bashrc-was-read\n"],
    [".bash_history", "echo person\n"],
    [".config/fish/config.fish", "touch ~/.fish-was-read\n"],
  ] as const) {
    writeFileSync(join(home, name), text);
  }
  return home;
}

/** Those of the personal files that are there. */
function personalFiles(home: string): string[] {
  return personal
    .map((name) => join(home, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => (lstatSync(path).isDirectory() ? filesIn(path) : [path]));
}

/** Content and time of every file. */
function pictureOf(paths: string[]): Record<string, string> {
  const picture = (path: string) => {
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    return `${lstatSync(path).mtimeMs} ${hash}`;
  };
  return Object.fromEntries(paths.map((path) => [path, picture(path)]));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return ""; // It ended while we looked.
  }
}
