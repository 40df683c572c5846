import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { CaptureWays } from "./capture-ways.ts";
import { type PaneState, paneStateFormat, parsePaneState } from "./pane-state.ts";
import { paintPicture } from "./picture.ts";
import { undoVisible } from "./visible-escapes.ts";

type Run = (commands: readonly string[]) => Promise<Result<Uint8Array[], FairleadError>>;

/** How far back a picture goes, and how this tmux gives it. */
export type CaptureOptions = { historyLines: number; ways: CaptureWays };

export type Captured = { state: PaneState; picture: Uint8Array };

/**
 * One line of commands that answers with everything a picture needs, and then `goOn`: nothing runs in between, so the
 * output that follows begins exactly where the picture ends.
 */
export async function capturePane(
  run: Run,
  pane: number,
  options: CaptureOptions,
  goOn: readonly string[],
): Promise<Result<Captured, FairleadError>> {
  const { historyLines, ways } = options;
  const apart = ways.trimsEmptyCells ? "NT" : "N";
  const target = `-t %${pane}`;
  const range = `-S -${historyLines} ${target}`;
  const commands = [
    `display-message -p ${target} '${paneStateFormat}'`,
    // Small, and where there is no alternate screen empty, which a buffer could not be.
    `capture-pane -peqa${apart} ${target}`,
    `capture-pane -peqaJ ${target}`,
    `capture-pane -pPC ${target}`,
    ...lineCommands(pane, apart, range, ways),
    ...goOn,
  ];
  const answers = await run(commands);
  if (!answers.ok) return answers;
  const [state, normalApart, normalJoined, pending, ...rest] = answers.value;
  const known = parsePaneState(Buffer.from(state ?? []).toString("utf8"));
  const none = new Uint8Array(0);
  if (known === null) return fail(failure("tmux-failed", "the pane's state could not be read"));
  const lines = ways.throughBuffer ? [shown(rest[1], ways), shown(rest[3], ways)] : rest;
  const picture = paintPicture({
    state: known,
    lines: { apart: lines[0] ?? none, joined: lines[1] ?? none },
    normal: { apart: normalApart ?? none, joined: normalJoined ?? none },
    pending: pending ?? none,
  });
  return ok({ state: known, picture });
}

/** History and screen, row by row and with wrapped rows joined. */
function lineCommands(pane: number, apart: string, range: string, ways: CaptureWays): string[] {
  if (!ways.throughBuffer)
    return [`capture-pane -pe${apart} ${range}`, `capture-pane -peJ ${range}`];
  const buffer = `-b fairlead-${pane}`;
  return [
    `capture-pane ${buffer} -e${apart} ${range}`,
    `show-buffer ${buffer}`,
    `capture-pane ${buffer} -eJ ${range}`,
    `show-buffer ${buffer}`,
    `delete-buffer ${buffer}`,
  ];
}

/** A buffer ends in an LF of its own before that of the answer. */
function shown(body: Uint8Array | undefined, ways: CaptureWays): Uint8Array {
  const text = body ?? new Uint8Array(0);
  const lines = text.subarray(0, Math.max(0, text.length - 1));
  return ways.buffersEscaped ? undoVisible(lines) : lines;
}
