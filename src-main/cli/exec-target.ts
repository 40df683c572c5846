import type { TerminalEvent, TerminalInfo } from "../../shared/contract/terminals.ts";
import { type HostId, localHostId, type TerminalId } from "../../shared/ids.ts";
import { CommandFailure } from "./command-failure.ts";
import { findHost } from "./command-hosts.ts";
import { keepContainer } from "./container-choice.ts";
import { parseDestination } from "./destination.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Client } from "./open-core.ts";
import { visibleLine } from "./visible.ts";

export type TargetOptions = {
  local?: boolean;
  ssh?: string;
  host?: string;
  identity?: string;
  container?: string;
  on?: string;
};

/** Does work that may connect to the host, and lets the person answer what that asks. */
type Connecting = <T>(hostId: HostId, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

const size = { columns: 160, rows: 50 };

/** At most one place, and an identity only where it is used. */
export function checkTarget(options: TargetOptions): void {
  const { container, host, identity, local, on, ssh } = options;
  const named = [local === true, ssh, host, container].filter((each) => each !== undefined && each);
  if (named.length > 1) {
    const sentence = "Choose one of --local, --ssh, --host and --container.";
    throw new CommandFailure(sentence, exitCodes.usage.code);
  }
  if (on !== undefined && container === undefined) {
    throw new CommandFailure("--on goes with --container.", exitCodes.usage.code);
  }
  if (identity !== undefined && ssh === undefined) {
    throw new CommandFailure("--identity goes with --ssh.", exitCodes.usage.code);
  }
  if (ssh !== undefined) parseDestination(ssh);
}

/**
 * The host the options name: this machine, one of the inventory, an address, or a container. An address or a container that
 * the inventory does not have is added to it, marked as coming from the command line.
 */
export async function hostOf(
  client: Client,
  options: TargetOptions,
  connecting: Connecting,
): Promise<HostId> {
  const { container } = options;
  if (container !== undefined) {
    const parent = options.on === undefined ? localHostId : (await findHost(client, options.on)).id;
    return await connecting(parent, (signal) => keepContainer(client, parent, container, signal));
  }
  if (options.host !== undefined) return (await findHost(client, options.host)).id;
  if (options.ssh === undefined) return localHostId;
  const { user, address, port } = parseDestination(options.ssh);
  const known = (await client.hosts.list()).find(
    (host) =>
      host.kind === "ssh" &&
      host.address === address &&
      host.port === (port ?? 22) &&
      (user === null || host.user === user) &&
      (options.identity === undefined ||
        (host.authentication.kind === "key" && host.authentication.path === options.identity)),
  );
  if (known !== undefined) return known.id;
  const added = await client.hosts.add({
    address,
    ...(user === null ? {} : { user }),
    ...(port === null ? {} : { port }),
    ...(options.identity === undefined
      ? {}
      : { authentication: { kind: "key", path: options.identity } }),
  });
  return added.id;
}

/** The host whose connection a terminal needs: a container is reached through its parent. */
export async function connectionOf(client: Client, hostId: HostId): Promise<HostId> {
  const hosts = await client.hosts.list();
  return hosts.find(({ id }) => id === hostId)?.container?.parent ?? hostId;
}

/** Opens a terminal there and waits until it can be used. The caller closes it; what cannot be used is closed here. */
export async function openTerminal(
  client: Client,
  hostId: HostId,
  signal: AbortSignal,
): Promise<TerminalId> {
  const events = (await client.terminals.events(undefined, { signal }))[Symbol.asyncIterator]();
  // Once the first event is there nothing that follows is missed.
  await events.next();
  try {
    signal.throwIfAborted();
    // Not given up halfway: it would be open, and nobody would know it.
    const opened = await client.terminals.open({ hostId, size });
    try {
      await untilUsable(opened, events);
      return opened.id;
    } catch (error) {
      await client.terminals.close({ id: opened.id }).catch(() => undefined);
      throw error;
    }
  } finally {
    await events.return?.(undefined);
  }
}

async function untilUsable(
  opened: TerminalInfo,
  events: AsyncIterator<TerminalEvent>,
): Promise<void> {
  if (isUsable(opened)) return;
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    const event = next.value;
    if (event.type === "terminal-removed" && event.id === opened.id) break;
    if (event.type !== "terminal-changed" || event.terminal.id !== opened.id) continue;
    if (isUsable(event.terminal)) return;
  }
  throw new CommandFailure(
    "The terminal was closed before it could be used.",
    exitCodes.failed.code,
  );
}

function isUsable({ state, stateReason, hostName }: TerminalInfo): boolean {
  switch (state) {
    case "ready":
      return true;
    case "connecting":
    case "reconnecting":
    case "stalled":
      return false;
    case "not-attached":
    case "lost":
    case "closed":
      throw new CommandFailure(
        `No terminal on ${visibleLine(hostName)}: ${visibleLine(stateReason ?? state)}`,
        exitCodes.failed.code,
      );
  }
}
