import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HundredHosts } from "../hundred-hosts.ts";

/** The key exchange that Fairlead and sshd agree on; programs that would take a dearer one get this one. */
const keyExchange = "curve25519-sha256";

const sshOptions = ({ key }: HundredHosts) => [
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
  "LogLevel=ERROR",
  `KexAlgorithms=${keyExchange}`,
  `IdentityFile=${key.path}`,
];

/** `ansible -m raw -f 50`, which keeps its connections open from one run to the next. */
export async function ansible(hosts: HundredHosts, command: string): Promise<void> {
  const { places, user, world } = hosts;
  const inventory = join(world.folder, "inventory.ini");
  const options = sshOptions(hosts)
    .map((option) => `-o ${option}`)
    .join(" ");
  const lines = places.map(
    ({ address, port }) => `${address} ansible_port=${port} ansible_user=${user}`,
  );
  writeFileSync(inventory, `${lines.join("\n")}\n`);
  const args = ["all", "-i", inventory, "-m", "raw", "-f", "50", "-a", command];
  await program("ansible", args, hosts, {
    ANSIBLE_SSH_ARGS: `-o ControlMaster=auto -o ControlPersist=60s ${options}`,
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(world.folder, "cp"),
    ANSIBLE_HOST_KEY_CHECKING: "False",
    ANSIBLE_LOCAL_TEMP: join(world.folder, "ansible"),
  });
}

/** parallel-ssh with 25 at a time, each a connection of its own. */
export async function parallelSsh(hosts: HundredHosts, command: string): Promise<void> {
  const { places, user, world } = hosts;
  const list = join(world.folder, "hosts.txt");
  writeFileSync(
    list,
    places
      .map(
        ({ address, port }) => `${address}:${port} ${user}
`,
      )
      .join(""),
  );
  const options = sshOptions(hosts).flatMap((option) => ["-O", option]);
  await program(
    "parallel-ssh",
    ["-h", list, "-p", "25", "-t", "60", "-i", ...options, command],
    hosts,
  );
}

/** Runs it to its end; throws where it fails. */
function program(
  name: string,
  args: string[],
  { world }: HundredHosts,
  more: Record<string, string> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, {
      env: world.environment(more),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => said.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => said.push(bytes));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      reject(
        new Error(`${name} ended with ${code}: ${Buffer.concat(said).toString().slice(-500)}`),
      );
    });
  });
}
