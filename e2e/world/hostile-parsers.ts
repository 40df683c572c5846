import { recognisePrompt } from "../../shared/prompts/recognise-prompt.ts";
import { isMark, MarkParser, type Piece, parseReport } from "../../src-main/terminals/marks.ts";
import { isEmulatorReply } from "../../src-main/terminals/person-keys.ts";
import { plainText } from "../../src-main/terminals/plain-text.ts";
import { ReplayBuffer } from "../../src-main/terminals/replay-buffer.ts";
import { RunOutput } from "../../src-main/terminals/run-output.ts";
import { Screen } from "../../src-main/terminals/screen.ts";
import { ShellState } from "../../src-main/terminals/shell-state.ts";
import { isAnsweredByTmux } from "../../src-main/terminals/tmux/emulator-answers.ts";
import { TypedSecret } from "../../src-main/terminals/typed-secret.ts";
import { cut, hostileStream } from "../../src-renderer/test/hostile-streams.ts";
import { minimise } from "../../src-renderer/test/minimise.ts";
import { ownWorkMs } from "./own-work.ts";

export type ParserProblem = { seed: number; what: string; least: Uint8Array };

const size = { columns: 80, rows: 24 };
/** No stream has it: whatever is taken for a mark of ours was forged. */
const nonce = "never-in-a-stream";
/** What one stream may cost, in ms of own work; the rest is for what is long. */
const baseMs = 150;
const msPerByte = 0.02;

/** Feeds one stream to everything in main that reads what hosts print. Null where all is well. */
export function tryParsers(bytes: Uint8Array, seed: number): string | null {
  let wrong: string | null = null;
  const work = () => {
    try {
      wrong = marksOf(bytes, seed) ?? textsOf(bytes) ?? replayOf(bytes, seed);
    } catch (error) {
      wrong = `it threw ${error instanceof Error ? error.stack : String(error)}`;
    }
  };
  const most = baseMs + bytes.length * msPerByte;
  let ms = ownWorkMs(work);
  // Once more before that is believed: code that was never run before is slow, and so is cleaning up.
  if (ms > most) ms = Math.min(ms, ownWorkMs(work));
  return wrong ?? (ms > most ? `it took ${Math.round(ms)} ms for ${bytes.length} bytes` : null);
}

/**
 * Streams of the seeds from `seed` on until `ms` of own work are done, or a little more on the clock of a busy machine;
 * gives the event loop a turn between them.
 */
export async function runParsers(
  recorded: readonly Uint8Array[],
  seed: number,
  ms: number,
): Promise<{ streams: number; bytes: number; problems: ParserProblem[] }> {
  const done = { streams: 0, bytes: 0, problems: [] as ParserProblem[] };
  const until = performance.now() + ms * 1.2;
  for (let spent = 0, at = seed; spent < ms && done.problems.length < 3; at += 1) {
    if (performance.now() > until) break;
    let bytes = new Uint8Array();
    let what: string | null = null;
    spent += ownWorkMs(() => {
      bytes = new Uint8Array(hostileStream(at, recorded));
      what = tryParsers(bytes, at);
    });
    done.streams += 1;
    done.bytes += bytes.length;
    if (what !== null) {
      const least = await minimise(bytes, async (shorter) => tryParsers(shorter, at) !== null);
      done.problems.push({ seed: at, what, least });
    }
    await new Promise(setImmediate);
  }
  return done;
}

function marksOf(bytes: Uint8Array, seed: number): string | null {
  const parser = new MarkParser(nonce);
  const state = new ShellState();
  const secret = new TypedSecret(
    () => undefined,
    () => 0,
  );
  let passed = 0;
  const take = (piece: Piece): string | null => {
    if (piece.kind === "output") {
      passed += piece.bytes.length;
      secret.printed(piece.bytes);
      state.outputAtPrompt(piece.bytes);
      return null;
    }
    state.take(piece);
    return isMark(piece) ? `a mark was forged: ${JSON.stringify(piece)}` : null;
  };
  for (const chunk of cut(bytes, seed)) {
    for (const piece of parser.push(chunk)) {
      const wrong = take(piece);
      if (wrong !== null) return wrong;
    }
    isEmulatorReply(chunk);
    isAnsweredByTmux(chunk);
  }
  if (bytes.length - passed > 4_096) return `${bytes.length - passed} bytes are held back`;
  if ([...state.title].length > 200 || /[\p{Cc}\p{Cf}]/u.test(state.title)) {
    return `a title is ${JSON.stringify(state.title)}`;
  }
  const report = parseReport(Buffer.from(bytes).toString("latin1"), nonce);
  return report === null ? null : `a report was forged: ${JSON.stringify(report)}`;
}

function textsOf(bytes: Uint8Array): string | null {
  const text = plainText(bytes);
  if (text.length > 2_000 + bytes.length * 210) return `its text has ${text.length} letters`;
  const control = /[\p{Cc}--[\n\t]]/v.exec(text);
  if (control !== null) return `its text has the control ${JSON.stringify(control[0])}`;
  const raw = Buffer.from(bytes).toString("utf8");
  const shown = new Screen(size).write(raw).text(1_000);
  const lines = shown.split("\n");
  if (lines.length > size.rows + 1_000) return `its screen has ${lines.length} rows`;
  const widest = Math.max(...lines.map(({ length }) => length));
  if (widest > size.columns * 40) return `a row of its screen has ${widest} letters`;
  recognisePrompt(text);
  const output = new RunOutput();
  output.add(bytes);
  output.tail();
  return null;
}

function replayOf(bytes: Uint8Array, seed: number): string | null {
  const replay = new ReplayBuffer(4_096);
  for (const chunk of cut(bytes, seed)) replay.add(chunk);
  const all = replay.read(null, Number.MAX_SAFE_INTEGER).bytes;
  return all.length > 4_096 + 16_384 + 1_000 ? `its replay has ${all.length} bytes` : null;
}
