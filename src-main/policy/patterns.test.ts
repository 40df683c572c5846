import { expect, test } from "vitest";
import { matchPattern, patternOf, readPattern } from "./patterns.ts";

const read = (source: string) => {
  const pattern = readPattern(source);
  if (typeof pattern === "string") throw new Error(pattern);
  return pattern;
};

for (const [source, tokens, narrow, wide] of [
  ["ls", ["ls"], "yes", "yes"],
  ["ls", ["ls", "-l"], "no", "yes"],
  ["ls", ["ls", "-w", "80"], "no", "yes"],
  ["ls", ["ls", "80"], "no", "no"],
  ["git push **", ["git", "-C", "/srv", "--no-pager", "push", "origin"], "no", "yes"],
  ["git push **", ["git", "log", "push"], "no", "no"],
  ["git push **", ["git", null, "origin"], "no", "perhaps"],
  ["systemctl stop *", ["systemctl", "--now", "stop", "nginx", "-q"], "no", "yes"],
  ["ls", ["/bin/ls"], "no", "yes"],
  ["/bin/ls", ["/usr/bin/ls"], "no", "no"],
  ["systemctl status *", ["systemctl", "status", "nginx"], "yes", "yes"],
  ["systemctl status *", ["systemctl", "status", "--now"], "no", "yes"],
  ["systemctl status *", ["systemctl", "status"], "no", "no"],
  ["systemctl status *", ["systemctl", "status", "a", "b"], "no", "no"],
  ["journalctl **", ["journalctl"], "yes", "yes"],
  ["journalctl **", ["journalctl", "-u", "x", "-f"], "yes", "yes"],
  ["cat /var/log/*.log", ["cat", "/var/log/a.log"], "yes", "yes"],
  ["cat /var/log/*.log", ["cat", "/var/log/a.txt"], "no", "no"],
  ["echo '*'", ["echo", "*"], "yes", "yes"],
  ["echo '*'", ["echo", "x"], "no", "no"],
  ["echo \\*", ["echo", "x"], "no", "no"],
  ["echo 'a b' c", ["echo", "a b", "c"], "yes", "yes"],
  ["rm -rf *", ["rm", null, "x"], "no", "perhaps"],
  ["rm -rf *", ["rm", "-r", null], "no", "no"],
  ["rm **", ["rm", null], "yes", "yes"],
] as const) {
  test(`${source} on ${tokens.join(" ")}`, () => {
    expect(matchPattern(read(source), tokens, "narrow")).toBe(narrow);
    expect(matchPattern(read(source), tokens, "wide")).toBe(wide);
  });
}

for (const source of ["", "  ", "*", "** x", "l* x", "a ** b", "a 'b", "a\\"]) {
  test(`“${source}” is no pattern`, () => expect(readPattern(source)).toBeTypeOf("string"));
}

test("the pattern of exact words means these words and no others", () => {
  const tokens = ["echo", "*", "a b", "it's", "", "**", "-n"];
  const source = patternOf(tokens, false);
  expect(source).toBe(`echo '*' 'a b' 'it'\\''s' '' '**' -n`);
  expect(matchPattern(read(source), tokens, "narrow")).toBe("yes");
  expect(matchPattern(read(source), tokens.with(1, "x"), "narrow")).toBe("no");
  expect(patternOf(["cat", "/etc/hosts"], true)).toBe("cat *");
});
