import type { CommandMark } from "../../shared/command-mark.ts";
import { type DownFrame, decodeUp, encodeDown, type UpFrame } from "../../shared/frames.ts";

const picture = [
  "\x1b[32mroot@web-1\x1b[0m:\x1b[34m/var/log\x1b[0m# journalctl -u nginx --since -1h | tail -3",
  "Nov 20 19:12:44 web-1 nginx[812]: upstream timed out (110: Connection timed out)",
  "Nov 20 19:12:51 web-1 nginx[812]: upstream timed out (110: Connection timed out)",
  "Nov 20 19:13:02 web-1 nginx[812]: \x1b[31mno live upstreams\x1b[0m while connecting",
  "\x1b[32mroot@web-1\x1b[0m:\x1b[34m/var/log\x1b[0m# ",
].join("\r\n");

const utf8 = new TextEncoder();

interface FakeTerminal {
  output: Uint8Array;
  attached: boolean;
  typed: string;
  marks: { at: number; mark: CommandMark }[];
}

/** The other end of the terminal plane: shows a picture, echoes what is typed, and lets a test print and look. */
export class FakePlane {
  readonly #port: MessagePort;
  readonly #terminals = new Map<number, FakeTerminal>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.addEventListener("message", ({ data }: MessageEvent<Uint8Array>) => {
      const frame = decodeUp(data);
      if (frame !== null) this.#take(frame);
    });
    port.start();
  }

  /** What a program in the terminal prints; a page that has attached to it gets it. */
  print(channel: number, text: string): void {
    this.#add(channel, utf8.encode(text));
  }

  /** What the shell says of a command, where the terminal stands now. */
  mark(channel: number, mark: CommandMark): void {
    this.print(channel, "\x1b]133;x\x07");
    const { attached, marks, output } = this.#terminal(channel);
    marks.push({ at: output.length, mark });
    if (attached) this.#sendMark(channel, output.length, mark);
  }

  /** All of it again for an emulator that was cleared, as after a reconnect. */
  repeat(channel: number): void {
    this.#sendFrom(channel, this.#terminal(channel), null);
  }

  /** Everything that has been typed into the terminal, answers to queries among it. */
  typed(channel: number): string {
    return this.#terminal(channel).typed;
  }

  /** Whether the page wants what this terminal prints. */
  isAttached(channel: number): boolean {
    return this.#terminal(channel).attached;
  }

  #terminal(channel: number): FakeTerminal {
    const known = this.#terminals.get(channel);
    if (known !== undefined) return known;
    const made = { output: utf8.encode(picture), attached: false, typed: "", marks: [] };
    this.#terminals.set(channel, made);
    return made;
  }

  #take(frame: UpFrame): void {
    const terminal = this.#terminal(frame.channel);
    if (frame.kind === "input") {
      terminal.typed += new TextDecoder().decode(frame.bytes);
      this.#add(frame.channel, frame.bytes);
    }
    if (frame.kind === "detach") terminal.attached = false;
    if (frame.kind === "attach") {
      terminal.attached = true;
      this.#sendFrom(frame.channel, terminal, frame.from);
      this.#send("current", frame.channel, terminal.output.length, new Uint8Array(0));
    }
  }

  #add(channel: number, bytes: Uint8Array): void {
    const terminal = this.#terminal(channel);
    const from = terminal.output.length;
    const output = new Uint8Array(from + bytes.length);
    output.set(terminal.output);
    output.set(bytes, from);
    terminal.output = output;
    if (terminal.attached) this.#send("output", channel, from, bytes);
  }

  #sendFrom(channel: number, { marks, output }: FakeTerminal, from: number | null): void {
    let at = from ?? 0;
    const missed = marks.filter((mark) => mark.at >= at);
    for (const mark of [...missed, { at: output.length, mark: null }]) {
      const kind = from === null && at === 0 ? "reset" : "output";
      this.#send(kind, channel, at, output.subarray(at, mark.at));
      at = mark.at;
      if (mark.mark !== null) this.#sendMark(channel, at, mark.mark);
    }
  }

  #sendMark(channel: number, at: number, mark: CommandMark): void {
    this.#send("mark", channel, at, utf8.encode(JSON.stringify(mark)));
  }

  #send(kind: DownFrame["kind"], channel: number, sequence: number, bytes: Uint8Array): void {
    this.#port.postMessage(encodeDown({ kind, channel, sequence, bytes }));
  }
}
