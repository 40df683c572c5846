import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline/promises";

/** What the tests run for real, and the Debian package that brings it. */
const needs = [
  ["sshd", "openssh-server"],
  ["ssh-keygen", "openssh-client"],
  ["ssh-agent", "openssh-client"],
  ["tmux", "tmux"],
  ["chromium", "chromium"],
  ["bash", "bash"],
  ["zsh", "zsh"],
  ["fish", "fish"],
  ["dash", "dash"],
  ["busybox", "busybox"],
  ["unshare", "util-linux"],
  ["ps", "procps"],
  ["journalctl", "systemd"],
  ["ip", "iproute2"],
  ["iptables", "iptables"],
  ["sudo", "sudo"],
  ["doas", "opendoas"],
  ["less", "less"],
  ["man", "man-db"],
  ["vi", "vim-tiny"],
  ["nano", "nano"],
  ["dialog", "dialog"],
  ["whiptail", "whiptail"],
  ["python3", "python3-minimal"],
  ["mariadb", "mariadb-client-core"],
  ["git", "git"],
  ["perl", "perl-base"],
  ["strace", "strace"],
  ["curl", "curl"],
  ["bwrap", "bubblewrap"],
  ["dbus-run-session", "dbus"],
  ["gnome-keyring-daemon", "gnome-keyring"],
  ["podman", "podman"],
  ["runc", "runc"],
];

function isThere(command) {
  if (command === "chromium" && process.env.FAIRLEAD_CHROMIUM)
    return existsSync(process.env.FAIRLEAD_CHROMIUM);
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"].some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const missingPackages = () => [
  ...new Set(needs.filter(([command]) => !isThere(command)).map(([, name]) => name)),
];

const isDebian = () =>
  existsSync("/etc/os-release") &&
  /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8"));

async function mayInstall(line, argv) {
  if (argv.includes("--yes") || /^(1|true)$/.test(process.env.CI ?? "")) return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `The tests need system packages. Run this now?\n  ${line}\n[y/N] `,
  );
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Installs with a policy that starts no service: a test machine must not suddenly run an sshd of its own. */
function install(packages) {
  const policy = "/usr/sbin/policy-rc.d";
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    const options = {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-q"], options);
    return (
      spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], options)
        .status === 0
    );
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

/** Sees to it that all is there; false means: say no more, the reason and the line that mends it are printed. */
export async function ensureSystemPackages(argv) {
  const packages = missingPackages();
  if (packages.length === 0) return true;
  const line = `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  const canInstall = process.getuid?.() === 0 && isDebian();
  if (canInstall && (await mayInstall(line, argv)) && install(packages)) {
    const still = missingPackages();
    if (still.length === 0) return true;
  }
  process.stderr.write(
    `The tests need system packages that are not here. This line installs them on Debian or Ubuntu:\n  ${canInstall ? "" : "sudo "}${line}\n`,
  );
  return false;
}
