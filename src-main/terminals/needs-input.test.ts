import { expect, test } from "vitest";
import { waitsForSecret } from "../../shared/secret-prompt.ts";
import { waitsForPerson } from "./needs-input.ts";

test.each([
  "[sudo] password for ada: ",
  "[sudo: authenticate] Password: ",
  "Passwort: ",
  "ada@web-1's password: ",
  "Enter passphrase for key '/home/ada/.ssh/id_ed25519': ",
  "[sudo] ada 的密码：",
  "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
  "Do you want to continue? [Y/n] ",
  "Overwrite? (y/N): ",
  "log\n--More--(12%)",
  "(END)",
  "Press any key to continue . . . ",
  "lines 1-23/120 19%",
])("%j waits for a person", (text) => {
  expect(waitsForPerson(text)).toEqual(true);
});

test.each([
  "password: secret\n",
  "reading passwords",
  "Continue? [Y/n]\nyes",
  "done",
  "",
  "$ ",
  "90% ",
  "time: ",
])("%j does not", (text) => {
  expect(waitsForPerson(text)).toEqual(false);
});

test.each([
  ["[sudo] password for ada: ", true],
  ["Enter passphrase for key '/home/ada/.ssh/id_ed25519': ", true],
  ["Verification code: ", true],
  ["Do you want to continue? [Y/n] ", false],
  ["(END)", false],
  ["Password: \n", false],
])("%j asks for a secret: %s", (text, asks) => {
  expect(waitsForSecret(text)).toBe(asks);
});
