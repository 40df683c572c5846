import type {
  TmuxClient,
  TmuxListing,
  TmuxSessionInfo,
  TmuxSizePolicy,
  TmuxWindowInfo,
} from "../../shared/contract/tmux.ts";

export const sizePolicies: readonly { value: TmuxSizePolicy; label: string; hint: string }[] = [
  {
    value: "ours",
    label: "here",
    hint: "The panel here decides. Others see the window with a border, or a part of it.",
  },
  {
    value: "smallest",
    label: "smallest",
    hint: "Everybody sees the whole window, so the smallest screen decides.",
  },
  {
    value: "latest",
    label: "latest active",
    hint: "Whoever used the session last decides, here or elsewhere.",
  },
];

const clientWords = ({ tty, columns, rows }: TmuxClient): string => `${tty}, ${columns}×${rows}`;

/** "pts/3, 120×40; pts/4, 80×24". */
export const clientsWords = (clients: readonly TmuxClient[]): string =>
  clients.map(clientWords).join("; ");

/** What of tmux is there, when it is not a list; null when it is. */
export function stateSentence({ state, version }: TmuxListing): string | null {
  switch (state) {
    case "no-tmux":
      return "There is no tmux on this host. Terminals work without it, but end with their connection.";
    case "too-old":
      return `tmux ${version} is too old for Fairlead, which needs 3.2 or later.`;
    case "no-server":
      return "No tmux runs on this host yet.";
    case "listed":
      return null;
  }
}

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;

/** "2 windows · shown here · also attached: pts/3, 120×40". */
export function sessionWords(session: TmuxSessionInfo, isShown: boolean): string {
  const others = session.clients.length === 0 ? "" : clientsWords(session.clients);
  return [
    count(session.windows.length, "window"),
    session.own ? "Fairlead’s own" : isShown ? "shown here" : "",
    others === "" ? "" : `attached: ${others}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** "vim, bash" and the size: what a window holds. */
export function windowWords({ panes, columns, rows, zoomed }: TmuxWindowInfo): string {
  const programs = panes.map(({ command, dead }) => (dead ? "ended" : command)).join(", ");
  return `${programs} · ${columns}×${rows}${zoomed ? " · one pane zoomed" : ""}`;
}

/** What would be lost or felt by others when this ends; empty when nothing would. */
export function lossWords(
  windows: readonly TmuxWindowInfo[],
  clients: readonly TmuxClient[],
): string[] {
  const busy = windows.flatMap(({ panes }) =>
    panes.filter(({ idle }) => !idle).map(({ command }) => command),
  );
  return [
    ...(busy.length === 0 ? [] : [`Running: ${busy.join(", ")}.`]),
    ...(clients.length === 0 ? [] : [`Also attached: ${clientsWords(clients)}.`]),
  ];
}
