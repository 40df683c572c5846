import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { dataPaths } from "../base/paths.ts";
import { inMemoryServices } from "../rpc/in-memory-services.ts";
import { TerminalPlane } from "../rpc/terminal-plane.ts";
import { runCommand } from "./program.ts";
import type { Core } from "./surroundings.ts";

const terminal: TerminalInfo = {
  id: "term-1",
  channel: 1,
  hostId: localHostId,
  hostName: "this machine",
  name: null,
  user: "me",
  title: "",
  directory: "/srv",
  shell: "bash",
  integration: "marks",
  agentForwarded: false,
  durability: "plain",
  panel: "term-1",
  tmuxSession: null,
  state: "connecting",
  stateReason: null,
  nextTryAt: null,
  remedy: null,
  driver: "person",
  driverSince: 0,
  agentWaits: null,
  recording: null,
  running: null,
  needsInput: null,
  size: { columns: 160, rows: 50 },
  openedAt: 0,
};

/**
 * The command line on in-memory services, with a data folder of its own. The agent wants to run one command and answers
 * with what became of it.
 */
export function cliWorld() {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-cli-"));
  const rendererDir = join(folder, "renderer");
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, "index.html"), "<!doctype html>page");
  const environment: Record<string, string> = {
    FAIRLEAD_HOME: join(folder, "home"),
    HOME: folder,
    PATH: process.env["PATH"] ?? "",
  };
  const memory = inMemoryServices();
  const { emitters, services } = memory;
  const approvals: Approval[] = [];
  const answers: ApprovalAnswer[] = [];
  const closed: string[] = [];
  /** What the agent wants to run, and what ends it. */
  const agent = {
    command: "df -h",
    reason: "to see the disk",
    typedName: null as string | null,
  };
  services.terminals = {
    ...services.terminals,
    list: () => [terminal],
    open: (hostId) => {
      queueMicrotask(() =>
        emitters.terminals.emit({
          type: "terminal-changed",
          terminal: { ...terminal, hostId, state: "ready" },
        }),
      );
      return ok({ ...terminal, hostId });
    },
    close: (id) => {
      closed.push(id);
      return ok(undefined);
    },
  };
  services.approvals = {
    list: () => approvals,
    changed: emitters.approvals,
    answer: (_id, answer) => {
      const isYes = answer.kind === "approve" || answer.kind === "approve-edited";
      if (isYes && agent.typedName !== null && answer.typedName !== agent.typedName) {
        return fail(failure("typed-name-wrong"));
      }
      answers.push(answer);
      answered.resolve(answer);
      return ok(undefined);
    },
    check: (_id, command) => ({
      refusals: command.includes("!") ? [{ at: 0, sentence: "not this one" }] : [],
      judgement: null,
    }),
  };
  let answered = Promise.withResolvers<ApprovalAnswer>();
  services.chat.send = (conversationId, _text, terminalId, options) => {
    const turnId = "turn-1";
    const common = { turnId, at: 0 } as const;
    const emit = (item: ChatItem) =>
      emitters.chat.emit({ conversationId, event: { type: "item-changed", item } });
    const end = (
      reason: Extract<ChatItem, { kind: "end" }>["reason"],
      text: string,
      code?: "not-interactive",
    ) => {
      emit({ ...common, id: "item-2", kind: "agent", text, complete: true });
      emit({
        ...common,
        id: "item-3",
        kind: "end",
        reason,
        error: code === undefined ? null : failure(code),
        usage: null,
        durationMs: 1,
      });
      emitters.chat.emit({ conversationId, event: { type: "turn-ended", turnId } });
    };
    services.chat.stop = () => {
      end("stopped", "");
      return ok(undefined);
    };
    setImmediate(async () => {
      if (options.mode === "all") return end("answered", "ran unasked");
      if (options.canAsk === false) return end("failed", "", "not-interactive");
      answered = Promise.withResolvers();
      approvals.push({
        id: "appr-1",
        conversationId,
        turnId,
        itemId: "item-1",
        action: { kind: "run-shell", command: agent.command },
        target: {
          terminalId,
          hostId: localHostId,
          hostName: "this machine",
          user: "me",
          directory: "/srv",
          fingerprint: "f",
        },
        reason: agent.reason,
        judgement: {
          verdict: "ask",
          class: "change",
          reasons: ["every act is asked"],
          parts: [],
          mode: "ask",
          preset: "balanced",
          production: false,
          taint: [],
          typedName: agent.typedName,
          offer: null,
        },
        urgency: "normal",
        step: null,
        createdAt: 0,
        expiresAt: null,
      });
      emitters.approvals.emit();
      const answer = await answered.promise;
      approvals.length = 0;
      emitters.approvals.emit();
      if (answer.kind === "deny-and-stop") return end("denied", "");
      end("answered", `answered ${JSON.stringify(answer)}`);
    });
    return ok({ turnId });
  };
  const core: Core = {
    services,
    plane: new TerminalPlane({ byChannel: () => undefined }),
    [Symbol.asyncDispose]: async () => undefined,
  };

  let pressed = new AbortController();

  /**
   * Runs one command line. `person` gets what is shown and types; without it there is no terminal. `input` is all of
   * standard input.
   */
  const run = async (
    args: readonly string[],
    person?: (shown: string, type: (text: string) => void, stop: () => void) => void,
    onOutput?: (output: string, stop: () => void) => void,
    input?: string,
  ) => {
    const stdin = Object.assign(new PassThrough(), { isTTY: person !== undefined });
    if (input !== undefined) stdin.end(input);
    const stdout = new PassThrough();
    const stderr = Object.assign(new PassThrough(), { isTTY: person !== undefined });
    const stop = new AbortController();
    pressed = stop;
    let shown = "";
    let output = "";
    stdout.on("data", (bytes) => {
      output += String(bytes);
      onOutput?.(output, () => stop.abort());
    });
    stderr.on("data", (bytes) => {
      shown += String(bytes);
      person?.(
        shown,
        (text) => void stdin.write(text),
        () => stop.abort(),
      );
    });
    const code = await runCommand(args, {
      environment,
      stdin,
      stdout,
      stderr,
      signal: stop.signal,
      loadBuild: async () => async () => ok(core),
      version: "1.2.3",
      rendererDir,
    });
    await new Promise((resolve) => setImmediate(resolve));
    return { code, output, shown };
  };

  return {
    ...memory,
    agent,
    answers,
    closed,
    core,
    folder,
    environment,
    paths: dataPaths(environment),
    run,
    /** Ctrl+C to the command line that was run last. */
    interrupt: () => pressed.abort(),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
