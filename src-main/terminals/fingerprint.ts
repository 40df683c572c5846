import { createHash } from "node:crypto";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import type { TargetIdentity } from "../targets/target.ts";
import type { ShellState } from "./shell-state.ts";

export type FingerprintFacts = {
  terminalId: TerminalId;
  hostId: HostId;
  /** Who is at the other end; null before the first connection. */
  identity: Pick<TargetIdentity, "kind" | "user" | "key"> | null;
  integration: ShellState["integration"];
  /** Of the shell: another shell has another one. */
  nonce: string;
};

/** What an approval is bound to: this terminal, who is at the other end, and what stands at the prompt. Pure. */
export function fingerprintOf(facts: FingerprintFacts): string {
  const inside = facts.integration === "foreign" ? "foreign" : "shell";
  const { kind, user, key } = facts.identity ?? { kind: "", user: "", key: "" };
  const all = [facts.terminalId, facts.hostId, kind, user, key, inside, facts.nonce];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}
