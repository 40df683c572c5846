import type { Command } from "commander";
import type { Host, HostDraft } from "../../shared/contract/hosts.ts";
import { Asker } from "./asker.ts";
import { CommandFailure } from "./command-failure.ts";
import { parseDestination } from "./destination.ts";
import { exitCodes } from "./exit-codes.ts";
import { answerQuestions } from "./host-questions.ts";
import { type Client, openCore } from "./open-core.ts";
import { type Surroundings, say, sayJson } from "./surroundings.ts";
import { visibleLine } from "./visible.ts";

type AddOptions = {
  name?: string;
  port?: string;
  identity?: string;
  password?: boolean;
  group?: string;
  tag?: string[];
  notes?: string;
  jump?: string;
  forwardAgent?: boolean;
  keepalive?: string;
  compression?: boolean;
  json?: boolean;
};

/** `fairlead hosts …` */
export function addHostsCommands(program: Command, surroundings: Surroundings): void {
  const hosts = program
    .command("hosts")
    .description("the machines in the inventory")
    .helpCommand(false);

  hosts
    .command("add")
    .description("adds a machine; logging in is tried by `hosts test`")
    .argument("<destination>", "[USER@]HOST[:PORT]")
    .option("--name <name>", "what it is called; default: the address")
    .option("--port <port>", "SSH port")
    .option("--identity <file>", "private key to log in with; default: the SSH agent")
    .option("--password", "log in with a password, asked when connecting")
    .option("--jump <host>", "name or id of the host it is reached over")
    .option("--forward-agent", "programs there may use your SSH agent; default: no")
    .option("--keepalive <seconds>", "between keepalives, 0 = none; default: the setting")
    .option("--compression", "compress what goes over the line")
    .option("--group <group>", "group in the list")
    .option("--tag <tag...>", "tags")
    .option("--notes <text>", "notes")
    .option("--json", "print the host as JSON")
    .action((destination: string, options: AddOptions) =>
      withClient(surroundings, async (client) => {
        const draft = draftOf(destination, options);
        const jump = options.jump === undefined ? null : await findHost(client, options.jump);
        const added = await client.hosts.add({ ...draft, jump: jump?.id ?? null });
        if (options.json === true) sayJson(surroundings, added);
        else say(surroundings, `Added ${hostLine(added, jump === null ? [] : [jump])}`);
      }),
    );

  hosts
    .command("list")
    .description("lists them")
    .option("--json", "one host per line as JSON")
    .action((options: { json?: boolean }) =>
      withClient(surroundings, async (client) => {
        const hosts = await client.hosts.list();
        for (const host of hosts) {
          if (options.json === true) sayJson(surroundings, host);
          else say(surroundings, hostLine(host, hosts));
        }
      }),
    );

  hosts
    .command("remove")
    .description("removes one; nothing on the machine itself changes")
    .argument("<name>", "its name or id")
    .option("--json", "print the removed host as JSON")
    .action((name: string, options: { json?: boolean }) =>
      withClient(surroundings, async (client) => {
        const host = await findHost(client, name);
        await client.hosts.remove({ id: host.id });
        if (options.json === true) sayJson(surroundings, host);
        else say(surroundings, `Removed ${hostLine(host)}`);
      }),
    );

  hosts
    .command("test")
    .description("connects, logs in and hangs up")
    .argument("<name>", "its name or id")
    .option("--json", "print the result as JSON")
    .action((name: string, options: { json?: boolean }) =>
      withClient(surroundings, async (client) => {
        const host = await findHost(client, name);
        const asker = new Asker(surroundings);
        const result = await answerQuestions(
          { client, asker, surroundings, hostId: host.container?.parent ?? host.id },
          (signal) => client.hosts.test({ id: host.id }, { signal }),
        );
        if (options.json === true) sayJson(surroundings, { id: host.id, ...result });
        else {
          for (const hop of result.hops) {
            say(surroundings, `over ${visibleLine(hop.name)}: ${Math.round(hop.latencyMs)} ms`);
          }
          const tmux = result.tmux === null ? "no tmux" : `tmux ${result.tmux}`;
          say(
            surroundings,
            `${visibleLine(host.name)}: ${visibleLine(result.server)}, ${tmux}, ${Math.round(result.latencyMs)} ms`,
          );
        }
      }),
    );
}

async function withClient(
  surroundings: Surroundings,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  const canAsk = new Asker(surroundings).canAsk;
  await using core = await openCore(surroundings, { approveAll: false, canAsk });
  await use(core.client);
}

function draftOf(destination: string, options: AddOptions): HostDraft {
  const { user, address, port } = parseDestination(destination);
  if (options.identity !== undefined && options.password === true) {
    throw new CommandFailure("Choose --identity or --password, not both.", exitCodes.usage.code);
  }
  const wanted = options.port === undefined ? port : Number(options.port);
  return {
    address,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(user === null ? {} : { user }),
    ...(wanted === null ? {} : { port: wanted }),
    ...(options.identity === undefined
      ? {}
      : { authentication: { kind: "key", path: options.identity } }),
    ...(options.password === true ? { authentication: { kind: "password" } } : {}),
    ...connectionOf(options),
    ...(options.group === undefined ? {} : { group: options.group }),
    ...(options.tag === undefined ? {} : { tags: options.tag }),
    ...(options.notes === undefined ? {} : { notes: options.notes }),
  };
}

function connectionOf({ forwardAgent, keepalive, compression }: AddOptions): Partial<HostDraft> {
  const seconds = keepalive === undefined ? null : Number(keepalive);
  if (seconds !== null && !(Number.isInteger(seconds) && seconds >= 0 && seconds <= 3_600)) {
    throw new CommandFailure("--keepalive takes 0 to 3600 seconds.", exitCodes.usage.code);
  }
  return {
    forwardAgent: forwardAgent === true,
    compression: compression === true,
    keepaliveSeconds: seconds,
  };
}

/** The host with this id or name; several of the same name are no answer. */
export async function findHost(client: Client, nameOrId: string): Promise<Host> {
  const all = await client.hosts.list();
  const byId = all.filter(({ id }) => id === nameOrId);
  const found = byId.length > 0 ? byId : all.filter(({ name }) => name === nameOrId);
  const [first, second] = found;
  if (first === undefined) {
    throw new CommandFailure(
      `There is no host "${visibleLine(nameOrId)}". fairlead hosts list shows what there is.`,
      exitCodes.failed.code,
    );
  }
  if (second === undefined) return first;
  const ids = found.map(({ id }) => id).join(", ");
  throw new CommandFailure(
    `Several hosts are called "${visibleLine(nameOrId)}"; use an id: ${ids}.`,
    exitCodes.usage.code,
  );
}

/** `known` are hosts among which the one it is reached over may be. */
function hostLine(host: Host, known: readonly Host[] = []): string {
  const at = host.user === "" ? host.address : `${host.user}@${host.address}`;
  const { container } = host;
  const where =
    container !== undefined
      ? `${container.engine} container ${container.id.slice(0, 12)}, ${container.image}`
      : host.kind === "local"
        ? "this machine"
        : `${at}:${host.port}`;
  const jump = known.find(({ id }) => id === host.jump)?.name;
  const over = host.jump === null ? "" : `over ${jump ?? host.jump}`;
  const labels = [host.group, ...host.tags].filter((label) => label !== "").join(" ");
  return visibleLine(
    [host.name, where, over, host.id, labels].filter((part) => part !== "").join("  "),
  );
}
