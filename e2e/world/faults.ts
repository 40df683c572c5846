import { execFileSync } from "node:child_process";
import { type AgentBench, containerPlaces, type Place } from "./agent-bench.ts";
import { signalProcess } from "./process-tree.ts";
import { PersonsTmux } from "./tmux.ts";

/** Something that goes wrong under a terminal, and what must become of its shell. */
export type Fault = {
  name: string;
  place: Place;
  /** "same": the very shell is back. "lost": it is gone, and that is said. */
  fate: "same" | "lost";
  /** Nothing tells of it: only the heartbeat can. */
  isSilent: boolean;
  /** Whether it lasts; otherwise it is over as soon as it has happened. */
  lasts: boolean;
  cause(bench: AgentBench): Promise<void>;
  heal(bench: AgentBench): Promise<void>;
};

type Kind = Pick<Fault, "name" | "cause" | "heal"> &
  Partial<Pick<Fault, "isSilent" | "lasts">> & { fates: Partial<Record<Place, Fault["fate"]>> };

const remote = "ssh with tmux";
const local = "this machine with tmux";
const plain = "ssh without tmux";
const [inTmux, onPty] = containerPlaces;
const nothing = async () => undefined;

/** True inside a network namespace of our own, where packets can be dropped without touching the machine's own rules. */
export const canDrop = process.env["OWN_NETWORK"] === "yes";

const rules = (change: "-A" | "-D", address: string) => {
  for (const side of ["-s", "-d"]) {
    execFileSync("iptables", ["-w", change, "INPUT", side, address, "-j", "DROP"]);
  }
};

const kinds: Kind[] = [
  {
    name: "network dropped",
    fates: { [remote]: "same", [plain]: "same" },
    isSilent: true,
    lasts: true,
    cause: async ({ remote: { sshd } }) => (canDrop ? rules("-A", sshd.address) : sshd.pause()),
    heal: async ({ remote: { sshd } }) => (canDrop ? rules("-D", sshd.address) : sshd.resume()),
  },
  {
    name: "sshd stopped by SIGSTOP",
    fates: { [remote]: "same", [plain]: "same" },
    isSilent: true,
    lasts: true,
    cause: async ({ remote: { sshd } }) => sshd.pause(),
    heal: async ({ remote: { sshd } }) => sshd.resume(),
  },
  {
    name: "connections killed",
    fates: { [remote]: "same", [plain]: "lost" },
    cause: async ({ remote: { sshd } }) => sshd.killSessions(),
    heal: nothing,
  },
  {
    name: "sshd restarted",
    fates: { [remote]: "same", [plain]: "lost" },
    lasts: true,
    cause: ({ remote: { sshd } }) => sshd.stop(),
    heal: ({ remote: { sshd } }) => sshd.restart(),
  },
  {
    name: "host rebooted",
    fates: { [remote]: "lost", [plain]: "lost" },
    lasts: true,
    cause: (bench) => bench.remote.crash(),
    heal: ({ remote: { sshd } }) => sshd.restart(),
  },
  {
    name: "tmux server killed",
    fates: { [remote]: "lost", [local]: "lost" },
    cause: async (bench) => signalServer(bench, "SIGKILL"),
    heal: nothing,
  },
  {
    name: "tmux server stopped by SIGSTOP",
    fates: { [remote]: "same", [local]: "same" },
    isSilent: true,
    lasts: true,
    cause: (bench) => signalServer(bench, "SIGSTOP"),
    heal: (bench) => signalServer(bench, "SIGCONT"),
  },
  {
    name: "tmux client sent away",
    fates: { [remote]: "same", [local]: "same" },
    cause: async (bench) => {
      await bench.remote.tmux("detach-client", "-a");
      await bench.remote.tmux("detach-client");
      await new PersonsTmux(bench.world).run("detach-client", "-a");
      await new PersonsTmux(bench.world).run("detach-client");
    },
    heal: nothing,
  },
  {
    name: "container restarted",
    fates: { [inTmux]: "lost", [onPty]: "lost" },
    cause: async ({ containers }) => containers?.restart(),
    heal: nothing,
  },
  {
    name: "container made anew",
    fates: { [inTmux]: "lost", [onPty]: "lost" },
    cause: async ({ containers }) => containers?.makeAnew(),
    heal: nothing,
  },
  {
    name: "workstation asleep",
    fates: { [remote]: "same", [local]: "same", [plain]: "same" },
    lasts: true,
    cause: async (bench) => bench.app.freeze(),
    heal: async (bench) => bench.app.thaw(),
  },
  {
    name: "app killed by kill -9",
    fates: { [remote]: "same", [local]: "same", [plain]: "lost" },
    lasts: true,
    cause: (bench) => bench.app.kill(),
    heal: (bench) => bench.startAgain(),
  },
];

/** Every fault at every place where it means something. */
export const faults: Fault[] = kinds.flatMap(({ fates, ...kind }) =>
  (Object.entries(fates) as [Place, Fault["fate"]][]).map(([place, fate]) => ({
    isSilent: false,
    lasts: false,
    ...kind,
    place,
    fate,
  })),
);

/** Process ids of all tmux servers of the bench; the one that hangs cannot be asked, so they are kept. */
const servers = new WeakMap<AgentBench, number[]>();

async function signalServer(bench: AgentBench, signal: NodeJS.Signals): Promise<void> {
  if (signal !== "SIGCONT") {
    const asked = ["display-message", "-p", "#{pid}"];
    const there = await bench.remote.tmux(...asked);
    const here = await new PersonsTmux(bench.world).lines(...asked);
    servers.set(
      bench,
      [...there, ...here].map(Number).filter((pid) => pid > 1),
    );
  }
  for (const pid of servers.get(bench) ?? []) signalProcess(pid, signal);
}
