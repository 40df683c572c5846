import { expect, test } from "vitest";
import type { ShellName } from "../../shared/contract/terminals.ts";
import { deliveryKeys, deliveryRefusals, prepareCommand } from "./delivery.ts";

const sentences = (shell: ShellName, text: string) =>
  deliveryRefusals(shell, text).map((refusal) => refusal.sentence);

test.each<[ShellName, string]>([
  ["bash", 'echo "wow!x"'],
  ["bash", "printf 'a\tb'"],
  ["zsh", "cat > f <<'EOF'\n\tx\nEOF"],
  ["fish", "if test 1 = 1\n  echo yes\nend"],
  ["dash", "echo $HOME # comment"],
  ["ash", "ls Документы"],
  ["bash", `: ${"x".repeat(200_000)}`],
  ["bash", "kill -0 $$; kill -l"],
  ["bash", "kill 4711"],
])("%s takes %j", (shell, text) => {
  expect(deliveryRefusals(shell, text)).toEqual([]);
});

test.each<[ShellName, string, RegExp]>([
  ["bash", "  ", /empty/],
  ["bash", "echo 'a", /unterminated/],
  ["bash", "exit", /end the shell/],
  ["zsh", "echo \u001b", /control character/],
  ["bash", "kill -9 $$", /sends a signal to the shell/],
  ["zsh", '( sleep 1; command kill -HUP "$$" ) &', /sends a signal to the shell/],
  ["dash", "true && /bin/kill ${$}", /sends a signal to the shell/],
  ["bash", "echo a \\", /ends in a backslash/],
  ["zsh", "cat <<EOF\nx", /never closed/],
  ["bash", "if true; then echo", /incomplete or malformed/],
  ["fish", `echo ${"x".repeat(16_000)}`, /fish takes at most 16000 bytes/],
  ["fish", "true\n".repeat(251), /in 250 lines/],
  ["fish", "a\tb", /drops tabs/],
  ["fish", " ls", /drops spaces at the start/],
  ["fish", "true; exit 3", /end the shell/],
  ["fish", "true; and exec ls", /end the shell/],
  ["dash", "a\nb", /one line/],
  ["dash", "a\tb", /tab/],
  ["ash", `echo ${"x".repeat(1_000)}`, /at most 1000 bytes; this one has 1005/],
  ["unknown", "ls", /does not know/],
])("%s refuses %j", (shell, text, why) => {
  expect(sentences(shell, text).join("\n")).toMatch(why);
});

test("what would end the shell is proposed with its parentheses, line ends as LF", () => {
  expect(prepareCommand("bash", "set -e\r\nfalse\r\n")).toBe("( set -e\nfalse )");
  expect(prepareCommand("fish", " echo a\r\n")).toBe("echo a");
});

test("bash and fish get one bracketed paste, zsh one through our widget, dash a typed line", () => {
  const asText = (shell: ShellName) => {
    const { keys, enter } = deliveryKeys(shell, "a\nb");
    return [keys, enter].map((bytes) => Buffer.from(bytes).toString());
  };
  expect(asText("bash")).toEqual(["\x1b[200~a\nb\x1b[201~", "\x1b[27;7;96~"]);
  expect(asText("fish")).toEqual(["\x1b[200~a\nb\x1b[201~", "\x1b[27;7;96~"]);
  expect(asText("zsh")).toEqual(["\x1b[27;7;97~a\nb\x1b[201~", "\x1b[27;7;96~"]);
  expect(asText("dash")).toEqual(["a\nb", "\r"]);
});

test("a bash without bracketed paste takes short lines", () => {
  expect(deliveryRefusals("bash", "echo a", false)).toEqual([]);
  expect(deliveryRefusals("bash", "echo a\necho b", false)).toHaveLength(1);
});
