import { type ErrorCode, type FairleadError, failure } from "../../shared/errors.ts";

/** How far a connection had come when it failed. */
export type SshStage = "connecting" | "handshake" | "login" | "ready";

/** An error of ssh2, of a socket or of the resolver: these fields are all that tells them apart. */
export type RawSshError = { message: string; code?: string | number; level?: string };

const socketCodes: Record<string, ErrorCode> = {
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  EAI_NONAME: "name-not-found",
  EAI_NODATA: "name-not-found",
  EAI_FAIL: "name-not-found",
  ECONNREFUSED: "connection-refused",
  ETIMEDOUT: "connection-timeout",
  EHOSTUNREACH: "connection-timeout",
  EHOSTDOWN: "connection-timeout",
  ENETUNREACH: "connection-timeout",
  ENETDOWN: "connection-timeout",
  EADDRNOTAVAIL: "connection-timeout",
};

/** The failure a person is told about. Whatever is not recognised counts as a lost connection, with its text as detail. */
export function sshFailure(error: RawSshError, stage: SshStage): FairleadError {
  return failure(codeOf(error, stage), error.message);
}

function codeOf(error: RawSshError, stage: SshStage): ErrorCode {
  const { code, level, message } = error;
  const bySocket = typeof code === "string" ? socketCodes[code] : undefined;
  if (bySocket !== undefined) {
    return stage === "connecting" || bySocket !== "connection-refused"
      ? bySocket
      : "connection-lost";
  }
  if (level === "client-timeout") {
    return stage === "ready" ? "connection-lost" : "connection-timeout";
  }
  if (/no matching|unsupported algorithm/i.test(message)) return "algorithm-mismatch";
  if (stage !== "ready" && level === "client-authentication") return "auth-failed";
  // A host that has seen enough wrong logins hangs up with a reason in words.
  if (stage === "login" && /authentication/i.test(message)) return "auth-failed";
  return "connection-lost";
}
