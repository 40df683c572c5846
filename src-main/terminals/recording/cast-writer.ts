import { StringDecoder } from "node:string_decoder";
import type { TerminalSize } from "../../../shared/contract/terminals.ts";
import { privateKeys } from "../shells/private-keys.ts";
import { type CastEvent, castLine } from "./cast-file.ts";
import type { Traffic } from "./traffic.ts";
import { TypedKeys } from "./typed-keys.ts";

/** A full-screen program ends no line for long: so many characters at most wait for a line's end. */
const longestWait = 16 * 1024;

/** What is put around a command so that the shell takes it as it is; it types nothing. */
const deliveryKeys = [...Object.values(privateKeys), "\x1b[200~", "\x1b[201~"];

/** Who typed, as a recording says it. */
type Who = "person" | "agent" | "secret";

/**
 * Turns what passes through a terminal into lines of an asciicast. Output waits until its line is whole, so that a secret
 * that came in pieces is known; where there is one in it, the whole line is told at once, without it.
 */
export class CastWriter {
  readonly #write: (text: string) => void;
  readonly #redact: (text: string) => string;
  readonly #seconds: () => number;
  readonly #decoder = new StringDecoder("utf8");
  readonly #keys: TypedKeys;
  /** The line that is not whole yet: its output, and between it what else happened. */
  #line: CastEvent[] = [];
  #length = 0;
  /** Time only grows in a recording, though keys are told late. */
  #written = 0;
  #who: Who | null = null;

  /** `seconds`: since the start of the recording. */
  constructor(options: {
    write: (text: string) => void;
    redact: (text: string) => string;
    seconds: () => number;
  }) {
    this.#write = options.write;
    this.#redact = options.redact;
    this.#seconds = options.seconds;
    this.#keys = new TypedKeys(({ at, text }) =>
      this.#typed(at, text === null ? "secret" : "person", text ?? ""),
    );
  }

  take(traffic: Traffic): void {
    switch (traffic.type) {
      case "output":
        this.#output(this.#decoder.write(Buffer.from(traffic.bytes)));
        return;
      case "reset":
        this.#output(`\x1bc${Buffer.from(traffic.picture).toString("utf8")}`);
        return;
      case "typed": {
        const text = Buffer.from(traffic.bytes).toString("utf8");
        if (traffic.by === "person") this.#keys.typed(text, this.#seconds());
        else this.#typed(this.#seconds(), "agent", typedBy(text));
        return;
      }
      case "filled":
        this.#typed(this.#seconds(), "secret", "");
        return;
      case "resized":
        this.#put([this.#seconds(), "r", sizeText(traffic.size)]);
        return;
    }
  }

  /** A point on the timeline with a name: a command, an approval. */
  mark(label: string): void {
    this.#put([this.#seconds(), "m", label]);
  }

  /** Writes what waits. Nothing may be taken afterwards. */
  end(): void {
    this.#keys.end();
    this.#output(this.#decoder.end());
    this.#flush();
  }

  #output(text: string): void {
    if (text === "") return;
    this.#keys.printed(text);
    const at = this.#seconds();
    const whole = text.lastIndexOf("\n") + 1;
    if (whole > 0) {
      this.#put([at, "o", text.slice(0, whole)]);
      this.#flush();
    }
    if (whole < text.length) this.#put([at, "o", text.slice(whole)]);
    if (this.#length > longestWait) this.#flush();
  }

  #typed(at: number, who: Who, text: string): void {
    if (who !== this.#who) this.#put([at, "w", who]);
    this.#who = who === "secret" ? null : who;
    if (who !== "secret" && text !== "") this.#put([at, "i", text]);
  }

  #put(event: CastEvent): void {
    this.#line.push(event);
    this.#length += event[2].length;
  }

  /** Order in time is kept, though keys are told when their echo is there. */
  #flush(): void {
    const events = this.#line.sort(([one], [other]) => one - other);
    this.#line = [];
    this.#length = 0;
    const clean = this.#without(this.#without(events, "o"), "i");
    this.#write(clean.map((event) => castLine(this.#finished(event))).join(""));
  }

  #finished([at, code, data]: CastEvent): CastEvent {
    // Microseconds are enough.
    this.#written = Math.max(this.#written, Math.round(at * 1e6) / 1e6);
    return [this.#written, code, code === "m" ? this.#redact(data) : data];
  }

  /** The events of one kind without secrets that go through several of them. */
  #without(events: CastEvent[], code: "o" | "i"): CastEvent[] {
    const ours = events.filter(([, kind]) => kind === code);
    const text = ours.map(([, , data]) => data).join("");
    const redacted = this.#redact(text);
    const first = ours[0];
    if (redacted === text || first === undefined) return events;
    return events.flatMap((event): CastEvent[] => {
      if (event === first) return [[event[0], code, redacted]];
      return event[1] === code ? [] : [event];
    });
  }
}

function typedBy(agentsBytes: string): string {
  const entered = agentsBytes.replaceAll(privateKeys.submit, "\r");
  return deliveryKeys.reduce((text, key) => text.replaceAll(key, ""), entered);
}

const sizeText = ({ columns, rows }: TerminalSize): string => `${columns}x${rows}`;
