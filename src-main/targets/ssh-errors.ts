import { type ErrorCode, type FairleadError, failure } from "../../shared/errors.ts";

/** How far a connection had come when it failed. */
export type SshStage = "connecting" | "handshake" | "login" | "ready";

/** An error of ssh2, of a socket or of the resolver: these fields are all that tells them apart. */
export type RawSshError = {
  message: string;
  code?: string | number;
  level?: string;
  /** Of a channel that was not opened: the number of RFC 4254. */
  reason?: number;
};

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

const administrativelyProhibited = 1;
/** What sshd says of a connection that it tried to make for us, in the words of its C library. */
const remoteWords: [pattern: RegExp, code: ErrorCode][] = [
  [/refused/i, "connection-refused"],
  [/not known|resolv|no address/i, "name-not-found"],
];

/** Why a host did not connect us further. "jump-refused" is about that host, everything else about the next one. */
export function tunnelFailure(error: RawSshError): FairleadError {
  if (error.reason === administrativelyProhibited) return failure("jump-refused", error.message);
  const found = remoteWords.find(([pattern]) => pattern.test(error.message));
  return failure(found?.[1] ?? "connection-timeout", error.message);
}

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
