import { expect, test } from "vitest";
import { part } from "../test/judged.ts";
import { partsInOrder } from "./parts-in-order.ts";

const command = `sudo nice ls x; base64 > k | bash -c 'rm "a"'`;
const sudo = part(command, "sudo nice ls x");
const nice = part(command, "nice ls x", { depth: 1 });
const ls = part(command, "ls x", { depth: 2 });
const base64 = part(command, "base64 > k");
const redirect = part(command, "> k");
const bash = part(command, `bash -c 'rm "a"'`);
const rm = part(command, `rm "a"`, { depth: 1, at: null });

for (const [title, given] of [
  ["from the inside out", [ls, nice, sudo, redirect, base64, rm, bash]],
  ["from the outside in already", [sudo, nice, ls, base64, redirect, bash, rm]],
] as const) {
  test(title, () =>
    expect(partsInOrder(given)).toEqual([sudo, nice, ls, base64, redirect, bash, rm]),
  );
}
