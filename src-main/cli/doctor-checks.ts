import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { DoctorCheck } from "../../shared/contract/app.ts";
import type { DataPaths, Environment } from "../base/paths.ts";
import { Keyring } from "../keychain/keyring.ts";
import { environmentProfile } from "../models/environment-profile.ts";
import { readSettingsFile } from "../store/read-settings-file.ts";
import { fileLayer, mergeLayers } from "../store/settings-layers.ts";
import { findBrowser, hasDisplay } from "./app-window.ts";

/** Looks at everything Fairlead stands on. Nothing is changed and nothing hangs: each look has a few seconds. */
export function doctorChecks(
  environment: Environment,
  paths: DataPaths,
  signal: AbortSignal,
): Promise<DoctorCheck[]> {
  return Promise.all([
    checkNode(process.versions.node),
    checkUser(process.getuid?.()),
    checkFolder(paths.home),
    ...[paths.database, paths.audit, paths.settings, paths.vault].map(checkFile),
    checkKeychain(environment, paths),
    checkAgent(environment["SSH_AUTH_SOCK"]),
    checkTmux(environment, signal),
    checkModel(environment, paths),
    checkBrowser(environment),
    checkElectron(),
  ]).then((checks) => checks.filter((check) => check !== null));
}

const good = (name: string, found: string): DoctorCheck => ({
  name,
  state: "good",
  found,
  mend: null,
});
const warning = (name: string, found: string, mend: string): DoctorCheck => ({
  name,
  state: "warning",
  found,
  mend,
});
const bad = (name: string, found: string, mend: string): DoctorCheck => ({
  name,
  state: "bad",
  found,
  mend,
});

function checkNode(version: string): DoctorCheck {
  return Number(version.split(".")[0]) >= 24
    ? good("Node", version)
    : bad("Node", version, "Install Node 24 or newer.");
}

function checkUser(uid: number | undefined): DoctorCheck {
  return uid === 0
    ? warning(
        "User",
        "root",
        "Everything you approve for this machine runs as root. Better run Fairlead as yourself.",
      )
    : good("User", "not root");
}

function checkFolder(home: string): DoctorCheck {
  const name = "Data folder";
  const existing = existsSync(home) ? home : firstExisting(dirname(home));
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return bad(name, `${existing} cannot be written`, "Make it yours, or set FAIRLEAD_HOME.");
  }
  if (existing !== home) return good(name, `${home} (will be made)`);
  const { mode, uid } = statSync(home);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    return bad(name, `${home} belongs to somebody else`, "Make it yours, or set FAIRLEAD_HOME.");
  }
  if (process.platform === "win32" || (mode & 0o077) === 0) return good(name, home);
  return warning(name, `${home} can be looked into by others`, `Run: chmod 700 ${home}`);
}

function firstExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : firstExisting(dirname(path));
}

/** null: the file is not there, which is fine. */
function checkFile(path: string): DoctorCheck | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || process.platform === "win32") return null;
  return (stats.mode & 0o077) === 0
    ? good("Permissions", path)
    : bad("Permissions", `${path} can be read by others`, `Run: chmod 600 ${path}`);
}

async function checkKeychain(environment: Environment, paths: DataPaths): Promise<DoctorCheck> {
  const keychain = await Keyring.probe({ environment });
  if (keychain.ok) return good("Keychain", "the system's keychain answers");
  const why = keychain.error.detail ?? keychain.error.sentence;
  return existsSync(paths.vault)
    ? good("Keychain", `none (${why}); secrets are in the vault`)
    : warning(
        "Keychain",
        `none (${why})`,
        "Secrets last until Fairlead ends, unless you make a vault in the settings or use the SSH agent.",
      );
}

function checkAgent(socket: string | undefined): Promise<DoctorCheck> {
  const name = "SSH agent";
  if (!socket) {
    return Promise.resolve(
      warning(name, "none (SSH_AUTH_SOCK is not set)", "Start ssh-agent to log in with its keys."),
    );
  }
  return new Promise((resolve) => {
    const trying = connect(socket);
    trying.setTimeout(3_000, () => trying.destroy(new Error("no answer")));
    trying.on("connect", () => {
      trying.destroy();
      resolve(good(name, socket));
    });
    trying.on("error", (error) =>
      resolve(
        warning(
          name,
          `${socket}: ${error.message}`,
          "SSH_AUTH_SOCK points to no agent; start one.",
        ),
      ),
    );
  });
}

async function checkTmux(environment: Environment, signal: AbortSignal): Promise<DoctorCheck> {
  const name = "tmux";
  const mend = "Install tmux 3.2 or newer here and on your hosts: shells then outlive Fairlead.";
  const found = await output("tmux", ["-V"], environment, signal);
  const version = /(\d+)\.(\d+)/.exec(found ?? "");
  if (found === null || version === null) return warning(name, "none here", mend);
  const [major = 0, minor = 0] = version.slice(1).map(Number);
  const recent = major > 3 || (major === 3 && minor >= 2);
  return recent ? good(name, found) : warning(name, `${found} is too old`, mend);
}

function output(
  command: string,
  args: string[],
  environment: Environment,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { env: { ...environment }, timeout: 3_000, signal },
      (error, standardOutput) => resolve(error === null ? standardOutput.trim() : null),
    );
  });
}

function checkModel(environment: Environment, paths: DataPaths): DoctorCheck {
  const name = "Model";
  const given = environmentProfile(environment);
  if (!given.ok)
    return bad(name, given.error.detail ?? given.error.sentence, "Correct the variable.");
  if (given.value !== null) return good(name, `${given.value.model} (from the environment)`);
  let content: unknown;
  try {
    content = readSettingsFile(paths.settings, true);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return bad(name, why, "Correct the settings file, or remove it to begin with the defaults.");
  }
  const { active, profiles } = mergeLayers([fileLayer(content, paths.settings)]).models;
  const chosen = profiles.find(({ id }) => id === active);
  return chosen === undefined
    ? warning(
        name,
        "none is set up",
        "Choose one in the settings, or set FAIRLEAD_BASE_URL, FAIRLEAD_API_KEY and FAIRLEAD_MODEL.",
      )
    : good(name, `${chosen.name} (${chosen.provider})`);
}

function checkBrowser(environment: Environment): DoctorCheck {
  const name = "Browser";
  const browser = findBrowser(environment);
  if (browser !== null) return good(name, browser);
  const mend = "Install Chromium, Chrome or Edge, or open the link of `fairlead serve` yourself.";
  return warning(name, hasDisplay(environment) ? "none found" : "none found, and no display", mend);
}

function checkElectron(): DoctorCheck {
  const name = "Electron";
  const binaries = ["electron", "electron.exe", "Electron.app"].map((file) =>
    fileURLToPath(new URL(`../../node_modules/electron/dist/${file}`, import.meta.url)),
  );
  return binaries.some((binary) => existsSync(binary))
    ? good(name, "its binary is here")
    : warning(
        name,
        "its binary is not here",
        "npm start opens the app in a browser window instead.",
      );
}
