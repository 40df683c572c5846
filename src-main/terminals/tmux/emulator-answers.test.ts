import { expect, test } from "vitest";
import { isAnsweredByTmux } from "./emulator-answers.ts";

const esc = "\u001b";
test.each([
  ["device attributes", `${esc}[?1;2c`, true],
  ["secondary device attributes", `${esc}[>0;276;0c`, true],
  ["status", `${esc}[0n`, true],
  ["the cursor's position", `${esc}[12;1R`, true],
  ["a version", `${esc}P>|xterm.js(6.0.0)${esc}\\`, true],
  ["several answers at once", `${esc}[?1;2c${esc}[3;4R`, true],
  ["an answer and a key", `${esc}[?1;2cq`, false],
  ["shift and F3", `${esc}[1;2R`, false],
  ["an arrow", `${esc}[A`, false],
  ["escape", esc, false],
  ["a key", "c", false],
  ["nothing", "", false],
  ["a paste", `${esc}[200~${esc}[0n${esc}[201~`, false],
  ["a colour", `${esc}]11;rgb:0000/0000/0000${esc}\\`, false],
  ["a mode", `${esc}[?2026;2$y`, false],
  ["focus", `${esc}[I`, false],
  ["a mouse report", `${esc}[<0;1;1M`, false],
])("%s: answered by tmux?", (_what, text, expected) => {
  expect(isAnsweredByTmux(Buffer.from(text, "latin1"))).toBe(expected);
});
