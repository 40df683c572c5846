import { beforeEach, expect, test } from "vitest";
import { TypedSecret } from "./typed-secret.ts";

let now: number;
let learnt: string[];
let secret: TypedSecret;
beforeEach(() => {
  now = 0;
  learnt = [];
  secret = new TypedSecret(
    (value) => learnt.push(value),
    () => now,
  );
});

const print = (text: string) => secret.printed(Buffer.from(text));
const type = (text: string) => secret.typed(Buffer.from(text), false);
const typeAtPrompt = (text: string) => secret.typed(Buffer.from(text), true);

test("what is typed without echo at a question for a password is learnt, corrections applied", () => {
  print("[sudo] password for kim: ");
  type("hunteq\x7fr2-long\r");
  expect(learnt).toEqual(["hunter2-long"]);
});

test("what is echoed is no secret", () => {
  print("Password: ");
  type("l");
  print("l");
  type("s -la\r");
  expect(learnt).toEqual([]);
});

test("stars instead of letters are no echo", () => {
  print("Passphrase: ");
  for (const letter of "correct-horse") {
    type(letter);
    print("*");
  }
  type("\r");
  expect(learnt).toEqual(["correct-horse"]);
});

test("silence for a while is enough where the question is not known", () => {
  print("Zugangscode> ");
  type("abc");
  now += 500;
  type("defgh\r");
  expect(learnt).toEqual(["abcdefgh"]);
});

test("a quick line at a prompt whose echo is late is no secret", () => {
  print("web$ ");
  type("systemctl status nginx\r");
  expect(learnt).toEqual([]);
});

test("a line that a shell edits is no secret, however late its echo", () => {
  print("web$ ");
  typeAtPrompt("systemctl status");
  now += 2_000;
  typeAtPrompt(" nginx\r");
  expect(learnt).toEqual([]);
});

test("what is typed before the shell has answered the last line may be for what that began", () => {
  print("web$ ");
  typeAtPrompt("unlock\r");
  typeAtPrompt("hunter2");
  now += 500;
  typeAtPrompt("-long\r");
  expect(learnt).toEqual(["hunter2-long"]);
});

test("a line begun at a prompt and entered in a program that shows nothing is learnt", () => {
  print("web$ ");
  typeAtPrompt("hunter2");
  now += 500;
  type("-long\r");
  expect(learnt).toEqual(["hunter2-long"]);
});

test("a line that was given up is forgotten", () => {
  print("Password: ");
  type("half-typed\x03");
  type("\r");
  expect(learnt).toEqual([]);
});
