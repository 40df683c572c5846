import { Unicode11Addon } from "@xterm/addon-unicode11";
import type { IUnicodeVersionProvider, Terminal } from "@xterm/xterm";
import { isSafeReply } from "./safe-reply.ts";

/** Longer texts of operating system and device control strings are dropped: titles, colours, links, settings. */
const longestString = 4_096;
/** The same for what a host would put on the clipboard, in base64. */
const longestClipboard = 140_000;
/** More links than these get no address of their own: each costs memory, and time at every new line. */
const mostLinks = 2_000;
/** So many full resets within so many ms are made in full. */
const mostResets = 20;
const resetsWithinMs = 100;
/** A link that was never closed ends after so many lines. */
const mostLinkLines = 100;
/** More marks on one letter take cells of their own. */
const mostMarks = 16;

/** Sequences that repeat something: xterm.js does so as often as it is told, up to two thousand million times. */
const repeating: readonly { final: string; within: "rows" | "cols" }[] = [
  { final: "S", within: "rows" },
  { final: "T", within: "rows" },
  { final: "L", within: "rows" },
  { final: "M", within: "rows" },
  { final: "I", within: "cols" },
  { final: "Z", within: "cols" },
  { final: "b", within: "cols" },
];

/**
 * Bounds what a host can make this emulator keep or do. xterm.js has no public way to most of it; what is reached inside
 * is what this version has, and an emulator is not made where something of it is missing. Call it after all handlers of
 * strings are registered. While `mayAnswer` says false it answers nothing; what is typed goes out in any case.
 */
export function limitEmulator(terminal: Terminal, mayAnswer: () => boolean): void {
  const core = coreOf(terminal);
  terminal.unicode.register(new BoundedUnicode());
  terminal.unicode.activeVersion = BoundedUnicode.version;
  for (const { final, within } of repeating) {
    core.registerCsiHandler({ final }, ({ params }) => {
      const [count = 0] = params;
      if (count > terminal[within]) params[0] = terminal[within];
      return false;
    });
  }
  limitResets(core);
  limitLinks(core);
  limitStrings(core);
  answerSafely(core, mayAnswer);
}

/** A full reset makes all buffers anew. Of many in a row the later ones do the same with the buffers there are. */
function limitResets(core: Core): void {
  const input = core._inputHandler;
  let from = 0;
  let count = 0;
  core.registerEscHandler({ final: "c" }, () => {
    const now = performance.now();
    if (now - from > resetsWithinMs) {
      from = now;
      count = 0;
    }
    count += 1;
    if (count <= mostResets) return false;
    input.resetModePrivate(given(1049));
    input.softReset(given());
    input.eraseInDisplay(given(2));
    input.eraseInDisplay(given(3));
    return input.cursorPosition(given(1, 1));
  });
}

const given = (...params: number[]): Parameters => ({ length: params.length, params });

function limitStrings(core: Core): void {
  const { _oscParser: osc, _dcsParser: dcs } = core._inputHandler._parser;
  // Nobody here looks at titles and icon names: main reads them.
  for (const title of [0, 1, 2]) delete osc._handlers[title];
  for (const [id, handlers] of Object.entries(osc._handlers)) {
    for (const handler of handlers) limit(handler, id === "52" ? longestClipboard : longestString);
  }
  for (const handler of Object.values(dcs._handlers).flat()) limit(handler, longestString);
}

function limit(handler: StringHandler, longest: number): void {
  const put = handler.put.bind(handler);
  handler.put = (data, start, end) => {
    put(data, start, end);
    if (handler._data.length <= longest) return;
    handler._data = "";
    handler._hitLimit = true;
  };
}

function limitLinks(core: Core): void {
  const { _inputHandler: input, _oscLinkService: links } = core;
  core.registerOscHandler(8, (text) => {
    const closes = text.indexOf(";") === text.length - 1;
    if (closes || links._dataByLinkId.size < mostLinks) return false;
    // The one before must not go on over the text of this one.
    input.setHyperlink(";");
    return true;
  });
  const add = links.addLineToLink.bind(links);
  links.addLineToLink = (id, line) => {
    if ((links._dataByLinkId.get(id)?.lines.length ?? 0) < mostLinkLines) add(id, line);
    else input.setHyperlink(";");
  };
}

function answerSafely(core: Core, mayAnswer: () => boolean): void {
  const send = core.coreService.triggerDataEvent.bind(core.coreService);
  core.coreService.triggerDataEvent = (text, wasUserInput = false) => {
    if (wasUserInput || (mayAnswer() && isSafeReply(text))) send(text, wasUserInput);
  };
}

/**
 * Many changes of colours by a host are drawn as one: each drawing makes all styles anew. For an emulator that has begun
 * to draw; before that it takes no colours.
 */
export function limitColours(terminal: Terminal): void {
  const changes = coreOf(terminal)._themeService?._onChangeColors;
  if (changes === undefined) throw new Error("this version of xterm.js has its colours elsewhere");
  const tell = changes.fire.bind(changes);
  let waiting = false;
  changes.fire = (colours) => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      tell(colours);
    });
  };
}

/** Unicode 11, with a bound to the marks that one cell takes. */
class BoundedUnicode implements IUnicodeVersionProvider {
  static readonly version = "11-bounded";
  readonly version = BoundedUnicode.version;
  readonly #full = unicode11();

  wcwidth(letter: number): 0 | 1 | 2 {
    return this.#full.wcwidth(letter);
  }

  /** Bit 0: joins the one before; bits 1 and 2: width; above them, as our own note, how many have joined so far. */
  charProperties(letter: number, before: number): number {
    const found = this.#full.charProperties(letter, before);
    if ((found & 1) === 0) return found;
    const joined = (before >> 3) + 1;
    return joined > mostMarks ? 1 << 1 : found | (joined << 3);
  }
}

function unicode11(): IUnicodeVersionProvider {
  const found: IUnicodeVersionProvider[] = [];
  const unicode = { register: (provider: IUnicodeVersionProvider) => void found.push(provider) };
  new Unicode11Addon().activate({ unicode } as unknown as Terminal);
  const [provider] = found;
  if (provider === undefined) throw new Error("the addon has no table of letters");
  return provider;
}

interface StringHandler {
  _data: string;
  _hitLimit: boolean;
  put(data: Uint32Array, start: number, end: number): void;
}

interface Parameters {
  length: number;
  params: readonly number[];
}

/** As much of xterm.js 6.0 as is reached here. */
interface Core {
  registerCsiHandler(
    id: { final: string },
    act: (given: { params: Int32Array }) => boolean,
  ): unknown;
  registerOscHandler(id: number, act: (text: string) => boolean): unknown;
  registerEscHandler(id: { final: string }, act: () => boolean): unknown;
  coreService: { triggerDataEvent(text: string, wasUserInput?: boolean): void };
  _inputHandler: {
    setHyperlink(text: string): boolean;
    resetModePrivate(given: Parameters): boolean;
    softReset(given: Parameters): boolean;
    cursorPosition(given: Parameters): boolean;
    eraseInDisplay(given: Parameters): boolean;
    _parser: {
      _oscParser: { _handlers: Record<string, StringHandler[]> };
      _dcsParser: { _handlers: Record<string, StringHandler[]> };
    };
  };
  _oscLinkService: {
    _dataByLinkId: Map<number, { lines: readonly unknown[] }>;
    addLineToLink(id: number, line: number): void;
  };
  _themeService?: { _onChangeColors: { fire(colours: unknown): void } };
}

function coreOf(terminal: Terminal): Core {
  const { _core: core } = terminal as unknown as { _core: Core };
  const needed = [
    core?._inputHandler?._parser?._oscParser?._handlers?.["4"]?.[0]?._data,
    core?._inputHandler?._parser?._dcsParser?._handlers,
    core?._inputHandler?.setHyperlink,
    core?._oscLinkService?._dataByLinkId,
    core?._oscLinkService?.addLineToLink,
    core?.coreService?.triggerDataEvent,
    core?.registerCsiHandler,
  ];
  if (needed.includes(undefined)) throw new Error("this version of xterm.js is built differently");
  return core;
}
