import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { KeyVerdict, KnownHosts } from "./known-hosts.ts";
import { keyFingerprint, keyTypeOf } from "./known-hosts-lines.ts";
import type { AskPerson } from "./login-secrets.ts";

export type HostKey = { keyType: string; fingerprint: string };

/**
 * Lets a host key through that is on record, or that a person accepts now (then it is put on record). A changed or
 * revoked key is refused without a question; the detail names both fingerprints and the line that says otherwise.
 */
export async function checkHostKey(
  plan: { address: string; port: number; knownHosts: KnownHosts; ask: AskPerson },
  blob: Buffer,
  signal: AbortSignal,
): Promise<Result<HostKey, FairleadError>> {
  const { address, port, knownHosts } = plan;
  const key = { keyType: keyTypeOf(blob) ?? "unknown", fingerprint: keyFingerprint(blob) };
  const verdict = await knownHosts.judge(address, port, blob);
  switch (verdict.kind) {
    case "known":
      return ok(key);
    case "changed":
      return fail(failure("host-key-changed", changedDetail(key, verdict)));
    case "revoked": {
      const where = `${verdict.file}:${verdict.line}`;
      return fail(failure("host-key-changed", `${shown(key)} is marked as revoked in ${where}`));
    }
    case "unknown": {
      const answer = await plan.ask({ kind: "host-key", ...key }, signal);
      if (signal.aborted) return fail(failure("aborted"));
      if (answer.kind !== "accept")
        return fail(failure("host-key-rejected", rejected(key, verdict)));
      await knownHosts.accept(address, port, blob);
      return ok(key);
    }
  }
}

const shown = (key: HostKey) => `${key.keyType} ${key.fingerprint}`;

function changedDetail(key: HostKey, verdict: Extract<KeyVerdict, { kind: "changed" }>): string {
  const recorded = verdict.recorded.map((entry) => {
    const before = { keyType: keyTypeOf(entry.key) ?? "", fingerprint: keyFingerprint(entry.key) };
    return `on record: ${shown(before)} (${entry.file}:${entry.line})`;
  });
  return [`the host shows: ${shown(key)}`, ...recorded].join("\n");
}

function rejected(key: HostKey, verdict: { authority: boolean }): string {
  const note = verdict.authority
    ? "; known_hosts has a @cert-authority for this host, but certificates of hosts are not checked here"
    : "";
  return `${shown(key)}${note}`;
}
