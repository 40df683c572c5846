import { z } from "zod";
import { hostId, recordingId, terminalId } from "../../../shared/ids.ts";

/**
 * The first line of a recording: asciicast v2 (docs.asciinema.org/manual/asciicast/v2), with what we know of the terminal
 * beside it. Players ignore keys that they do not know.
 */
export const castHeader = z.object({
  version: z.literal(2),
  width: z.int().min(1),
  height: z.int().min(1),
  /** Seconds since the epoch. */
  timestamp: z.number(),
  title: z.string(),
  env: z.object({ TERM: z.string() }),
  fairlead: z.object({
    id: recordingId,
    terminalId,
    hostId,
    hostName: z.string(),
    user: z.string(),
  }),
});
export type CastHeader = z.infer<typeof castHeader>;

/**
 * One event: seconds since the start, code, data. "o" output, "i" input, "r" size (COLUMNSxROWS), "m" a mark. Ours is "w":
 * who typed the input that follows, "person", "agent" or "secret"; of a secret there is no input.
 */
export const castEvent = z.tuple([z.number(), z.string(), z.string()]);
export type CastEvent = z.infer<typeof castEvent>;

/** One line of the file, with its line feed. */
export const castLine = (value: CastHeader | CastEvent): string => `${JSON.stringify(value)}\n`;

/** The event of a line; null where it is none, as the last line of a file that was cut off. */
export function readCastEvent(line: string): CastEvent | null {
  try {
    const event = castEvent.safeParse(JSON.parse(line));
    return event.success ? event.data : null;
  } catch {
    return null;
  }
}

/** The header of a recording; null where the line is none. */
export function readCastHeader(line: string): CastHeader | null {
  try {
    const header = castHeader.safeParse(JSON.parse(line));
    return header.success ? header.data : null;
  } catch {
    return null;
  }
}
