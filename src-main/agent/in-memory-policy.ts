import type { Remember } from "../../shared/contract/approvals.ts";
import type { CommandClass, Judgement, Mode } from "../../shared/contract/policy.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { ActToJudge, Policy } from "../policy/act.ts";

/** A policy for tests: its mode and what it thinks of an act can be set at any moment. */
export class MemoryPolicy implements Policy {
  mode: Mode = "ask";
  /** The class of an act; tests say otherwise where it matters. */
  classOf: (act: ActToJudge) => CommandClass = () => "change";
  /** Why an act is denied; null = it is not. */
  denies: (act: ActToJudge) => string | null = () => null;
  version = 1;
  readonly judged: ActToJudge[] = [];
  readonly commands: string[] = [];
  readonly choices: Remember[] = [];

  judge(act: ActToJudge): Judgement {
    this.judged.push(act);
    const mode = act.mode ?? this.mode;
    const commandClass = this.classOf(act);
    const production = isProductionPlace(act.host);
    const reads = commandClass === "read-only";
    const taint = reads ? [] : [...act.taint];
    const judged = { act, mode, production, reads, taint };
    const { because, verdict } = this.#decide(judged);
    return {
      verdict,
      class: commandClass,
      reasons: [because],
      parts: [],
      mode,
      preset: "balanced",
      production,
      taint,
      typedName: production && commandClass === "destructive" ? act.host.name : null,
      offer: commandClass === "change" && act.action.kind === "run-shell" ? "a pattern" : null,
    };
  }

  #decide(judged: {
    act: ActToJudge;
    mode: Mode;
    production: boolean;
    reads: boolean;
    taint: readonly string[];
  }): Pick<Judgement, "verdict"> & { because: string } {
    const { act, mode, production, reads, taint } = judged;
    const denied = act.refusals[0]?.sentence ?? this.denies(act);
    if (denied !== null) return { verdict: "deny", because: denied };
    if (mode === "none") return { verdict: "deny", because: "The mode is none: nothing may run." };
    if (production) return { verdict: "ask", because: "The host is production." };
    if (taint.length > 0) return { verdict: "ask", because: "The agent read untrusted text." };
    if (act.running?.keysAllowed === true) return { verdict: "allow", because: "Keys allowed." };
    if (mode === "all") return { verdict: "allow", because: "The mode is all." };
    if (mode !== "ask" && reads) return { verdict: "allow", because: "It only reads." };
    return { verdict: "ask", because: `The mode is ${mode}: a person decides.` };
  }

  ran(_terminalId: string, command: string): void {
    this.commands.push(command);
  }

  async remember(
    _act: ActToJudge,
    _judgement: Judgement,
    choice: Remember,
  ): Promise<Result<void, FairleadError>> {
    this.choices.push(choice);
    return ok(undefined);
  }

  hash(): string {
    return `policy-${this.version}`;
  }
}
