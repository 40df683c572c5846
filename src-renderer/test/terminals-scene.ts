import type { TerminalInfo } from "../../shared/contract/terminals.ts";

const minute = 60_000;

/** A terminal on web-1; `more` says what is not usual of it. */
export function terminal(channel: number, more: Partial<TerminalInfo> = {}): TerminalInfo {
  return {
    id: `term-${channel}`,
    channel,
    hostId: "host-web-1",
    hostName: "web-1",
    name: null,
    user: "root",
    title: "",
    directory: "/var/log",
    shell: "bash",
    integration: "marks",
    agentForwarded: false,
    durability: "tmux",
    panel: `term-${channel}`,
    tmuxSession: "fairlead-abc",
    state: "ready",
    stateReason: null,
    nextTryAt: null,
    remedy: null,
    driver: "person",
    driverSince: 0,
    agentWaits: null,
    recording: null,
    running: null,
    needsInput: null,
    size: { columns: 80, rows: 24 },
    openedAt: Date.now() - 5 * minute,
    ...more,
  };
}

/** One on a host, one on this computer. */
export function terminalsOfADay(): TerminalInfo[] {
  return [
    terminal(1),
    terminal(2, {
      hostId: "host-local",
      hostName: "This computer",
      user: "ada",
      directory: "/home/ada",
      durability: "plain",
      tmuxSession: null,
    }),
  ];
}
