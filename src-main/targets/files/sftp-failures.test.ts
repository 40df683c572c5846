import { expect, test } from "vitest";
import { isDenied, isRefusal, sftpFailure } from "./sftp-failures.ts";
import { unreadable } from "./target-files.ts";

const thrown = (code: number, message = "as it was said") =>
  Object.assign(new Error(message), { code });

test("an answer of SFTP is a refusal, anything else a lost connection", () => {
  expect(sftpFailure(thrown(2), unreadable, "/x")).toEqual(unreadable("/x", "it does not exist"));
  expect(sftpFailure(thrown(4711), unreadable, "/x")).toEqual(unreadable("/x", "as it was said"));
  const lost = sftpFailure(thrown(7), unreadable, "/x");
  expect(lost.code).toBe("connection-lost");
  expect(sftpFailure(lost, unreadable, "/x")).toBe(lost);
  expect([isRefusal(unreadable("/x", "no")), isRefusal(lost)]).toEqual([true, false]);
  expect([isDenied(thrown(3)), isDenied(thrown(4)), isDenied("3")]).toEqual([true, false, false]);
});
