import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { ChatEvent } from "../../shared/contract/chat.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { QuestionAnswer } from "../../shared/contract/questions.ts";
import type { ApprovalId, ConversationId, QuestionId } from "../../shared/ids.ts";
import type { WindowSessions } from "../control/transport.ts";
import { auditEntry } from "./audit-scene.ts";
import { FakeStreams } from "./fake-streams.ts";
import type { Scene } from "./scene.ts";

/** What the page asked of the fake main, for a test to look at. */
export interface Log {
  approvals: { id: ApprovalId; answer: ApprovalAnswer }[];
  questions: { id: QuestionId; answer: QuestionAnswer }[];
  sent: { id: ConversationId; text: string; terminalId: string | null }[];
  calls: string[];
}

/** A main in the page's own memory: it keeps the scene and tells of it (fake-router.ts answers for it); it runs nothing. */
export class FakeMain {
  readonly scene: Scene;
  readonly streams: FakeStreams;
  readonly log: Log = { approvals: [], questions: [], sent: [], calls: [] };
  /** Whether it refuses every mode, every message and every switch of a tool. */
  refuses = false;
  #number = 100;

  constructor(scene: Scene) {
    this.scene = scene;
    this.streams = new FakeStreams(scene);
  }

  /** For the id of something new. */
  nextNumber(): number {
    return ++this.#number;
  }

  /** Writes a call down, for a test to look at. */
  noted(call: string): void {
    this.log.calls.push(call);
  }

  /** Tells every stream that lists something how the scene is now. */
  sayAll(): void {
    this.streams.sayAll();
  }

  /** Tells of a terminal: one that is new, or one that has changed. */
  sayTerminal(info: Scene["terminals"][number]): void {
    this.scene.terminals = [...this.scene.terminals.filter(({ id }) => id !== info.id), info];
    this.streams.terminals.say({ type: "terminal-changed", terminal: info });
  }

  /** Tells of rows of a run on many hosts that have changed, and of the run itself. */
  sayFleet(shown: Scene["fleets"][number]): void {
    const others = this.scene.fleets.filter(({ fleet }) => fleet.id !== shown.fleet.id);
    this.scene.fleets = [shown, ...others];
    this.streams.fleets.sayState();
    this.streams.fleet(shown.fleet.id)?.say({ type: "fleet-changed", ...shown });
  }

  /** Writes one more entry. */
  sayAudit(said: Parameters<typeof auditEntry>[1]): void {
    const entry = auditEntry(this.scene.audit.length + 1, said);
    this.scene.audit.push(entry);
    this.streams.audit.say({ type: "entry-added", entry });
  }

  /** How full the conversation on the screen is now. */
  sayContext(info: ContextInfo): void {
    this.scene.context = info;
    this.streams.contexts.sayState();
  }

  sayChat(id: ConversationId, event: ChatEvent): void {
    this.streams.chat(id).say(event);
  }

  /** What the web runtime says of its windows. */
  readonly sessions: WindowSessions = {
    list: async () => structuredClone(this.scene.windows),
    revoke: async (id) => {
      this.noted(`revoke ${id}`);
      const known = this.scene.windows?.some((window) => window.id === id) === true;
      this.scene.windows = this.scene.windows?.filter((window) => window.id !== id) ?? null;
      return known;
    },
  };
}
