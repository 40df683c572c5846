import { expect, test } from "vitest";
import { failure } from "../../../shared/errors.ts";
import { attempt } from "./system-failures.ts";
import { unreadable } from "./target-files.ts";

const thrown = (code: string, message = "as it was said") =>
  Object.assign(new Error(message), { code });

test("what the system refuses is told in words, and what is no refusal is a bug", async () => {
  const tried = (error: unknown) => attempt(unreadable, "/etc/x", () => Promise.reject(error));
  expect(await tried(thrown("EACCES"))).toEqual({
    ok: false,
    error: unreadable("/etc/x", "permission denied"),
  });
  expect(await tried(thrown("EIO"))).toEqual({
    ok: false,
    error: unreadable("/etc/x", "as it was said"),
  });
  expect(await tried(failure("aborted"))).toEqual({ ok: false, error: failure("aborted") });
  expect(await tried(thrown("ELOOP"))).toMatchObject({ error: { code: "file-changed" } });
  await expect(tried(new TypeError("a bug"))).rejects.toThrow("a bug");
});
