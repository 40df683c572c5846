import type { FleetAction, FleetHost, FleetRow } from "../../../shared/contract/fleet.ts";
import type { Run, RunApproval } from "../../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { RunId, TerminalId } from "../../../shared/ids.ts";
import { newId } from "../../base/new-id.ts";
import type { ByteChannel, ChannelEnd } from "../../targets/target.ts";
import { excerpt, RunOutput } from "../../terminals/run-output.ts";
import { newRunPane } from "../../terminals/run-pane.ts";
import { canonicalHash } from "../canonical-hash.ts";
import { lastLineOf } from "./last-line.ts";
import { noteOn } from "./result-note.ts";

/** How long a program may take to end after it was asked to, before the line to it is cut. */
const graceMs = 3_000;

/** What a channel came to. `asked`: why it was told to end; null where it was not. */
type Outcome = { end: ChannelEnd | null; asked: string | null };

type About = {
  origin: "person" | "agent";
  isCanary: boolean;
  production: boolean;
  approval: RunApproval;
  /** Why the policy keeps it from there; null where it does not. */
  denied: string | null;
};

/** One host of a run on many: its place in the grid, its command record and what it printed. */
export class HostRun {
  readonly host: FleetHost;
  readonly runId: RunId;
  /** The run pane it is shown in: no terminal, but a place of its own for its record. */
  readonly #pane: TerminalId;
  readonly #command: string;
  readonly #about: About;
  #output: RunOutput | null = null;
  /** Without secrets and escape sequences, once it has ended. */
  #text: string | null = null;
  #isForgotten = false;
  #channel: ByteChannel | null = null;
  #asked: string | null = null;
  #settle: ((outcome: Outcome) => void) | null = null;
  #grace: NodeJS.Timeout | undefined;
  #row: FleetRow;

  constructor(action: FleetAction, host: FleetHost, about: About) {
    this.#about = about;
    const { hostId, hostName, user, address } = host;
    this.host = host;
    this.runId = newId("run");
    this.#pane = newRunPane();
    this.#command = action.command;
    this.#row = {
      hostId,
      hostName,
      user,
      address,
      production: about.production,
      runId: this.runId,
      isCanary: about.isCanary,
      state: about.denied === null ? "waiting" : "refused",
      exitCode: null,
      startedAt: null,
      endedAt: null,
      problem: about.denied,
      asked: false,
      terminalId: null,
      outputLength: 0,
      lastLine: "",
      digest: null,
    };
  }

  /** As it stands now; what it prints is told when somebody looks. */
  row(): FleetRow {
    if (this.#output === null || this.#text !== null) return this.#row;
    const tail = this.#output.tail();
    this.#row = { ...this.#row, outputLength: this.#output.size, lastLine: lastLineOf(tail) };
    return this.#row;
  }

  change(patch: Partial<FleetRow>): void {
    this.#row = { ...this.#row, ...patch };
  }

  /** Whether it has a result that is not exit code 0. */
  get hasFailed(): boolean {
    const { exitCode, state } = this.#row;
    if (state === "finished") return exitCode !== 0;
    return !["waiting", "connecting", "needs-you", "running", "refused", "not-run"].includes(state);
  }

  /** The text so far; null once it lies in its record only. */
  text(redact: (text: string) => string): string | null {
    if (this.#isForgotten) return null;
    return this.#text ?? (this.#output === null ? "" : redact(this.#output.text()));
  }

  /** The command record as it stands now. */
  record(): Run {
    const { endedAt, exitCode, startedAt, state } = this.#row;
    const known: Partial<Record<FleetRow["state"], Run["state"]>> = {
      running: "running",
      finished: "finished",
      stopped: "stopped",
      lost: "lost",
      unknown: "unknown",
    };
    return {
      id: this.runId,
      terminalId: this.#pane,
      hostId: this.host.hostId,
      command: this.#command,
      commandText: "known",
      origin: this.#about.origin,
      approval: this.#about.approval,
      fingerprint: this.host.fingerprint,
      state: known[state] ?? "not-run",
      startedAt,
      endedAt,
      durationMs: startedAt === null || endedAt === null ? null : endedAt - startedAt,
      exitCode,
      directoryBefore: null,
      directoryAfter: null,
      outputBytes: Buffer.byteLength(this.#text ?? ""),
      outputRange: { from: 0, to: this.#text?.length ?? 0 },
      excerpt: excerpt(this.#text ?? ""),
    };
  }

  /** Reads the channel to its end, and disposes of it. `timeoutMs` null = it may take for ever. */
  async follow(
    channel: ByteChannel,
    timeoutMs: number | null,
    changed: () => void,
  ): Promise<Outcome> {
    const output = new RunOutput();
    this.#output = output;
    this.#channel = channel;
    const timer =
      timeoutMs === null
        ? undefined
        : setTimeout(
            () => this.endNow(`It was still running after ${timeoutMs / 1_000} s`),
            timeoutMs,
          );
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      channel.onData((bytes) => {
        output.add(bytes);
        changed();
      });
      channel.onEnd((end) => resolve({ end, asked: this.#asked }));
      channel.endInput();
    });
    clearTimeout(timer);
    clearTimeout(this.#grace);
    this.#settle = null;
    this.#channel = null;
    channel[Symbol.dispose]();
    return outcome;
  }

  /** Asks what runs there to end, and cuts the line to it where it does not. Nothing where nothing runs. */
  endNow(because: string): void {
    if (this.#channel === null || this.#asked !== null) return;
    this.#asked = because;
    this.#channel.signal?.("TERM");
    this.#grace = setTimeout(() => this.#settle?.({ end: null, asked: this.#asked }), graceMs);
  }

  /** Lets go at once: the app closes. */
  drop(): void {
    this.#settle?.({ end: null, asked: "Fairlead was closed" });
  }

  /** Takes in how it ended; what it printed is final from here on. */
  settle({ asked, end }: Outcome, redact: (text: string) => string, now: number): void {
    const text = redact(this.#output?.text() ?? "");
    this.#text = text;
    this.#output = null;
    const { problem, state } = stateAfter(end, asked);
    const exitCode = end?.exitCode ?? null;
    const note = state === "finished" ? noteOn(exitCode, text) : { asked: false, problem };
    this.change({
      state,
      exitCode,
      endedAt: now,
      ...note,
      outputLength: text.length,
      lastLine: lastLineOf(text),
      digest: canonicalHash([state, exitCode, text]),
    });
  }

  /** It is on record: the text need not be kept here any more. */
  forgetText(): void {
    this.#text = null;
    this.#isForgotten = true;
  }
}

function stateAfter(
  end: ChannelEnd | null,
  asked: string | null,
): Pick<FleetRow, "state" | "problem"> {
  if (end === null) {
    const problem = `${asked ?? "It was ended"} and did not end when asked to: the line to it was cut, and it may still run: look there first.`;
    return { state: "unknown", problem };
  }
  if (end.lost) {
    const { sentence } = failure("connection-lost");
    return {
      state: "lost",
      problem: `${end.reason ?? sentence} How far the command came is unknown: look there first.`,
    };
  }
  if (asked !== null)
    return { state: "stopped", problem: `${asked}; it was asked to end (TERM), and did.` };
  if (end.exitCode === null) {
    return { state: "stopped", problem: "It ended without an exit code, as by a signal." };
  }
  return { state: "finished", problem: null };
}

/** How a failure before the command's first byte shows. */
export function stateOfFailure({ code }: FairleadError): FleetRow["state"] {
  if (code === "aborted") return "not-run";
  return ["target-changed", "approval-void", "host-key-changed"].includes(code) ? "void" : "failed";
}
