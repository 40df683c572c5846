import type { TerminalId } from "../../shared/ids.ts";
import { openTerminalPlane, whenConnected } from "../control/connection.ts";
import { useSettings } from "../settings/settings-store.ts";
import { answerClipboard, requestClipboard } from "./clipboard-requests.ts";
import type { EmulatorLook } from "./emulator.ts";
import { preparePaste } from "./paste.ts";
import { PlaneClient } from "./plane-client.ts";
import { ask } from "./prompts-store.ts";
import { followTerminals, type TerminalsStore, useTerminals } from "./terminal-store.ts";
import { brightnessNow, followBrightness, terminalThemes } from "./terminal-theme.ts";
import { TerminalView } from "./terminal-view.ts";
import { uiThread } from "./ui-thread.ts";

const longestPauseMs = 5_000;

const views = new Map<TerminalId, TerminalView>();

/** What draws this terminal; undefined before main has told of it and after it is gone. */
export const viewOf = (id: TerminalId): TerminalView | undefined => views.get(id);

/**
 * Brings the terminals to life until `signal` aborts: follows main's list, keeps the plane open, makes and takes away
 * what draws each terminal. Called once, by main.tsx.
 */
export function startTerminals(signal: AbortSignal): void {
  const plane = new PlaneClient({
    open: openTerminalPlane,
    pause: async (attempt, stop) => {
      await pause(Math.min(longestPauseMs, 100 * 2 ** attempt), stop);
      await whenConnected(stop).catch(() => undefined);
    },
    ...uiThread(window),
    onState: (state) => useTerminals.setState({ plane: state }),
  });
  sync(plane, useTerminals.getState());
  const stop = useTerminals.subscribe((state) => sync(plane, state));
  signal.addEventListener("abort", stop, { once: true });
  followBrightness(window, restyle, signal);
  const stopSettings = useSettings.subscribe(restyle);
  signal.addEventListener("abort", stopSettings, { once: true });
  void followTerminals(signal);
  void plane.run(signal);
}

/** Types `text` into a terminal as a paste, after asking where the text could run by itself or hides something. */
export function pasteIntoPane(id: TerminalId, text: string): void {
  const view = views.get(id);
  const terminal = useTerminals.getState().terminals.get(id);
  if (view === undefined || terminal === undefined || text === "") return;
  const paste = preparePaste(text);
  const type = (judged: string | null) => {
    if (judged !== null) view.paste(judged);
    view.focus();
  };
  if (!paste.ask) type(paste.text);
  else ask({ kind: "paste", paste, where: terminal.hostName, answer: type });
}

function sync(plane: PlaneClient, state: TerminalsStore): void {
  for (const [id, terminal] of state.terminals) {
    const view = views.get(id);
    if (view === undefined) views.set(id, makeView(plane, state, id));
    else view.follow(terminal);
  }
  for (const [id, view] of views) {
    view.setUrgent(id === state.focused);
    if (state.terminals.has(id)) continue;
    views.delete(id);
    answerClipboard(id, false);
    view[Symbol.dispose]();
  }
}

function makeView(plane: PlaneClient, state: TerminalsStore, id: TerminalId): TerminalView {
  const terminal = state.terminals.get(id);
  if (terminal === undefined) throw new Error(`no terminal ${id}`);
  return new TerminalView(terminal, state.fresh.has(id), {
    plane,
    look: lookNow,
    listener: {
      onPaste: (text) => pasteIntoPane(id, text),
      onClipboard: (text) => requestClipboard(id, text),
      onLink: (url, shown) =>
        ask({
          kind: "link",
          url,
          shown,
          where: terminal.hostName,
          answer: (open) => open && void window.open(url.href, "_blank", "noopener,noreferrer"),
        }),
      onFocus: () => {
        if (useTerminals.getState().focused !== id) useTerminals.setState({ focused: id });
      },
    },
  });
}

const screenReaderKey = "fairlead.screen-reader";
const restyle = () => {
  for (const view of views.values()) view.look();
};

/** Makes what the terminals show known to screen readers, or no longer; remembered in this browser. */
export function toggleScreenReader(): void {
  const { localStorage } = window;
  if (localStorage.getItem(screenReaderKey) === "on") localStorage.removeItem(screenReaderKey);
  else localStorage.setItem(screenReaderKey, "on");
  restyle();
}

function lookNow(): EmulatorLook {
  const appearance = useSettings.getState().event?.settings.appearance;
  return {
    fontSize: appearance?.terminalFontSize ?? 13,
    scrollback: appearance?.scrollbackLines ?? 10_000,
    theme: terminalThemes[brightnessNow(window)],
    screenReader: window.localStorage.getItem(screenReaderKey) === "on",
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
