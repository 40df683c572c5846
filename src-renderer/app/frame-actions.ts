import { flushSync } from "react-dom";
import { focusApproval } from "../approvals/focus-approval.ts";
import { stopTurn } from "../chat/chat-actions.ts";
import { showConversation } from "../chat/conversations-store.ts";
import { focusComposer } from "../chat/draft-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { openDialog, useFrame } from "./frame-store.ts";

/** What a person can do with the frame from the palette and by chord; main.tsx hands them to `registerActions`. */
export const frameActions: readonly Action[] = [
  {
    id: "palette",
    title: "Command palette",
    group: "Fairlead",
    chord: "Mod+Shift+P",
    run: () => openDialog({ kind: "palette" }),
  },
  {
    id: "focus-approval",
    title: "Go to the waiting approval",
    group: "Approvals",
    chord: "Mod+Shift+Enter",
    run: focusApproval,
  },
  {
    id: "approval-tray",
    title: "List the waiting approvals",
    group: "Approvals",
    run: () => useFrame.setState({ trayOpen: true }),
  },
  {
    id: "focus-chat",
    title: "Go to the chat",
    group: "Chat",
    chord: "Mod+Shift+L",
    run: goToChat,
  },
  {
    id: "new-conversation",
    title: "New conversation",
    group: "Chat",
    chord: "Mod+Shift+K",
    run: () => {
      showConversation(null);
      goToChat();
    },
  },
  {
    id: "stop-turn",
    title: "Stop the agent",
    group: "Chat",
    chord: "Mod+Shift+X",
    run: () => void stopTurn(),
  },
  {
    id: "toggle-chat",
    title: "Show or hide the chat",
    group: "Chat",
    chord: "Mod+Shift+Y",
    run: () => useFrame.setState(({ chatShown }) => ({ chatShown: !chatShown })),
  },
  {
    id: "focus-hosts",
    title: "Go to the hosts",
    group: "Hosts",
    chord: "Mod+Shift+H",
    run: goToHosts,
  },
  {
    id: "toggle-hosts",
    title: "Show or hide the hosts",
    group: "Hosts",
    chord: "Mod+Shift+B",
    run: () => useFrame.setState(({ sidebarShown }) => ({ sidebarShown: !sidebarShown })),
  },
  {
    id: "add-host",
    title: "Add a host",
    group: "Hosts",
    chord: "Mod+Shift+A",
    run: () => openDialog({ kind: "host", id: null }),
  },
  {
    id: "import-hosts",
    title: "Import hosts from ~/.ssh/config",
    group: "Hosts",
    run: () => openDialog({ kind: "import-hosts" }),
  },
  {
    id: "settings",
    title: "Settings",
    group: "Fairlead",
    chord: "Mod+Shift+S",
    run: () => openDialog({ kind: "settings", page: "appearance" }),
  },
  {
    id: "terminal-settings",
    title: "Terminal settings: font, theme, colours",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "terminals" }),
  },
  {
    id: "shortcut-settings",
    title: "Change shortcuts",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "shortcuts" }),
  },
  {
    id: "models",
    title: "Models",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "models" }),
  },
  {
    id: "changed-files",
    title: "Changed files: look and restore",
    group: "Fairlead",
    run: () => openDialog({ kind: "changed-files" }),
  },
  {
    id: "audit",
    title: "Audit",
    group: "Fairlead",
    run: () => openDialog({ kind: "audit" }),
  },
  {
    id: "doctor",
    title: "Doctor: check this installation",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "doctor" }),
  },
  {
    id: "help",
    title: "Help and shortcuts",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "help" }),
  },
];

function goToChat(): void {
  useFrame.setState({ chatShown: true });
  focusComposer();
}

function goToHosts(): void {
  // The column may have to be drawn first; what is typed next is for the filter already.
  flushSync(() => useFrame.setState({ sidebarShown: true }));
  document.querySelector<HTMLElement>("[data-hosts-filter]")?.focus();
}
