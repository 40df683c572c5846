import type { Run, RunState } from "../../shared/contract/terminals.ts";
import type { RunId } from "../../shared/ids.ts";
import type { Claim, Mark, ShellReport } from "./marks.ts";
import type { OutputLog } from "./output/output-log.ts";
import { toldExitCode } from "./recovery.ts";
import { RunOutput } from "./run-output.ts";
import { OutputRate, type RunProgress } from "./run-progress.ts";
import { EchoFilter, TypedLine } from "./shell-echo.ts";

/** How much of its last output is shown of a command that still runs. */
const lastLinesBytes = 4_000;

const leaveScreen = Buffer.from("\x1b[?1049l");

type Stage =
  /** Waits for its turn, or is on its way. */
  | "before"
  /** Its Enter was sent. */
  | "entered"
  /** Its output is coming. */
  | "output"
  /** Its end was told; the directory follows. */
  | "ending"
  | "over";

export type ActiveRunParts = {
  run: Run;
  now: () => number;
  redact: (text: string) => string;
  /** Where the whole of a long output goes; null: its middle is not kept. */
  openLog: ((id: RunId) => OutputLog) | null;
  /** Told at every change of state. */
  changed: (run: Run) => void;
};

/** One command in one shell, from the wait for its turn to its end. Fed with everything the terminal prints. */
export class ActiveRun {
  readonly id: RunId;
  readonly finished: Promise<Run>;
  readonly #parts: ActiveRunParts;
  readonly #end = Promise.withResolvers<Run>();
  readonly #output: RunOutput;
  readonly #rate: OutputRate;
  #run: Run;
  #stage: Stage = "before";
  #expected: number | null = null;
  #echo: EchoFilter | TypedLine | null = null;
  /** It was typed to a shell without a line editor, which counts its prompts and says nothing of whose command ended. */
  #isTyped = false;
  #exitCode: number | null = null;
  #interrupted = false;
  /** A full-screen program draws: that is no output. */
  #isDrawing = false;
  /** Its output once it is over. */
  #whole: string | null = null;
  /** Its end was not seen, only found. */
  #isFound = false;

  constructor(parts: ActiveRunParts) {
    this.#parts = parts;
    this.#run = parts.run;
    this.#rate = new OutputRate(parts.now);
    const { openLog } = parts;
    this.#output = new RunOutput(openLog === null ? null : () => openLog(parts.run.id));
    this.id = parts.run.id;
    this.finished = this.#end.promise;
  }

  /** As it stands now, with an excerpt of what it printed so far. */
  run(): Run {
    if (!this.isSent) return this.#run;
    const { size } = this.#output;
    const outputRange = { from: 0, to: size };
    const shown = this.#output.excerpt(this.#parts.redact);
    return { ...this.#run, outputBytes: size, outputRange, excerpt: shown };
  }

  /** What it printed so far, in figures and its last lines. */
  progress(): RunProgress {
    const { bytes } = this.#rate;
    const lastLines = this.#parts.redact(this.#output.tail(lastLinesBytes));
    return { bytes, bytesPerSecond: this.#rate.perSecond(), lastLines };
  }

  get command(): string {
    return this.#run.command;
  }

  /** What it printed so far, redacted: all of it, or the first and last 256,000 bytes where there is more. */
  output(): string {
    return this.#whole ?? this.#parts.redact(this.#output.text());
  }

  /** Where all of it is written; null while it is short. */
  get log(): OutputLog | null {
    return this.#output.log;
  }

  get isOver(): boolean {
    return this.#stage === "over";
  }

  get isSent(): boolean {
    return this.#stage !== "before" && this.#stage !== "over";
  }

  /** The shell's count once this command is the last one it has begun. */
  get expectedCount(): number | null {
    return this.#expected;
  }

  /** Right before the first byte: from now on the record says that it may run. */
  begin(
    expectedCount: number | null,
    { directory, fingerprint }: { directory: string | null; fingerprint: string },
  ): void {
    this.#expected = expectedCount;
    this.#change({
      state: "running",
      startedAt: this.#parts.now(),
      directoryBefore: directory,
      fingerprint,
    });
  }

  /** Its Enter goes out now. `typed`: the shell echoes the line and has no C mark. */
  entered(typed: boolean): void {
    if (this.isOver) return;
    this.#stage = "entered";
    this.#isTyped = typed;
    if (typed) {
      this.#echo = new EchoFilter(this.#run.command);
      this.#stage = "output";
    }
  }

  /** It was not run after all. */
  notRun(): void {
    this.#over("not-run");
  }

  /** Its terminal has ended or is out of reach, and nobody knows more. */
  lost(): void {
    if (this.#stage === "ending") this.#over(this.#endState());
    else this.#over(this.#stage === "before" ? "not-run" : "lost");
  }

  /** What the shell said last, after some of its marks were missed. */
  recover(report: ShellReport): void {
    const expected = this.#expected;
    if (this.isSent && this.#run.origin === "person") this.#missed(report);
    if (!this.isSent || expected === null) return;
    if (report.count < expected) {
      // Where prompts are counted, the one after it has not come yet: it runs.
      if (!this.#isTyped) this.notRun();
    } else if (report.count === expected && report.outcome === "running") this.#stage = "output";
    else {
      this.#isFound = true;
      this.#exitCode = toldExitCode(report, expected);
      this.#change({ directoryAfter: report.directory });
      this.#over(this.#endState());
    }
  }

  /** A person typed it: what comes now is its output. `echoed`: after the end of the line that they typed. */
  typed(echoed: boolean): void {
    this.#stage = "output";
    this.#isTyped = echoed;
    if (echoed) this.#echo = new TypedLine();
  }

  /** Some of what it printed was not seen. A prompt means that it has ended, nobody knows how. */
  #missed(report: ShellReport): void {
    this.#isFound = true;
    if (report.place === "prompt") this.#over(this.#endState());
  }

  /** It was under way when the app was closed, and still is. `typed`: as in `entered`. */
  resume(expectedCount: number, typed: boolean): void {
    this.#expected = expectedCount;
    this.#isTyped = typed;
    this.#stage = "output";
    if (this.#run.state !== "running") this.#change({ state: "running" });
  }

  /** Whether its program, or the shell that wants more of its line, waits for somebody. */
  needsInput(needs: boolean): void {
    if (!this.isSent || this.#stage === "ending") return;
    const { state } = this.#run;
    if (needs && state === "running") this.#change({ state: "needs-input" });
    else if (!needs && state === "needs-input") this.#change({ state: "running" });
  }

  /** A ^C went to it. */
  interrupted(): void {
    this.#interrupted = true;
  }

  /** A key of the person went to it. */
  personTyped(): void {
    if (this.isSent && this.#run.personTyped !== true) this.#change({ personTyped: true });
  }

  print(bytes: Uint8Array): void {
    if (this.#stage !== "output" || this.#isDrawing) return;
    const printed = this.#echo === null ? bytes : this.#echo.push(bytes);
    if (printed.length === 0) return;
    this.#output.add(printed);
    this.#rate.add(printed.length);
  }

  /** What ends the drawing came while nothing was taken. */
  #drawing(on: boolean): void {
    if (this.#isDrawing && !on) this.#output.add(leaveScreen);
    this.#isDrawing = on && this.#stage === "output";
  }

  mark(mark: Mark | Claim): void {
    if (this.#stage === "before" || this.#stage === "over") return;
    if (mark.kind === "alternate-screen") this.#drawing(mark.on);
    switch (mark.kind) {
      case "command-start":
        if (mark.count === this.#expected && this.#stage === "entered") this.#stage = "output";
        return;
      case "output-end":
        if (this.#stage === "output") this.#stage = "ending";
        return;
      case "command-end":
        this.#ended(mark);
        return;
      case "report":
        // Told with the end, which comes right after it.
        if (this.#stage === "ending") this.#run = { ...this.#run, directoryAfter: mark.directory };
        return;
      case "prompt-start":
      case "prompt-end":
        this.#prompted(mark.kind === "prompt-end");
        return;
      default:
        return;
    }
  }

  /** The prompt is back. Drawn without a D mark, the person's hooks took the place of ours: the exit code is unknown. */
  #prompted(isDrawn: boolean): void {
    const isUntold = isDrawn && this.#stage === "output" && !this.#isTyped;
    if (this.#stage === "ending" || isUntold) this.#over(this.#endState());
    // A new prompt without a beginning: the line was cancelled while the shell wanted more of it.
    else if (!isDrawn && this.#stage === "entered") this.#over("not-run");
  }

  #ended(mark: Extract<Mark, { kind: "command-end" }>): void {
    // A shell without C mark counts its prompts: the number before ours is the last prompt, drawn anew for a new size.
    const isRedraw = this.#expected !== null && mark.count === this.#expected - 1;
    const isOurs = this.#isTyped ? this.isSent && !isRedraw : this.#isMeant(mark);
    if (!isOurs) return;
    this.#stage = "ending";
    this.#exitCode = mark.exitCode;
  }

  #isMeant({ count, ours }: Extract<Mark, { kind: "command-end" }>): boolean {
    return this.#run.origin === "person" ? !ours : ours && count === this.#expected;
  }

  #endState(): RunState {
    return this.#interrupted && (this.#exitCode === null || this.#exitCode >= 128)
      ? "stopped"
      : "finished";
  }

  #over(state: RunState): void {
    if (this.#stage === "over") return;
    this.#stage = "over";
    const text = this.output();
    this.#whole = text;
    this.#output.log?.end();
    const { startedAt } = this.#run;
    const endedAt = startedAt === null ? null : this.#parts.now();
    const isSeen = startedAt !== null && endedAt !== null && !this.#isFound && state !== "lost";
    this.#change({
      state,
      endedAt,
      durationMs: isSeen ? endedAt - startedAt : null,
      exitCode: this.#exitCode,
      outputBytes: Buffer.byteLength(text),
      outputRange: { from: 0, to: text.length },
      excerpt: this.#output.excerpt(this.#parts.redact, text),
    });
    this.#end.resolve(this.#run);
  }

  #change(change: Partial<Run>): void {
    this.#run = { ...this.#run, ...change };
    this.#parts.changed(this.#run);
  }
}
