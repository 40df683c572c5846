import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/**
 * What an image holds: busybox alone, with sh as a hard link like the official one; bash without busybox; that with tmux; no
 * shell at all.
 */
export type TestImage = "busybox" | "bash" | "tmux" | "shell-less";

const applets =
  "sh cat chmod chown cmp cp env grep head id kill ln ls mkdir mktemp mv ps pwd readlink rm rmdir setsid sleep stat stty sync tail touch tr tty uname wc".split(
    " ",
  );

/** Bash with what every system has beside it: neither cmp nor setsid, nor id. */
const fewPrograms =
  "bash cat chmod chown cp ln mkdir mktemp mv readlink rm rmdir sleep stat stty sync tail touch tr uname wc".split(
    " ",
  );

/**
 * A podman of one test world: own images, containers, locks and settings, nothing of the machine's. Its `docker` is a stand-in
 * that takes docker's arguments and calls that podman. Containers have no network. Disposing ends and removes all of it.
 */
export class ContainerEngine implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), "fl-ct-"));
  readonly bin = join(this.folder, "bin");

  /**
   * The images are made from programs of this machine in well under a second. A "quick podman" is for many calls: it goes into
   * running containers by their namespaces as engines do, without the third of a second that podman takes for it.
   */
  static start(
    images: readonly TestImage[],
    commands: readonly ("podman" | "docker" | "quick podman")[] = ["podman", "docker"],
  ): ContainerEngine {
    const engine = new ContainerEngine();
    engine.#writeSettings();
    for (const image of images) engine.#makeImage(image);
    if (commands.includes("docker")) engine.#writeDocker();
    if (commands.includes("podman")) symlinkSync(realPodman(), join(engine.bin, "podman"));
    if (commands.includes("quick podman")) engine.#writeQuickPodman();
    return engine;
  }

  /** For processes that shall find this engine and no other. */
  get environment(): Record<string, string> {
    return {
      PATH: `${this.bin}:/usr/sbin:/usr/bin:/sbin:/bin`,
      CONTAINERS_CONF: join(this.folder, "containers.conf"),
      CONTAINERS_STORAGE_CONF: join(this.folder, "storage.conf"),
    };
  }

  podman(...args: string[]): string {
    return execFileSync(realPodman(), args, {
      encoding: "utf8",
      env: { ...process.env, ...this.environment },
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }

  /** Starts a container that does nothing; its full id. */
  run(name: string, image: TestImage, ...options: string[]): string {
    const idle = image === "shell-less" ? ["/bin/idle", "100000"] : ["sleep", "100000"];
    return this.podman("run", "-d", "--name", name, ...options, `fl-${image}`, ...idle);
  }

  /** The programs that run in a container; those that have ended and wait for a parent that never asks are none. */
  processes(name: string): string[] {
    return this.podman("top", name, "args")
      .split("\n")
      .slice(1)
      .map((line) => line.trim())
      .filter((line) => !/^\[.*\]$/.test(line));
  }

  /** The first arguments of every call of the stand-in for docker so far. */
  dockerCalls(): string[] {
    const log = join(this.folder, "docker.log");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  }

  /** What the stand-in for docker says instead of doing anything; null = it works again. */
  breakDocker(words: string | null): void {
    const path = join(this.folder, "docker.broken");
    if (words === null) rmSync(path, { force: true });
    else writeFileSync(path, `${words}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.podman("rm", "--all", "--force", "--time", "0");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #writeSettings(): void {
    for (const name of ["bin", "tmp"]) mkdirSync(join(this.folder, name));
    chmodSync(this.folder, 0o755);
    const at = (name: string) => JSON.stringify(join(this.folder, name));
    writeFileSync(
      join(this.folder, "storage.conf"),
      `[storage]\ndriver = "vfs"\ngraphroot = ${at("graph")}\nrunroot = ${at("run")}\n`,
    );
    writeFileSync(
      join(this.folder, "containers.conf"),
      `[containers]
netns = "none"
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
lock_type = "file"
tmp_dir = ${at("tmp")}
`,
    );
  }

  #makeImage(image: TestImage): void {
    const root = join(this.folder, image);
    for (const name of ["bin", "tmp", "root", "etc", "proc", "dev"]) {
      mkdirSync(join(root, name), { recursive: true });
    }
    if (image === "busybox") {
      addPrograms(root, ["busybox"]);
      for (const name of applets) linkSync(join(root, "bin", "busybox"), join(root, "bin", name));
    } else if (image === "shell-less") {
      addPrograms(root, ["sleep"]);
      renameSync(join(root, "bin", "sleep"), join(root, "bin", "idle"));
    } else {
      addPrograms(root, image === "tmux" ? [...fewPrograms, "tmux"] : fewPrograms);
      symlinkSync("bash", join(root, "bin", "sh"));
      const terminfo = join(root, "lib", "terminfo", "x");
      mkdirSync(terminfo, { recursive: true });
      copyFileSync("/lib/terminfo/x/xterm-256color", join(terminfo, "xterm-256color"));
      if (image === "tmux") {
        const locale = join("usr", "lib", "locale", "C.utf8");
        cpSync(join("/", locale), join(root, locale), { recursive: true });
      }
    }
    const packed = execFileSync("tar", ["-C", root, "-c", "."], { maxBuffer: 64 * 1024 * 1024 });
    execFileSync(realPodman(), ["import", "--quiet", "-", `fl-${image}`], {
      env: { ...process.env, ...this.environment },
      input: packed,
      stdio: ["pipe", "pipe", "pipe"],
    });
    rmSync(root, { recursive: true });
  }

  /** What it knows of a container holds as long as that has the same first process. */
  #writeQuickPodman(): void {
    const file = join(this.bin, "podman");
    const known = join(this.folder, "known");
    mkdirSync(known);
    writeFileSync(
      file,
      `#!/bin/sh
for id; do case $id in ????????????????????????????????????????????????????????????????) break ;; esac; done
look() { read -r pid state 2>/dev/null <"${known}/$id" && [ -d "/proc/$pid" ]; }
look || { ${realPodman()} inspect --type container --format '{{.State.Pid}} fairlead state {{.Id}} {{.State.Status}} {{.State.StartedAt}}' "$id" >"${known}/$id" && look; } || exec ${realPodman()} "$@"
case $1 in
inspect) echo "$state"; exit ;;
exec) ;;
*) exec ${realPodman()} "$@" ;;
esac
while [ "$1" != "$id" ]; do shift; done
shift
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root FAIRLEAD_SCRIPT="$FAIRLEAD_SCRIPT" nsenter --target "$pid" --mount --uts --ipc --net --pid --root --wd -- "$@"
`,
    );
    chmodSync(file, 0o755);
  }

  /** Docker's options before the command and its contexts are its own; the rest podman understands. */
  #writeDocker(): void {
    const file = join(this.bin, "docker");
    writeFileSync(
      file,
      `#!/bin/sh
echo "$1 $2 $3" >>"${this.folder}/docker.log"
case $1 in --version) echo 'Docker version 28.0.0, build test'; exit ;; esac
if [ -e "${this.folder}/docker.broken" ]; then cat "${this.folder}/docker.broken" >&2; exit 1; fi
context=default
while :; do case $1 in
--context=*) context=\${1#--context=}; shift ;;
--host=unix:///engine.sock) shift ;;
--host=*) echo "Cannot connect to the Docker daemon at \${1#--host=}. Is the docker daemon running?" >&2; exit 1 ;;
*) break ;;
esac; done
case "$1 $2" in
"context ls")
for each in default:true lab:false; do printf 'fairlead\\tcontext\\t%s\\tunix:///engine.sock\\t%s\\n' "\${each%:*}" "\${each#*:}"; done
exit ;;
esac
case $context in default | lab) ;; *) echo "context \\"$context\\": context not found" >&2; exit 1 ;; esac
exec ${realPodman()} "$@"
`,
    );
    chmodSync(file, 0o755);
  }
}

/** Programs of this machine with the libraries they are linked to. */
function addPrograms(root: string, names: readonly string[]): void {
  const look = 'for name; do command -v "$name" || exit 1; done';
  const found = execFileSync("sh", ["-c", look, "sh", ...names], { encoding: "utf8" });
  const paths = found.trim().split("\n");
  for (const path of paths) copyFileSync(path, join(root, "bin", basename(path)));
  const linked = spawnSync("sh", ["-c", `ldd ${paths.join(" ")}`], { encoding: "utf8" }).stdout;
  const libraries = [...linked.matchAll(/\/\S+/g)].map(([path]) => path);
  for (const library of new Set(libraries)) {
    if (library.endsWith(":")) continue; // The heading of a program's own list.
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, dirname(library), basename(library)));
  }
}

function realPodman(): string {
  const path = ["/usr/bin/podman", "/usr/local/bin/podman"].find(existsSync);
  if (path === undefined) throw new Error("podman is missing: apt-get install podman runc");
  return path;
}

/**
 * Whether this machine lets containers run. Where it does not, the reason is printed; a podman that fails although the
 * machine allows what it needs is a fault that the tests shall find.
 */
export function canRunContainers(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    process.stderr.write("Containers are not tested: podman is run as root on Linux.\n");
    return false;
  }
  const tried = spawnSync(
    "unshare",
    ["--mount", "--pid", "--net", "--uts", "--fork", "mount", "-t", "proc", "proc", "/proc"],
    { encoding: "utf8" },
  );
  if (tried.status === 0) return true;
  process.stderr.write(
    `Containers are not tested: this machine allows no namespaces (${tried.stderr.trim()}).\n`,
  );
  return false;
}
