import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { pause } from "../../base/abort.ts";
import type { Silence } from "../../base/pulse.ts";
import type { Target } from "../../targets/target.ts";
import { bufferProbe, type CaptureWays, captureWays } from "./capture-ways.ts";
import {
  type ClientEnd,
  ControlClient,
  type ControlClientTimes,
  defaultClientTimes,
} from "./control-client.ts";
import type { ControlEvent } from "./control-events.ts";
import { type RawPipe, RawPipes } from "./raw-pipes.ts";
import {
  attachListedScript,
  attachScript,
  createScript,
  holderWindow,
  type ListedSession,
  saysEnding,
  saysNoSession,
} from "./session-commands.ts";

/** How often a server that is ending is asked whether it has ended, in ms. */
const endingMs = 50;

/** The session as tmux numbers it while its server lives. */
export type LinkedSession = {
  id: number;
};

type PreparedSession = LinkedSession & { client: { name: string; process: number } };

export type SessionLinkOptions = {
  target: Target;
  /** The session's name, or a session that is not ours: that one is never made, and its options stay as they are. */
  session: string | ListedSession;
  historyLimit: number;
  /** Whether bytes may come through pipes of their own. */
  pipes: boolean;
  times: ControlClientTimes | undefined;
  onEvent(event: ControlEvent): void;
  /** The client is attached, for the first time or again. */
  onReady(session: LinkedSession): void;
  onSilence(silence: Silence): void;
  onEnd(end: ClientEnd): void;
};

/**
 * The one control-mode client of a host's session, there when it is needed. Its options are set on our session alone; the
 * person's own sessions and the server's options stay as they are.
 */
export class SessionLink implements AsyncDisposable {
  readonly #options: SessionLinkOptions;
  #client: ControlClient | null = null;
  #pipes: RawPipes | null = null;
  #session: LinkedSession | null = null;
  #ways = captureWays("", "");
  #turn: Promise<unknown> = Promise.resolve();
  #disposed = false;
  #lastEnd: ClientEnd["kind"] | null = null;
  /** The session may be a new one, kept alive by the holder. */
  #holds = false;

  constructor(options: SessionLinkOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#session !== null;
  }

  /** Whether tmux let go of the last client by itself, as it does when the session ends. */
  get wasLeft(): boolean {
    return this.#lastEnd === "left";
  }

  /** How the tmux that was there last gives a screen. */
  get ways(): CaptureWays {
    return this.#ways;
  }

  get session(): LinkedSession | null {
    return this.#session;
  }

  /** "attach" fails with "terminal-lost" where there is no session. Callers take turns; one connection serves all. */
  connect(
    mode: "create" | "attach",
    signal: AbortSignal,
  ): Promise<Result<LinkedSession, FairleadError>> {
    const turn = this.#turn.then(() => this.#connected(mode, signal));
    this.#turn = turn;
    return turn;
  }

  /** Runs commands as one line, see `ControlClient.send`. */
  send(
    commands: readonly string[],
    answered?: (bodies: readonly Uint8Array[]) => void,
  ): Promise<Result<Uint8Array[], FairleadError>> {
    const client = this.#client;
    return client?.send(commands, answered) ?? Promise.resolve(fail(failure("connection-lost")));
  }

  /** A pipe for raw bytes of a pane; null where there is none to be had. Whoever asked closes it. */
  openPipe(): Promise<RawPipe | null> {
    return this.#pipes?.open() ?? Promise.resolve(null);
  }

  /** Closes the window that kept a new session alive; fine where there is none. */
  async releaseHolder(): Promise<void> {
    if (this.#session === null || !this.#holds) return;
    this.#holds = false;
    await this.send([`kill-window -t '$${this.#session.id}:=${holderWindow}'`]);
  }

  /** Lets go of a client whose session is gone, so that the next `connect` makes a new one. */
  async leave(): Promise<void> {
    await this.#letGo();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await this.#turn;
    await this.#letGo();
  }

  async #connected(
    mode: "create" | "attach",
    signal: AbortSignal,
  ): Promise<Result<LinkedSession, FairleadError>> {
    if (this.#disposed) return fail(failure("aborted"));
    if (this.#session !== null) return ok(this.#session);
    const { session, target, times = defaultClientTimes, onEvent, onSilence } = this.#options;
    const script = startScript(session, mode);
    const listener = { onEvent, onSilence, onEnd: (end: ClientEnd) => this.#ended(end) };
    // At the same time: it is ready when the first terminal is.
    const pipes = this.#options.pipes ? new RawPipes(target) : null;
    this.#pipes = pipes;
    const start = () => ControlClient.start(target, script, listener, signal, times);
    let started = await start();
    for (const until = performance.now() + times.startMs; isEnding(started); ) {
      if (performance.now() > until || !(await pause(endingMs, signal))) break;
      started = await start();
    }
    if (!started.ok) {
      await pipes?.[Symbol.asyncDispose]();
      return fail(named(started.error, mode));
    }
    this.#holds = mode === "create";
    this.#client = started.value;
    const ready = await this.#prepare(started.value, signal);
    if (!ready.ok) {
      await this.#letGo();
      this.#client = null;
      return ready;
    }
    if (started.value.end !== null) return fail(failure("connection-lost"));
    pipes?.belongsTo(ready.value.client, this.#ways.stopsReading);
    this.#session = ready.value;
    this.#options.onReady(ready.value);
    return ready;
  }

  /** Learns the session's number, sets its options and sends away what an earlier, lost connection left attached. */
  async #prepare(
    client: ControlClient,
    signal: AbortSignal,
  ): Promise<Result<PreparedSession, FairleadError>> {
    const facts = await client.run(
      [
        "display-message -p '#{session_id}|#{client_name}|#{@fairlead_client}|#{version}|#{client_pid}'",
        "show-options -gv history-limit",
        "list-clients -F '#{client_name}|#{client_control_mode}'",
      ],
      signal,
    );
    if (!facts.ok) return facts;
    const [ids = "", limit = "", clients = ""] = facts.value.map((body) =>
      Buffer.from(body).toString("utf8").trim(),
    );
    const [sessionId = "", name = "", earlier = "", version = "", pid = ""] = ids.split("|");
    const id = Number(sessionId.slice(1));
    const history = Math.max(Number(limit) || 0, this.#options.historyLimit);
    const isOurs = typeof this.#options.session === "string";
    const options = [
      `set-option -t '$${id}' status off`,
      `set-option -t '$${id}' history-limit ${history}`,
      `set-option -t '$${id}' destroy-unattached off`,
      `set-option -t '$${id}' @fairlead_client '${name.replaceAll("'", "")}'`,
    ];
    const set = await client.run([...bufferProbe, ...(isOurs ? options : [])], signal);
    if (!set.ok) return set;
    if (isOurs && earlier !== name && clients.split("\n").includes(`${earlier}|1`)) {
      await client.run([`detach-client -t '${earlier}'`], signal);
    }
    this.#ways = captureWays(version, Buffer.from(set.value[1] ?? []).toString());
    return ok({ id, client: { name, process: Number(pid) } });
  }

  /** The pipes first: while the client is there what they held up goes on. */
  async #letGo(): Promise<void> {
    await this.#pipes?.[Symbol.asyncDispose]();
    await this.#client?.[Symbol.asyncDispose]();
  }

  #ended(end: ClientEnd): void {
    void this.#pipes?.[Symbol.asyncDispose]();
    this.#pipes = null;
    this.#client = null;
    this.#session = null;
    this.#lastEnd = end.kind;
    this.#options.onEnd(end);
  }
}

/** The server that was asked is just ending, and takes nobody in. */
function isEnding(started: Result<unknown, FairleadError>): boolean {
  return !started.ok && saysEnding.test(started.error.detail ?? "");
}

function startScript(session: string | ListedSession, mode: "create" | "attach"): string {
  if (typeof session !== "string") return attachListedScript(session);
  return mode === "create" ? createScript(session) : attachScript(session);
}

function named(error: FairleadError, mode: "create" | "attach"): FairleadError {
  const gone = mode === "attach" && error.code === "tmux-failed";
  return gone && saysNoSession.test(error.detail ?? "")
    ? failure("terminal-lost", error.detail)
    : error;
}
