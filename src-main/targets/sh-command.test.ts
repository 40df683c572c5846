import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shArgument, shCommand } from "./sh-command.ts";

const nasty = `printf '%s|' "a b" 'it'"'"'s' "back\\\\slash" '50%d %% \\045' '$HOME' "!x" 'é✓' \`echo tick\`
cat <<'E'
	tab and \\n "quotes" & ; | < > * ? ~ # [x] {a,b}
E
`;
const printed = execFileSync("sh", ["-c", nasty], { encoding: "utf8" });

test("the argument holds nothing a single-quoted string of any shell or tmux could trip over", () => {
  expect(shArgument(nasty)).toMatch(/^[\x20-\x26\x28-\x7e]+$/);
  expect(shArgument(nasty)).not.toMatch(/[!']/);
});

test("the script arrives unchanged whichever shell reads the line", () => {
  const read = [
    ["sh", "-c"],
    ["bash", "-c"],
  ].map(([shell = "", flag = ""]) =>
    execFileSync(shell, [flag, shCommand(nasty)], { encoding: "utf8" }),
  );
  expect(read).toEqual([printed, printed]);
});

test("standard input belongs to the script", () => {
  expect(execFileSync("sh", ["-c", shCommand("cat")], { input: "in", encoding: "utf8" })).toBe(
    "in",
  );
});
