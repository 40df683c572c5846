import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id of the kind `prefix`: sortable by time, 80 random bits. */
export function newId<Prefix extends string>(
  prefix: Prefix,
  now = Date.now(),
): `${Prefix}-${string}` {
  let time = "";
  for (let rest = now, digit = 0; digit < 9; digit += 1, rest = Math.floor(rest / 32)) {
    time = (alphabet[rest % 32] ?? "0") + time;
  }
  const random = [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join("");
  return `${prefix}-${time}${random}`;
}
