import "../styles/tokens.css";
import "../styles/base.css";
import { Terminal } from "@xterm/xterm";
import { Emulator, type EmulatorListener } from "../terminals/emulator.ts";
import type { EmulatorLook } from "../terminals/emulator-look.ts";
import { cut, hostileStream } from "./hostile-streams.ts";
import { minimise } from "./minimise.ts";

/** What was found wrong with one stream. `least` is the least of it that still fails, where that was looked for. */
export interface EscapeProblem {
  seed: number;
  what: string;
  least: number[];
}

/** Streams that took long on the clock of the wall; whether they did by their own work is for the caller to measure. */
export interface SlowStream {
  seed: number;
  bytes: number;
  ms: number;
}

export interface EscapeReport {
  streams: number;
  bytes: number;
  problems: EscapeProblem[];
  slow: SlowStream[];
}

declare global {
  interface Window {
    escapes: EscapeTrials;
  }
}

const look: EmulatorLook = {
  fontFamily: "monospace",
  fontSize: 13,
  lineHeight: 1,
  letterSpacing: 0,
  cursor: "block",
  cursorBlink: false,
  contrast: 4.5,
  scrollback: 1_000,
  theme: {},
  screenReader: false,
};
const size = { columns: 80, rows: 24 };
/** As much at once as the app hands to an emulator. */
const pieceBytes = 16_384;
/** Streams that one emulator takes before the next: what it keeps must not grow without end. */
const streamsEach = 200;

/** Feeds hostile streams to the app's own emulator in this page. */
class EscapeTrials {
  recorded: Uint8Array[] = [];
  readonly #host = document.getElementById("root") ?? document.body;
  #emulator: Emulator | null = null;
  #terminal: Terminal | null = null;
  #streams = 0;
  #replies = "";
  #asked: string[] = [];

  /** Streams of the seeds from `seed` on, for `ms` of time or until `most` are done. */
  async run(seed: number, ms: number, most: number): Promise<EscapeReport> {
    const report: EscapeReport = { streams: 0, bytes: 0, problems: [], slow: [] };
    const until = performance.now() + ms;
    for (let at = seed; performance.now() < until && report.streams < most; at += 1) {
      const bytes = hostileStream(at, this.recorded);
      // Said before, so that it is known where the page was if it does not come back.
      // biome-ignore lint/suspicious/noConsole: it is how a page says something before it hangs.
      console.debug(at);
      const started = performance.now();
      const what = await this.#try(bytes, at);
      const took = performance.now() - started;
      report.streams += 1;
      report.bytes += bytes.length;
      if (took > 500 + bytes.length / 50)
        report.slow.push({ seed: at, bytes: bytes.length, ms: took });
      if (what !== null)
        report.problems.push({ seed: at, what, least: await this.#least(bytes, at) });
      if (report.problems.length >= 3) break;
    }
    return report;
  }

  /** What a stream costs, in ms. */
  async cost(text: string, times: number): Promise<number> {
    this.#renew();
    this.#open();
    const bytes = new TextEncoder().encode(text.repeat(times));
    const started = performance.now();
    await this.#parse([bytes]);
    return performance.now() - started;
  }

  async #least(bytes: Uint8Array, seed: number): Promise<number[]> {
    const least = await minimise(bytes, async (shorter) => {
      this.#renew();
      return (await this.#try(shorter, seed)) !== null;
    });
    this.#renew();
    return [...least];
  }

  /** Null where all is well. */
  async #try(bytes: Uint8Array, seed: number): Promise<string | null> {
    if (this.#streams >= streamsEach) this.#renew();
    this.#streams += 1;
    this.#replies = "";
    this.#asked = [];
    const terminal = this.#open();
    try {
      await this.#parse(cut(bytes, seed));
      const wrong = wrongReply(this.#replies) ?? wrongRequest(this.#asked) ?? tooMuch(terminal);
      if (wrong !== null) return wrong;
      // Out of whatever it is in, then all anew: from there it must do as it is told.
      await this.#parse([new TextEncoder().encode("\x18\x1b\\\x1bcsane\r\n\x1b[3;4Hend\x1b[6n")]);
      return insane(terminal, this.#replies);
    } catch (error) {
      return `it threw ${String(error)}`;
    }
  }

  async #parse(chunks: readonly Uint8Array[]): Promise<void> {
    const emulator = this.#emulator;
    if (emulator === null) throw new Error("no emulator");
    const given = pieces(chunks);
    if (given.length === 0) return;
    await new Promise<void>((resolve) =>
      emulator.parse(
        given,
        { old: false, pause: null },
        { piece: () => undefined, end: () => resolve() },
      ),
    );
  }

  #open(): Terminal {
    if (this.#terminal !== null) return this.#terminal;
    const listener: EmulatorListener = {
      onInput: (bytes) => {
        this.#replies += new TextDecoder().decode(bytes);
      },
      onPaste: (text) => void this.#asked.push(`paste ${text}`),
      onLink: (url) => void this.#asked.push(`link ${url.href}`),
      onClipboard: (text) => void (text.length > 100_000 && this.#asked.push("a huge clipboard")),
      onMenu: () => undefined,
      onFocus: () => undefined,
    };
    // The app keeps its emulator to itself; here its state is looked at.
    const { loadAddon } = Terminal.prototype;
    let found: Terminal | null = null;
    Terminal.prototype.loadAddon = function load(addon) {
      found = this;
      loadAddon.call(this, addon);
    };
    const element = document.createElement("div");
    element.style.cssText = "width: 800px; height: 480px";
    this.#host.append(element);
    this.#emulator = new Emulator(element, look, listener, size);
    this.#emulator.draw();
    Terminal.prototype.loadAddon = loadAddon;
    if (found === null) throw new Error("the emulator is not to be found");
    this.#terminal = found;
    return found;
  }

  #renew(): void {
    this.#emulator?.[Symbol.dispose]();
    this.#emulator = null;
    this.#terminal = null;
    this.#streams = 0;
    this.#host.replaceChildren();
  }
}

/** What is large comes in pieces, as from the plane. */
function pieces(chunks: readonly Uint8Array[]): Uint8Array[] {
  return chunks.flatMap((chunk) =>
    Array.from({ length: Math.ceil(chunk.length / pieceBytes) }, (_, at) =>
      chunk.subarray(at * pieceBytes, (at + 1) * pieceBytes),
    ),
  );
}

/** Answers are made of numbers and of letters that stand alone; "rgb" and colours are the one word there is. */
function wrongReply(replies: string): string | null {
  const rest = replies.replaceAll(/rgb:[\da-f]{4}\/[\da-f]{4}\/[\da-f]{4}/g, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: answers are control sequences.
  const strange = /[^\x1b\x20-\x7e]|[a-z]{2}|[~&|`<{}()*!@#%^]/i.exec(rest);
  return strange === null ? null : `it answered ${JSON.stringify(replies.slice(0, 300))}`;
}

const wrongRequest = (asked: readonly string[]): string | null =>
  asked.length === 0 ? null : `without a click it asked: ${asked[0]?.slice(0, 100)}`;

interface Inside {
  _core: { _oscLinkService: { _dataByLinkId: Map<number, unknown> }; _inputHandler: object };
}

/** What an emulator may keep of a host's output. */
function tooMuch(terminal: Terminal): string | null {
  const { active, normal } = terminal.buffer;
  const { _core: core } = terminal as unknown as Inside;
  if (terminal.cols !== size.columns || terminal.rows !== size.rows) return "its size was changed";
  if (normal.length > look.scrollback + size.rows) return `${normal.length} lines are kept`;
  if (active.cursorX > size.columns || active.cursorY >= size.rows) return "the cursor is outside";
  const links = core._oscLinkService._dataByLinkId.size;
  if (links > 2_100) return `${links} links are kept`;
  if (terminal.markers.length > 10_000) return `${terminal.markers.length} markers are kept`;
  for (let y = Math.max(0, active.length - size.rows); y < active.length; y += 1) {
    const line = active.getLine(y)?.translateToString() ?? "";
    if (line.length > size.columns * 40) return `a line of ${line.length} letters`;
  }
  for (const [name, value] of Object.entries(core._inputHandler)) {
    if (typeof value === "string" && value.length > 10_000) return `${name} is kept`;
  }
  return null;
}

function insane(terminal: Terminal, replies: string): string | null {
  const { active } = terminal.buffer;
  const lines = [0, 1, 2].map((y) => active.getLine(y)?.translateToString(true));
  const shown = JSON.stringify([lines, active.type, active.baseY, active.cursorX, active.cursorY]);
  const right = JSON.stringify([["sane", "", "   end"], "normal", 0, 6, 2]);
  if (shown !== right) return `after a reset it shows ${shown}`;
  return replies.endsWith("\x1b[3;7R") ? null : "after a reset it does not answer";
}

window.escapes = new EscapeTrials();
