import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import type { Target, TargetIdentity } from "../targets/target.ts";
import type { BackendEnd, TerminalBackend } from "./backend.ts";
import { Backoff } from "./backoff.ts";
import type { Closed } from "./endings.ts";
import type { TerminalDetail } from "./kept-terminal.ts";
import type { Line } from "./line.ts";
import { hasEnded, isFinal } from "./line-failures.ts";
import { parseReport, type ShellReport } from "./marks.ts";
import { PlainBackend } from "./plain-backend.ts";
import { isUnsettled, recover, recoverWithout } from "./recovery.ts";
import type { RunBook } from "./run-book.ts";
import { launchScript } from "./shells/launch-script.ts";
import type { TerminalStore } from "./stores.ts";
import type { Terminal } from "./terminal.ts";
import type { TmuxHosts } from "./tmux-hosts.ts";

/** What leads a terminal to its shell. */
export type Lead = {
  target: () => Result<Target, FairleadError>;
  tmux: TmuxHosts;
  wantsTmux: () => boolean;
  records: TerminalStore;
  book: RunBook;
  newNonce: () => string;
  runChanged: (run: Run) => void;
  /** The way to the host is open. */
  attached: () => void;
  /** Ends the shell as soon as its host is back. */
  endLater: (closed: Closed) => void;
  now: () => number;
};

/**
 * A terminal and the way to its shell: opens it, in tmux where the host has it, has it back after the line broke or the app
 * was restarted, and keeps the record that makes that possible. The record is there before the shell is. A shell that is
 * gone is never replaced by itself.
 */
export class TerminalLine implements Line {
  readonly terminal: Terminal;
  readonly #lead: Lead;
  readonly #over = new AbortController();
  readonly #backoff = new Backoff();
  /** Set while a shell of ours may live in tmux. */
  #kept: TerminalDetail | null;
  /** Set while a record says of a shell outside tmux that it was there. */
  #noted: TerminalDetail | null = null;
  #attempt: Promise<void> | null = null;
  /** Set while the next try is waited for; an abort brings it now. */
  #waiting: AbortController | null = null;
  /** A shell has been here, or may have been. */
  #hadShell: boolean;
  /** The command that was on its way to the line when the app was killed, and was not run. */
  #left: string | null = null;

  constructor(terminal: Terminal, lead: Lead, kept?: TerminalDetail) {
    this.terminal = terminal;
    this.#lead = lead;
    this.#kept = kept ?? null;
    this.#hadShell = kept !== undefined;
    terminal.onBackendEnd = (end) => this.#ended(end);
    if (kept !== undefined) {
      for (const record of lead.book.of(terminal.id)) {
        if (isUnsettled(record)) {
          lead.book.assume({ ...record, run: { ...record.run, ...recoverWithout(record) } });
        }
      }
    }
  }

  /** Opens the first shell, or tries to have it back. Resolves when the first try has come to its end, well or not. */
  start(): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.#attempt ??= this.#seek(() => first.resolve());
    void this.#attempt.then(() => first.resolve());
    return first.promise;
  }

  /** A try now: the next one, or one that would not come by itself. Nothing where a shell is there or is gone. */
  tryNow(): void {
    this.#waiting?.abort();
    const { state } = this.terminal.info();
    if (state === "not-attached" && !this.terminal.isAttached) void this.start();
  }

  /** What other terminals know: the host can be reached. */
  hostIsBack(): void {
    this.#waiting?.abort();
  }

  /** A new shell in the place of one that is gone or given up; nothing while there is one. */
  async newShell(): Promise<void> {
    if (this.terminal.info().remedy !== "new-shell" || this.#attempt !== null) return;
    await this.#forget();
    await this.start();
  }

  /** The shell ended with the Fairlead that had opened it: nothing is started before a person wants it. */
  endedBefore(noted: TerminalDetail): void {
    this.#noted = noted;
    this.#hadShell = true;
    const reason = "The shell was not in tmux and ended with Fairlead.";
    this.terminal.stand({ type: "gone", reason });
  }

  /** Names the terminal, on record too. */
  async rename(name: string | null): Promise<Result<void, FairleadError>> {
    if (this.#kept !== null) this.#kept = { ...this.#kept, name };
    if (this.#noted !== null) this.#noted = { ...this.#noted, name };
    const detail = this.#kept ?? this.#noted;
    const written = detail === null ? ok(undefined) : await this.#keep(detail);
    if (written.ok) this.terminal.rename(name);
    return written;
  }

  /** What the shell has said that it is, and the size it has now, go on record. */
  noteShell(): void {
    const { shell, pastes, pid, system } = this.terminal.shell;
    const { size } = this.terminal.info();
    const kept = this.#kept;
    if (kept === null || shell === "unknown") return;
    const sameSize = size.columns === kept.size.columns && size.rows === kept.size.rows;
    if (sameSize && shell === kept.shell) return;
    this.#kept = { ...kept, shell, pastes, pid, system, size };
    // Without it the shell is found again as one that Fairlead does not know, or in a size that it had before.
    void this.#keep(this.#kept);
  }

  /** Ends the shell. One in tmux on a host that does not answer is ended when it does: nobody waits for that. */
  async end(signal: AbortSignal): Promise<Result<void, FairleadError>> {
    const { id, hostId, nextTryAt, state } = this.terminal.info();
    this.#over.abort();
    await this.#attempt;
    if (this.#kept === null) await this.terminal.kill(signal);
    else {
      const kept = await this.#keep({ ...this.#kept, ending: true });
      if (!kept.ok) return kept;
      const killed = state === "ready" && (await this.terminal.kill(signal)).ok;
      if (!killed) {
        const needsPerson = state === "not-attached" && nextTryAt === null;
        this.#lead.endLater({ id, hostId, needsPerson });
        return ok(undefined);
      }
    }
    await this.#forget();
    return ok(undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#attempt;
    await this.terminal[Symbol.asyncDispose]();
  }

  /** Tries until there is a shell, or no hope, or a person is needed; `tried` is told after every try. */
  async #seek(tried: () => void): Promise<void> {
    do {
      await this.#untilNextTry();
      if (this.#over.signal.aborted) break;
      this.terminal.stand({ type: this.#kept === null ? "opening" : "trying" });
      const done = await this.#connect();
      if (!done.ok) this.#failed(done.error);
      tried();
    } while (this.terminal.info().nextTryAt !== null);
    this.#attempt = null;
  }

  async #untilNextTry(): Promise<void> {
    const { nextTryAt } = this.terminal.info();
    if (nextTryAt === null) return;
    this.#waiting = new AbortController();
    const signal = AbortSignal.any([this.#waiting.signal, this.#over.signal]);
    await pause(nextTryAt - this.#lead.now(), signal);
    this.#waiting = null;
  }

  #failed(error: FairleadError): void {
    if (this.#over.signal.aborted) return;
    const reason =
      error.detail === undefined ? error.sentence : `${error.sentence} (${error.detail})`;
    if (hasEnded(error.code)) {
      void this.#forget(); // Nothing is there any more that a record could lead to.
      this.terminal.stand({ type: "gone", reason });
    } else if (this.#kept === null || isFinal(error.code)) {
      this.terminal.stand({ type: "refused", reason });
    } else this.#waits(this.#backoff.failed(), reason);
  }

  #waits(waitMs: number, reason: string): void {
    this.terminal.stand({ type: "waiting", reason, nextTryAt: this.#lead.now() + waitMs });
  }

  async #connect(): Promise<Result<void, FairleadError>> {
    const { signal } = this.#over;
    const target = this.#lead.target();
    if (!target.ok) return target;
    const identity = await target.value.connect(signal);
    if (!identity.ok) return identity;
    const backend =
      this.#kept === null
        ? await this.#open(target.value, startOf(identity.value))
        : await this.#comeBack(target.value, this.#kept);
    if (!backend.ok) return backend;
    if (signal.aborted) {
      await backend.value[Symbol.asyncDispose]();
      return fail(failure("aborted"));
    }
    this.#backoff.attached(this.#lead.now());
    this.terminal.attach(backend.value, identity.value);
    const left = this.#left;
    this.#left = null;
    if (left !== null) void this.terminal.takeBackLeft(left); // Where it does not go, a person sees it.
    this.#lead.attached();
    return ok(undefined);
  }

  async #open(
    target: Target,
    how: ReturnType<typeof startOf>,
  ): Promise<Result<TerminalBackend, FairleadError>> {
    const { signal } = this.#over;
    if (this.#hadShell) await this.terminal.renew(this.#lead.newNonce());
    this.#hadShell = true;
    const tmux = this.#lead.wantsTmux() ? await this.#lead.tmux.find(target, signal) : ok(null);
    if (!tmux.ok) return tmux;
    const { id, nonce } = this.terminal;
    const { name, size } = this.terminal.info();
    const unknown = {
      nonce,
      shell: "unknown",
      system: null,
      pid: null,
      pastes: true,
      size,
      name,
      ending: false,
    } as const;
    if (tmux.value !== null) {
      const detail: TerminalDetail = { ...unknown, durability: "tmux" };
      const kept = await this.#keep(detail);
      if (!kept.ok) return kept;
      this.#kept = detail;
      const launch = launchScript({ nonce, ...how, login: how.loginInTmux });
      const pane = await tmux.value.openPane({ terminalId: id, launch, size, signal });
      if (pane.ok || pane.error.code !== "tmux-failed") return pane;
      await this.#forget();
    }
    const channel = await target.openPty(launchScript({ nonce, ...how }), size, signal);
    if (channel.ok) {
      this.#noted = { ...unknown, durability: "plain" };
      void this.#keep(this.#noted); // Without it the pane is gone after a restart, and nothing else.
    }
    return channel.ok ? ok(new PlainBackend(channel.value)) : channel;
  }

  async #comeBack(
    target: Target,
    kept: TerminalDetail,
  ): Promise<Result<TerminalBackend, FairleadError>> {
    const { terminal } = this;
    const { signal } = this.#over;
    const { size } = terminal.info();
    const tmux = this.#lead.tmux.get(target);
    const pane = await tmux.attachPane({ terminalId: terminal.id, size, signal });
    if (!pane.ok) return pane;
    const report = parseReport(pane.value.lastOsc7 ?? "", terminal.nonce);
    terminal.shell.resume(kept, report);
    if (!terminal.isBusy) this.#settleRuns(report, kept);
    return pane;
  }

  /** Says of every run that was open when the app was closed what became of it. */
  #settleRuns(report: ShellReport | null, { shell }: TerminalDetail): void {
    for (const record of this.#lead.book.of(this.terminal.id)) {
      if (!isUnsettled(record)) continue;
      const found = recover(record, report, shell);
      if (found.state === "running" && record.expectedCount !== null) {
        this.terminal.resumeRun(record.run, record.expectedCount);
      } else {
        const run = { ...record.run, ...found };
        if (found.state === "not-run" && record.run.startedAt !== null) this.#left = run.command;
        this.#lead.book.settle({ ...record, run });
        this.#lead.runChanged(run);
      }
    }
  }

  #ended(end: BackendEnd): void {
    if (this.#over.signal.aborted) return;
    if (end.kind === "detached") void this.#comeAgain(end.reason);
    // Of a shell outside tmux it stays on record that it is gone, until a person closes the pane.
    else if (end.kind === "exited" || this.#kept !== null) void this.#forget();
  }

  async #comeAgain(reason: string): Promise<void> {
    await this.#attempt;
    if (this.#over.signal.aborted || this.terminal.isAttached) return;
    const waitMs = this.#backoff.broke(this.#lead.now());
    if (waitMs > 0) this.#waits(waitMs, reason);
    await this.start();
  }

  #keep(detail: TerminalDetail): Promise<Result<void, FairleadError>> {
    const { id, hostId, openedAt } = this.terminal.info();
    return this.#lead.records.put({ id, hostId, createdAt: openedAt, detail });
  }

  async #forget(): Promise<void> {
    if (this.#kept === null && this.#noted === null) return;
    this.#kept = null;
    this.#noted = null;
    await this.#lead.records.delete(this.terminal.id);
  }
}

/** How a shell is started there. In a container the files of a login would undo the PATH of its image. */
function startOf({ kind }: TargetIdentity) {
  const noLogin = kind === "container";
  const login = kind === "ssh" || (kind === "local" && process.platform === "darwin");
  return { login, loginInTmux: !noLogin, noLogin };
}
