import { expect, test } from "vitest";
import { type ErrorCode, failure } from "../../shared/errors.ts";
import { toldFailure } from "./ssh-path.ts";

const table: [ErrorCode, string][] = [
  ["auth-failed", "bastion did not accept the login. Check the user name and the credential."],
  [
    "host-key-changed",
    "the host key of bastion is not the one on record. The connection was refused; check with whoever runs the host.",
  ],
  ["name-not-found", "the name of bastion could not be resolved. Check the address."],
  ["connection-lost", "the connection to bastion was lost."],
  [
    "jump-refused",
    "bastion does not pass connections on to the next one. AllowTcpForwarding and PermitOpen in its sshd_config decide that.",
  ],
  ["auth-cancelled", "bastion: The login was cancelled."],
];
for (const [code, sentence] of table) {
  test(`${code} on the way names the hop`, () => {
    const told = toldFailure({ error: failure(code, "why"), at: "bastion" }, "web-1", [
      "bastion",
      "inner",
    ]);
    expect(told).toEqual({
      code,
      sentence: `web-1 is reached over bastion → inner: ${sentence}`,
      detail: "why",
    });
  });
}

test("a failure of the host itself stays as it is", () => {
  const error = failure("auth-failed");
  expect(toldFailure({ error, at: null }, "web-1", ["bastion"])).toBe(error);
});
