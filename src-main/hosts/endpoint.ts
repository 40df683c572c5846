import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

export type Endpoint = { user: string | null; address: string; port: number | null };

/** Letters, digits and what names, IPv4, IPv6 and zones need; so nothing that known_hosts or a shell could read as more. */
const addressPattern = /^[\p{L}\p{N}_:][\p{L}\p{N}._:%-]*$/u;
const unfitForUser = /[\s\p{Cc}\p{Cf}]/u;

/** Reads `[USER@]HOST[:PORT]`, with `[…]` around an IPv6 address that a port follows. */
export function parseEndpoint(text: string): Result<Endpoint, FairleadError> {
  const [, user, rest = ""] = /^(?:(.*)@)?([^@]*)$/s.exec(text.trim()) ?? [];
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(rest);
  const named = /^([^:]*)(?::(\d+))?$/.exec(rest);
  const [, address = rest, digits] = bracketed ?? named ?? [];
  const port = digits === undefined ? null : Number(digits);
  const problem =
    addressProblem(address) ??
    (user === undefined ? null : userProblem(user)) ??
    (port !== null && (port < 1 || port > 65_535) ? "the port must be 1 to 65535" : null);
  if (problem !== null) return fail(failure("input-invalid", problem));
  return ok({ user: user ?? null, address, port });
}

/** What is wrong with an address; null when nothing is. */
export function addressProblem(address: string): string | null {
  if (address === "") return "the address is missing";
  if (address.startsWith("-")) return "an address must not start with a dash";
  if (address.length > 255) return "the address is too long";
  if (!addressPattern.test(address)) return "the address holds a character that no address has";
  return null;
}

/** What is wrong with a user name; empty is fine (the name of whoever runs Fairlead is used). */
export function userProblem(user: string): string | null {
  if (user.startsWith("-")) return "a user name must not start with a dash";
  if (user.length > 64) return "the user name is too long";
  if (unfitForUser.test(user)) return "a user name must not hold spaces or control characters";
  return null;
}
