import { expect, test } from "vitest";
import { fileRules } from "./file-rules.ts";
import { fileRefusal, sizeRefusal } from "./judge-file.ts";

const rules = fileRules.parse({});
const place = { home: "/home/ada", protectedPaths: ["/home/ada/.local/share/fairlead/"] };

for (const path of [
  "/home/ada/.local/share/fairlead",
  "/home/ada/.local/share/fairlead/policy.json",
  "/Home/Ada/.local/Share/FAIRLEAD/policy.json",
]) {
  for (const operation of ["read", "write", "edit", "copy", "delete"] as const) {
    test(`${operation} ${path} is refused: Fairlead's own folder`, () => {
      expect(fileRefusal(rules, operation, path, place)).toContain("own data folder");
    });
  }
}

for (const path of [
  "/etc/shadow",
  "/etc/SHADOW",
  "/etc/shadow-",
  "/root/.ssh",
  "/home/eve/.ssh/id_ed25519",
  "/srv/tls/site.PEM",
  "/etc/../etc/hosts",
  "/etc//shadow",
  "/etc/shadow/",
  "relative",
]) {
  test(`${path} is refused`, () => {
    expect(fileRefusal(rules, "read", path, place)).not.toBeNull();
  });
}

for (const path of ["/etc/hosts", "/home/ada/.local/share/fairlead-notes", "/var/log/syslog"]) {
  test(`${path} is permitted`, () => expect(fileRefusal(rules, "edit", path, place)).toBeNull());
}

test("what is larger than the rules allow is told with both numbers", () => {
  expect(sizeRefusal({ ...rules, largestWrite: 10 }, 11)).toMatch(/at most 10 bytes.*has 11/);
  expect(sizeRefusal({ ...rules, largestWrite: 10 }, 10)).toBeNull();
});
