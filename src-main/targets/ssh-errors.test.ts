import { expect, test } from "vitest";
import { type RawSshError, type SshStage, sshFailure } from "./ssh-errors.ts";

const cases: [error: RawSshError, stage: SshStage, code: string][] = [
  [{ message: "getaddrinfo ENOTFOUND x", code: "ENOTFOUND" }, "connecting", "name-not-found"],
  [{ message: "getaddrinfo EAI_AGAIN x", code: "EAI_AGAIN" }, "connecting", "name-not-found"],
  [{ message: "connect ECONNREFUSED", code: "ECONNREFUSED" }, "connecting", "connection-refused"],
  [{ message: "connect ETIMEDOUT", code: "ETIMEDOUT" }, "connecting", "connection-timeout"],
  [{ message: "connect EHOSTUNREACH", code: "EHOSTUNREACH" }, "connecting", "connection-timeout"],
  [{ message: "read ECONNRESET", code: "ECONNRESET" }, "ready", "connection-lost"],
  [{ message: "read ECONNRESET", code: "ECONNRESET" }, "handshake", "connection-lost"],
  [
    { message: "Handshake failed: no matching key exchange algorithm", level: "handshake" },
    "handshake",
    "algorithm-mismatch",
  ],
  [{ message: "Too many authentication failures", code: 2 }, "login", "auth-failed"],
  [{ message: "Keepalive timeout", level: "client-timeout" }, "ready", "connection-lost"],
  [{ message: "Bad packet length", level: "protocol" }, "ready", "connection-lost"],
];

for (const [error, stage, code] of cases) {
  test(`${error.message} while ${stage} is ${code}`, () => {
    expect(sshFailure(error, stage)).toMatchObject({ code, detail: error.message });
  });
}
