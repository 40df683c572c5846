import { expect, test } from "vitest";
import { parseTmuxVersion } from "./probe.ts";

test.each([
  ["tmux 3.3a\n", "3.3a", true],
  ["tmux 3.2\n", "3.2", true],
  ["tmux 3.1c\n", "3.1c", false],
  ["tmux 2.9a\n", "2.9a", false],
  ["tmux 1.8\n", "1.8", false],
  ["tmux 3.10\n", "3.10", true],
  ["tmux 4.0\n", "4.0", true],
  ["tmux next-3.6\n", "next-3.6", true],
  ["tmux openbsd-7.4\n", "openbsd-7.4", true],
  ["tmux openbsd-6.8\n", "openbsd-6.8", false],
  ["Welcome to box\ntmux is nice\ntmux 3.4\n", "3.4", true],
  ["", null, false],
  ["sh: tmux: not found\n", null, false],
  ["tmux master\n", "master", false],
])("%j: version %j, usable %j", (output, version, usable) => {
  expect(parseTmuxVersion(output)).toEqual({ version, usable });
});
