import type { TerminalId } from "../../shared/ids.ts";
import { type Settings, settings } from "../../shared/settings.ts";
import { openTerminalPlane, whenConnected } from "../control/connection.ts";
import { changeSettings, useSettings } from "../settings/settings-store.ts";
import { listWords } from "../ui/list-words.ts";
import { brightnessNow, followBrightness } from "./brightness.ts";
import { broadcastFrom, broadcastKeys, sendToReceivers } from "./broadcast-input.ts";
import { forgetReceiver, noteShown } from "./broadcast-store.ts";
import { answerClipboard, requestClipboard } from "./clipboard-requests.ts";
import { type EmulatorLook, lookOf } from "./emulator-look.ts";
import { loadOwnThemes, useOwnThemes } from "./own-themes-store.ts";
import { preparePaste } from "./paste.ts";
import { PlaneClient } from "./plane-client.ts";
import { ask } from "./prompts-store.ts";
import { openScreenMenu } from "./screen-menu-store.ts";
import { fullLabel } from "./terminal-label.ts";
import { followTerminals, type TerminalsStore, useTerminals } from "./terminal-store.ts";
import { TerminalView } from "./terminal-view.ts";
import { uiThread } from "./ui-thread.ts";

const longestPauseMs = 5_000;
/** Until main has said how it is. */
const usual = settings.parse({}).appearance;

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
  for (const stopLook of [useSettings.subscribe(restyle), useOwnThemes.subscribe(restyle)]) {
    signal.addEventListener("abort", stopLook, { once: true });
  }
  restyle();
  void whenConnected(signal).then(loadOwnThemes, () => undefined);
  void followTerminals(signal);
  void plane.run(signal);
}

/**
 * Types `text` into a terminal as a paste, after asking where the text could run by itself or hides something. Where the
 * terminal takes part in a broadcast, into all that do.
 */
export function pasteIntoPane(id: TerminalId, text: string): void {
  const terminal = useTerminals.getState().terminals.get(id);
  if (!views.has(id) || terminal === undefined || text === "") return;
  const paste = preparePaste(text);
  const receivers = broadcastFrom(id);
  const where = receivers === null ? terminal.hostName : listWords(receivers.map(fullLabel));
  const type = (judged: string | null) => {
    views.get(id)?.focus();
    if (judged === null) return;
    const send = (to: readonly TerminalId[]) => {
      for (const each of to) views.get(each)?.paste(judged);
    };
    if (receivers === null) {
      send([id]);
      return;
    }
    // While the question stood a pane may have gone.
    const still = broadcastFrom(id) ?? [id];
    const to = receivers.filter((each) => still.includes(each));
    sendToReceivers(id, to, viewOf, send);
  };
  if (!paste.ask) type(paste.text);
  else {
    const bracketed = (receivers ?? [id]).every((each) => views.get(each)?.bracketsPaste === true);
    ask({ kind: "paste", paste, where, bracketed, answer: type });
  }
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
    forgetReceiver(id);
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
      onMenu: (command, at) => {
        if (command !== null) views.get(id)?.commands?.choose(command);
        openScreenMenu(id, command, at);
      },
      onTyped: (bytes) => broadcastKeys(id, bytes, viewOf),
      onShown: (shown) => noteShown(id, shown),
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

/** Everything that looks follow from has changed, or may have. */
function restyle(): void {
  const { background = "" } = lookNow().theme;
  // The edge around the cells has the colour of the cells' ground.
  document.documentElement.style.setProperty("--terminal-ground", background);
  for (const view of views.values()) view.look();
}

/** Makes what the terminals show known to screen readers, or no longer. */
export function toggleScreenReader(): void {
  const { screenReader } = appearanceNow();
  void changeSettings({ appearance: { screenReader: !screenReader } });
}

function appearanceNow(): Settings["appearance"] {
  return useSettings.getState().event?.settings.appearance ?? usual;
}

/** How terminals look now. */
export const lookNow = (): EmulatorLook =>
  lookOf(appearanceNow(), brightnessNow(window), useOwnThemes.getState().themes);

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
