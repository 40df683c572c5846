import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host } from "../../shared/contract/hosts.ts";
import { localHostId } from "../../shared/ids.ts";
import { ContainerTarget } from "../../src-main/targets/containers/container-target.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import { SshTarget } from "../../src-main/targets/ssh-target.ts";
import type { Target } from "../../src-main/targets/target.ts";
import { aHost } from "../../src-main/tools/in-memory-terminals.ts";
import { ContainerEngine, canRunContainers, type TestImage } from "./container-engine.ts";
import { makeKey } from "./ssh-keys.ts";
import { hostOf, sshServices } from "./ssh-services.ts";
import { Sshd } from "./sshd.ts";

/** How files are reached: on this machine, over ssh with and without SFTP, in a container that has few programs or busybox alone. */
export type FileWay = "local" | "sftp" | "shell" | "container" | "busybox container";

/** Those that can be tried on this machine; of the containers the reason is printed. */
export const fileWays: readonly FileWay[] = [
  "local",
  "sftp",
  "shell",
  ...(canRunContainers() ? (["container", "busybox container"] as const) : []),
];

/** A machine whose files a test sees as they are there, under the same paths. Disposing ends and removes it. */
export class FilePlace implements AsyncDisposable {
  readonly way: FileWay;
  readonly host: Host;
  readonly target: Target;
  /** In this folder alone a container has the same files. */
  readonly folder: string;
  /** Breaks the connection to the host, if there is one; what it has started there goes on. */
  readonly breakConnection: () => void;
  /** Ends all that runs in the container and starts it again. */
  readonly restart: () => void;
  /** Takes the container away. */
  readonly remove: () => void;
  readonly #owned: AsyncDisposableStack;

  private constructor(way: FileWay, owned: AsyncDisposableStack, parts: Parts) {
    this.way = way;
    this.#owned = owned;
    this.host = parts.host;
    this.target = parts.target;
    this.folder = parts.folder;
    this.breakConnection = parts.breakConnection ?? (() => undefined);
    this.restart = parts.restart ?? (() => undefined);
    this.remove = parts.remove ?? (() => undefined);
  }

  static async open(way: FileWay): Promise<FilePlace> {
    await using owned = new AsyncDisposableStack();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "fairlead-files-")));
    owned.defer(() => rmSync(folder, { recursive: true, force: true }));
    const parts = await open[way](owned, folder);
    return new FilePlace(way, owned.move(), { ...parts, folder });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned.disposeAsync();
  }
}

type Parts = { host: Host; target: Target; folder: string } & Partial<
  Pick<FilePlace, "breakConnection" | "restart" | "remove">
>;
type Open = (owned: AsyncDisposableStack, folder: string) => Promise<Omit<Parts, "folder">>;

const open: Record<FileWay, Open> = {
  local: async (owned) => {
    const target = owned.use(new LocalTarget(process.env));
    return { host: { ...aHost, id: localHostId, kind: "local", name: "here" }, target };
  },
  sftp: (owned) => overSsh(owned, ["Subsystem sftp internal-sftp"]),
  shell: (owned) => overSsh(owned, []),
  container: (owned, folder) => inContainer(owned, folder, "bash"),
  "busybox container": (owned, folder) => inContainer(owned, folder, "busybox"),
};

async function overSsh(owned: AsyncDisposableStack, lines: string[]) {
  const sshd = owned.use(await Sshd.start({ lines }));
  sshd.authorize(makeKey(sshd.directory, "id"));
  const host = hostOf(sshd);
  const target = owned.use(new SshTarget(() => host, sshServices(sshd.home)));
  return { host, target, breakConnection: () => sshd.killSessions() };
}

async function inContainer(owned: AsyncDisposableStack, folder: string, image: TestImage) {
  // What is mounted below it later is mounted in the container, too.
  execFileSync("mount", ["--bind", folder, folder]);
  owned.defer(() => void execFileSync("umount", ["--recursive", folder]));
  execFileSync("mount", ["--make-shared", folder]);
  const engine = owned.use(ContainerEngine.start([image], ["quick podman"]));
  const id = engine.run("files", image, "--volume", `${folder}:${folder}:rslave`);
  const parent = owned.use(new LocalTarget({ ...process.env, ...engine.environment }));
  const container = {
    parent: localHostId,
    engine: "podman" as const,
    context: null,
    id,
    name: "files",
    image,
  };
  const host: Host = { ...aHost, kind: "ssh", name: "files", user: "", container };
  const target = owned.use(new ContainerTarget(host, container, parent));
  const restart = () => void engine.podman("restart", "--time", "0", "files");
  const remove = () => void engine.podman("rm", "--force", "--time", "0", "files");
  return { host, target, restart, remove };
}
