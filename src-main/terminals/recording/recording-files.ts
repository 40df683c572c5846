import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Recording, RecordingHit } from "../../../shared/contract/recordings.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { type RecordingId, recordingId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { plainText } from "../plain-text.ts";
import { type CastEvent, readCastEvent, readCastHeader } from "./cast-file.ts";

const extension = ".cast";
/** So much of a file is handed out at once, in bytes. */
const partBytes = 1024 * 1024;
/** The end of a file in which its last event is looked for, in bytes. */
const tailBytes = 256 * 1024;
const headBytes = 8 * 1024;
const hitLimit = 200;
/** So much around what was found is shown, in characters. */
const lineLength = 200;

/** The recordings in their folder (0700); each file is one. What cannot be read as one is left alone. */
export class RecordingFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  path(id: RecordingId): string {
    return join(this.#folder, `${id}${extension}`);
  }

  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** All of them, the newest first; none where there is no folder yet. */
  async list(): Promise<Recording[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.flatMap((name) => {
      const id = recordingId.safeParse(name.endsWith(extension) ? name.slice(0, -5) : "");
      return id.success ? [id.data] : [];
    });
    const found = await Promise.all(ids.map((id) => this.#describe(id)));
    return found.flatMap((one) => one ?? []).sort((one, other) => other.startedAt - one.startedAt);
  }

  /** A part of a file from a byte on, cut at a line's end. */
  async read(
    id: RecordingId,
    from: number,
  ): Promise<Result<{ text: string; next: number | null }, FairleadError>> {
    try {
      await using file = await open(this.path(id));
      const { bytesRead, buffer } = await file.read(Buffer.alloc(partBytes), 0, partBytes, from);
      const part = buffer.subarray(0, bytesRead);
      const end = part.lastIndexOf(10) + 1;
      // What follows the last line feed is still being written.
      if (end === 0) return ok({ text: "", next: null });
      const next = bytesRead === partBytes ? from + end : null;
      return ok({ text: part.toString("utf8", 0, end), next });
    } catch (error) {
      return fail(failure("recording-unreadable", (error as Error).message));
    }
  }

  /** Adds to `hits` where the words stand in one recording, until there are enough. */
  async search(id: RecordingId, words: string, hits: RecordingHit[]): Promise<void> {
    const wanted = words.toLowerCase();
    let line = "";
    let from = 0;
    const look = (at: number, place: RecordingHit["place"], text: string) => {
      const found = text.toLowerCase().indexOf(wanted);
      if (found === -1 || hits.length >= hitLimit) return;
      const start = Math.max(0, found - lineLength / 2);
      hits.push({ recordingId: id, at, place, line: text.slice(start, start + lineLength) });
    };
    const output = ([at, , data]: CastEvent) => {
      if (line === "") from = at;
      line += data;
      const end = line.lastIndexOf("\n") + 1;
      if (end === 0 && line.length < partBytes) return;
      for (const text of plainText(Buffer.from(line.slice(0, end || line.length))).split("\n")) {
        look(from, "output", text);
      }
      line = end === 0 ? "" : line.slice(end);
      from = at;
    };
    for await (const event of this.#events(id)) {
      if (event[1] === "o") output(event);
      else if (event[1] === "i") look(event[0], "typed", event[2]);
      else if (event[1] === "m") look(event[0], "mark", event[2]);
      if (hits.length >= hitLimit) return;
    }
    look(from, "output", plainText(Buffer.from(line)));
  }

  async remove(id: RecordingId): Promise<Result<void, FairleadError>> {
    try {
      await rm(this.path(id), { force: true });
      return ok(undefined);
    } catch (error) {
      return fail(failure("recording-unreadable", (error as Error).message));
    }
  }

  async *#events(id: RecordingId): AsyncGenerator<CastEvent> {
    const lines = createInterface({ input: createReadStream(this.path(id)), crlfDelay: Infinity });
    try {
      for await (const line of lines) {
        const event = readCastEvent(line);
        if (event !== null) yield event;
      }
    } catch {
      // Removed meanwhile: there is nothing more to find.
    } finally {
      lines.close();
    }
  }

  async #describe(id: RecordingId): Promise<Recording | null> {
    try {
      await using file = await open(this.path(id));
      const { size } = await stat(this.path(id));
      const head = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      const first = head.buffer.toString("utf8", 0, head.bytesRead).split("\n", 1)[0] ?? "";
      const header = readCastHeader(first);
      if (header === null) return null;
      const at = Math.max(0, size - tailBytes);
      const tail = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, at);
      const events = tail.buffer.toString("utf8", 0, tail.bytesRead).split("\n");
      const last = events
        .reverse()
        .map(readCastEvent)
        .find((event) => event !== null);
      const { terminalId, hostId, hostName, user } = header.fairlead;
      return {
        id,
        terminalId,
        hostId,
        hostName,
        user,
        startedAt: header.timestamp * 1000,
        milliseconds: Math.round((last?.[0] ?? 0) * 1000),
        bytes: size,
        live: false,
        problem: null,
      };
    } catch {
      return null; // Removed meanwhile, or not ours.
    }
  }
}
