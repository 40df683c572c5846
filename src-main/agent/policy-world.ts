import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerminalEvent } from "../../shared/contract/terminals.ts";
import { localHostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { settings as settingsSchema } from "../../shared/settings.ts";
import { Emitter } from "../base/emitter.ts";
import type { ActToJudge } from "../policy/act.ts";
import type { CommandJudgement, JudgeCommand } from "../policy/command-judgement.ts";
import { inMemoryPolicyRecords } from "./in-memory-policy-records.ts";
import { PolicyInForce } from "./policy-in-force.ts";
import type { PolicyAudit } from "./policy-parts.ts";
import type { PastRun } from "./shell-memory.ts";

/** Knows a few words: ls reads, touch changes, rm destroys, sudo is opaque, alias shadows; what is no plain words is unknown. */
export const practiceJudge: JudgeCommand = (text, { changes }) => {
  const tokens = /^[\w ./=-]+$/.test(text) ? text.trim().split(/ +/) : null;
  const [name = ""] = tokens ?? [];
  const shadowed = changes.some((each) => each.kind === "shadowed" && each.name === name);
  const classes: Record<string, CommandJudgement["class"]> = {
    ls: "read-only",
    touch: "change",
    rm: "destructive",
    sudo: "privileged",
  };
  const kind = shadowed ? "unknown" : (classes[name] ?? "unknown");
  return {
    class: kind,
    network: false,
    secret: false,
    denied: null,
    reasons: [`${name} is ${kind}.`],
    parts: [],
    changes: name === "alias" ? [{ kind: "shadowed", name: tokens?.[1]?.split("=")[0] ?? "" }] : [],
    simple: tokens,
    opaque: name === "sudo",
  };
};

/** A policy in a folder of its own, with a clock that a test moves. */
export function policyWorld() {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-policy-"));
  const filePath = join(folder, "policy.json");
  const memory = inMemoryPolicyRecords();
  const clock = { now: 1_000_000 };
  const changed = new Emitter<void>();
  let settings = settingsSchema.parse({});
  const terminalEvents = new Emitter<TerminalEvent>();
  const pastRuns: PastRun[] = [];
  const audited: PolicyAudit[] = [];

  const open = async (): Promise<PolicyInForce> => {
    const opened = await PolicyInForce.open({
      settings: {
        get: () => settings,
        change: ({ approvals }) => {
          settings = settingsSchema.parse({
            ...settings,
            approvals: { ...settings.approvals, ...approvals },
          });
          changed.emit();
          return ok(undefined);
        },
        changed,
      },
      filePath,
      records: memory.records,
      judgeCommand: practiceJudge,
      protectedPaths: [folder],
      home: "/home/ada",
      terminalEvents,
      explained: (terminalId) => {
        if (terminalId !== "term-1") return null;
        const { host, terminal, user } = command("");
        return { host, terminal, user, refusals: () => [] };
      },
      pastRuns: () => pastRuns,
      now: () => clock.now,
    });
    if (!opened.ok) throw new Error(opened.error.sentence);
    opened.value.audited.on((entry) => void audited.push(entry));
    return opened.value;
  };

  /** A command in a terminal on this machine, unless `about` says otherwise. */
  const command = (text: string, about: Partial<ActToJudge> = {}): ActToJudge => ({
    action: { kind: "run-shell", command: text },
    host: { id: localHostId, name: "here", group: "", tags: ["lab"] },
    user: "ada",
    conversationId: "conv-a",
    terminal: { id: "term-1", shell: "bash", directory: "/srv" },
    taint: [],
    refusals: [],
    ...about,
  });

  return {
    audited,
    clock,
    command,
    filePath,
    kept: memory.kept,
    open,
    pastRuns,
    terminalEvents,
    writeFile: (rules: unknown) =>
      writeFileSync(filePath, typeof rules === "string" ? rules : JSON.stringify(rules)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
