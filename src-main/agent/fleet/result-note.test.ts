import { expect, test } from "vitest";
import { noteOn } from "./result-note.ts";

for (const output of [
  "sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\nsudo: a password is required\n",
  "sudo: no tty present and no askpass program specified\n",
  "sudo-rs: interactive authentication is required\n",
  "doas: a tty is required\n",
  "Password: su: Authentication failure\n",
  "Failed to restart nginx.service: Interactive authentication required.\n",
  "Host key verification failed.\nfatal: Could not read from remote repository.\n",
  "fatal: could not read Username for 'https://git.example.org': No such device or address\n",
  "the input device is not a TTY\n",
  "3 upgraded, 0 newly installed.\nDo you want to continue? [Y/n] Abort.\n",
  "Continue? [y/N] ",
  "Password for ada: ",
]) {
  test(`asked in vain: ${output.split("\n", 1)[0]}`, () => {
    const { asked, problem } = noteOn(1, output);
    expect(asked).toBe(true);
    expect(problem).toMatch(/^It asked for an answer \(“.+”\), and .* has no terminal .*answer\.$/);
  });
}

test("what exits with 0 or has no exit code asked for nothing, whatever it printed", () => {
  const output = "sudo: a password is required\n";
  expect(noteOn(0, output)).toEqual({ asked: false, problem: null });
  expect(noteOn(null, output)).toEqual({ asked: false, problem: null });
});

test("an ordinary failure has no note; a full disk says so in the host's own words", () => {
  expect(noteOn(1, "grep: /etc/nothing: No such file or directory\n").problem).toBeNull();
  expect(noteOn(1, "cp: error writing 'b': No space left on device\n")).toEqual({
    asked: false,
    problem:
      "The disk there seems to be full (“cp: error writing 'b': No space left on device”). Make room, then run it again.",
  });
});

test("only the end is looked at, and a long line is cut where it is quoted", () => {
  expect(noteOn(1, `doas: a tty is required\n${"ordinary\n".repeat(400)}`).asked).toBe(false);
  const { problem } = noteOn(1, `doas: a tty is required ${"x".repeat(300)}\n`);
  expect(problem?.length).toBeLessThan(300);
});
