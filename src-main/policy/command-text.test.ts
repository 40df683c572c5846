import { expect, test } from "vitest";
import { ownWorkMs } from "../../e2e/world/own-work.ts";
import { disguiseRefusals, hiddenCharacterRefusals, normalizeCommand } from "./command-text.ts";
import { parseCommand, protectShell } from "./shell-syntax.ts";

test("line ends become LF and those at the end go", () => {
  expect(["a\r\nb\r\n", "a\rb", "a\n\n", "a"].map(normalizeCommand)).toEqual([
    "a\nb",
    "a\nb",
    "a",
    "a",
  ]);
});

test.each([
  ["ls Документы", []],
  ["echo 'Привет world' 漢字 🙂 ☀️ é", []],
  ["printf 'a\tb\n'", []],
  ["cp отчёт_v2.txt /tmp", []],
  ["rm \u202e/tmp/x", [3]],
  ["l\u200bs", [1]],
  ["echo \u001b[2J", [5]],
  ["echo a\u0000", [6]],
  ["echo\u00a0x", [4]],
  ["rm -rf /tmp\u3000x", [11]],
  ["ls \u2800", [3]],
  ["echo \u{e0041}", [5]],
  ["echo \ud800", [5]],
  ["curl https://p\u0430ypal.example", [13]],
])("hidden characters in %j", (text, expected) => {
  expect(hiddenCharacterRefusals(text).map((refusal) => refusal.at)).toEqual(expected);
});

test.each([
  ["ls Документы", []],
  ["ѕudo id", [0]],
  ["rm \u2013rf /tmp/x", [3]],
  ["tar \u2212xf a", [4]],
  ["git log --о=x", [8]],
  ["echo a\u2013b", []],
  ["$(ѕh)", [0, 2]],
])("disguises in %j", (text, expected) => {
  expect(disguiseRefusals(parseCommand(text).words).map((refusal) => refusal.at)).toEqual(expected);
});

test.each([
  ["echo 'a", 1],
  ["if true; then", 2],
  ["cat <<EOF\nx", 1],
  ["cat <<EOF\nx\nEOF", 0],
  ["a \\", 1],
  ["a \\\\", 0],
  ["echo $(", 1],
  ["a |", 1],
  ["for i in 1 2; do echo $i; done # end", 0],
])("incomplete: %j has %i refusals", (text, count) => {
  expect(parseCommand(text).refusals).toHaveLength(count);
});

test.each([
  ["ls -l", "ls -l"],
  ["cd /tmp && export A=1", "cd /tmp && export A=1"],
  ["exit 3", "( exit 3 )"],
  ["set -euo pipefail; false", "( set -euo pipefail; false )"],
  ["set -o errexit; x", "( set -o errexit; x )"],
  ["set -x; ls", "set -x; ls"],
  ["exec true", "( exec true )"],
  ["exec 3>/tmp/x", "exec 3>/tmp/x"],
  ["exec 3>&1 4<f", "exec 3>&1 4<f"],
  ["exec </dev/null", "( exec </dev/null )"],
  ["exec 2>/dev/null", "( exec 2>/dev/null )"],
  ["exec &>f", "( exec &>f )"],
  ["shopt -s -o errexit", "( shopt -s -o errexit )"],
  ["shopt -so errexit; ls", "( shopt -so errexit; ls )"],
  ["shopt -s extglob", "shopt -s extglob"],
  ["command -p exit", "( command -p exit )"],
  ["builtin -- exit", "( builtin -- exit )"],
  ["command -v exit", "command -v exit"],
  ["eval eval eval ls", "eval eval eval ls"],
  ["trap '' INT", "( trap '' INT )"],
  ["trap -p", "trap -p"],
  ["(exit 3)", "(exit 3)"],
  ["exit 3 | cat", "exit 3 | cat"],
  ["cat | exit 3", "( cat | exit 3 )"],
  ["echo $(exit 3)", "echo $(exit 3)"],
  ["builtin exit", "( builtin exit )"],
  ["eval 'exit 1'", "( eval 'exit 1' )"],
  ["f() { exit 2; }", "f() { exit 2; }"],
  ["f() { exit 2; }; f", "( f() { exit 2; }; f )"],
  ["sh -c 'exit 37'", "sh -c 'exit 37'"],
  ["kill -9 $BASHPID", "( kill -9 $BASHPID )"],
  ["exit 1 # done", "(\nexit 1 # done\n)"],
  ["if true; then exit 1; fi", "( if true; then exit 1; fi )"],
  ["cat <<EOF\nexit\nEOF", "cat <<EOF\nexit\nEOF"],
  ["set -e\ncat <<EOF\nx\nEOF", "(\nset -e\ncat <<EOF\nx\nEOF\n)"],
])("%j is proposed as %j", (text, expected) => {
  expect(protectShell(text)).toBe(expected);
});

test("what is too long to be read is proposed in parentheses, once", () => {
  const text = `echo ${"x".repeat(70_000)}\nexit 3`;
  expect(protectShell(text)).toBe(`(\n${text}\n)`);
  expect(protectShell(protectShell(text))).toBe(protectShell(text));
});

test.each([
  ["brackets", "$(".repeat(30_000)],
  ["closed brackets", `echo ${"$(".repeat(20_000)}a${")".repeat(20_000)}`],
  ["quoted brackets", '"$('.repeat(20_000)],
  ["braces", "${a:-".repeat(12_000)],
  ["evals", `${"eval ".repeat(13_000)}ls`],
])("%s without end are read in a moment and never run as they are", (_name, text) => {
  const took = ownWorkMs(() => {
    const { refusals, endsShell } = parseCommand(text);
    expect(refusals.length > 0 || endsShell).toBe(true);
  });
  expect(took).toBeLessThan(1_000);
});
