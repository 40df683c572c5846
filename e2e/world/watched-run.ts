import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** What a command did while it ran, beyond reading. */
export type WatchedRun = { exitCode: number | null; deeds: string[] };

/** How often it is looked whether the watch has begun, in ms. */
const lookMs = 5;

/** Calls that change a file system, whatever their arguments. */
const changes =
  /^(?:unlink|unlinkat|rename|renameat2?|mkdir|mkdirat|rmdir|link|linkat|symlink|symlinkat|chmod|fchmodat2?|chown|lchown|fchownat|truncate|mknod|mknodat|utimensat|futimesat|utimes|setxattr|lsetxattr|removexattr|mount|umount2|pivot_root|swapon|swapoff|acct)\(/;
const opens = /^(?:open|openat|openat2|creat)\(/;
const writes = /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|^creat\(/;
/** Terminals and what swallows everything are no files; nor are a shell's own here-documents. */
const harmlessPath =
  /"(?:\/dev\/(?:null|tty|pts\/\d+|stdout|stderr)|\/proc\/(?:self|thread-self)\/[^"]*|\/tmp\/sh-thd[^"]*)"|O_TMPFILE/;
const signals = /^(?:kill|tkill|tgkill)\((-?\d+),.*?\b(SIG[A-Z0-9]+|\d+)(?: <|\))/;
const connects = /^connect\(.*sa_family=(AF_INET6?)/;

/** What other tests mount and take away meanwhile (containers) would end the making of a sandbox halfway. */
const ownMounts =
  process.getuid?.() === 0 ? ["unshare", "--mount", "--propagation", "private"] : [];

/**
 * Runs a command of bash in a throwaway sandbox (everything read-only, /tmp empty, no network but loopback, its own
 * processes) under strace, and tells what it tried to write, signal or connect to. It is ended after `limitMs`.
 */
export async function watchRun(command: string, limitMs: number): Promise<WatchedRun> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-watched-"));
  try {
    const sandbox = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"];
    const alone = ["--unshare-pid", "--unshare-net", "--die-with-parent", "--new-session"];
    const out = ["--bind", folder, "/tmp/out", "--chdir", "/tmp"];
    // An environment of its own: what started the tests may name places that are not there.
    const environment = { HOME: "/tmp/home", PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8" };
    const home = ["--dir", environment.HOME, "--clearenv"];
    for (const [name, value] of Object.entries(environment)) home.push("--setenv", name, value);
    const watch = [
      "strace",
      "-f",
      "--seccomp-bpf",
      "-qq",
      "-e",
      "trace=%file,connect,kill,tkill,tgkill",
    ];
    const shell = ["-o", "/tmp/out/trace", "bash", "--norc", "-c", command];
    const args = [...sandbox, ...home, ...alone, ...out, ...watch, ...shell];
    const [program = "", ...words] = [...ownMounts, "bwrap", ...args];
    const child = spawn(program, words, { stdio: ["pipe", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => {
      said = (said + bytes.toString("utf8")).slice(0, 1_000);
    });
    child.stdin.on("error", () => undefined); // It may end without reading.
    child.stdin.end("one\ntwo\n");
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    const trace = join(folder, "trace");
    // The command's time begins when it is watched, however long a busy machine takes for that.
    const isOver = () => child.pid === undefined || child.exitCode !== null;
    while (!existsSync(trace) && !isOver()) await pause(lookMs);
    const limit = setTimeout(() => child.kill("SIGKILL"), limitMs);
    const exitCode = await ended.finally(() => clearTimeout(limit));
    if (!existsSync(trace)) throw new Error(`${command} could not be watched: ${said}`);
    return { exitCode, deeds: deedsOf(readFileSync(trace, "utf8")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function deedsOf(trace: string): string[] {
  const lines = trace.split("\n");
  const own = new Set(lines.map((line) => /^\d+/.exec(line)?.[0] ?? ""));
  return lines.map((line) => line.replace(/^\d+\s+/, "")).filter((call) => isDeed(call, own));
}

function isDeed(call: string, own: ReadonlySet<string>): boolean {
  if (changes.test(call) || connects.test(call)) return true;
  if (opens.test(call)) return writes.test(call) && !harmlessPath.test(call);
  const signal = signals.exec(call);
  // A program may signal its own threads and children; signal 0 only asks.
  return signal !== null && signal[2] !== "0" && !own.has(signal[1] ?? "");
}
