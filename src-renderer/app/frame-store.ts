import { create } from "zustand";
import type { FleetId, HostId, TerminalId } from "../../shared/ids.ts";
import type { FleetForm } from "../fleet/fleet-draft.ts";

export type SettingsPage =
  | "appearance"
  | "terminals"
  | "shortcuts"
  | "models"
  | "approvals"
  | "policy"
  | "turns"
  | "connections"
  | "credentials"
  | "recording"
  | "web"
  | "windows"
  | "updates"
  | "audit"
  | "doctor"
  | "help";

/** When a command began and ended, in ms since the epoch, as far as that is known: enough to find its record. */
export interface CommandTimes {
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** The one dialog that is open. Questions of connections are not among them: they come by themselves. */
export type OpenDialog =
  | { kind: "palette" }
  | { kind: "host"; id: HostId | null }
  | { kind: "remove-host"; id: HostId }
  | { kind: "import-hosts" }
  | { kind: "container"; id: HostId }
  | { kind: "containers"; hostId: HostId }
  | { kind: "settings"; page: SettingsPage }
  | { kind: "audit" }
  | { kind: "told" }
  | { kind: "changed-files" }
  | { kind: "recordings" }
  | { kind: "fleets"; id: FleetId | null }
  | { kind: "run-on-hosts"; initial: Partial<FleetForm> }
  | { kind: "runs" }
  | { kind: "history"; id: TerminalId; command: CommandTimes | null }
  | { kind: "broadcast" }
  | { kind: "vault" }
  | { kind: "tmux"; hostId: HostId }
  | { kind: "tmux-close"; id: TerminalId };

interface FrameStore {
  dialog: OpenDialog | null;
  sidebarShown: boolean;
  sidebarWidth: number;
  chatShown: boolean;
  chatWidth: number;
  trayOpen: boolean;
  modeMenuOpen: boolean;
}

export const widths = {
  sidebar: { initial: 232, least: 160, most: 420 },
  chat: { initial: 380, least: 280, most: 760 },
} as const;

const storageKey = "fairlead.columns";
const kept = ["sidebarShown", "sidebarWidth", "chatShown", "chatWidth"] as const;

const defaults: FrameStore = {
  dialog: null,
  sidebarShown: true,
  sidebarWidth: widths.sidebar.initial,
  chatShown: true,
  chatWidth: widths.chat.initial,
  trayOpen: false,
  modeMenuOpen: false,
};

/** What of the frame is open and how wide; the columns are remembered in this browser. */
export const useFrame = create<FrameStore>(() => ({ ...defaults, ...recalled() }));

useFrame.subscribe((state) => {
  const columns = Object.fromEntries(kept.map((key) => [key, state[key]]));
  globalThis.localStorage?.setItem(storageKey, JSON.stringify(columns));
});

function recalled(): Partial<FrameStore> {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter(
        ([key, value]) =>
          kept.some((known) => known === key) &&
          typeof value === typeof defaults[key as keyof FrameStore],
      ),
    );
  } catch {
    return {};
  }
}

export const openDialog = (dialog: OpenDialog): void => useFrame.setState({ dialog });
export const closeDialog = (): void => useFrame.setState({ dialog: null });
