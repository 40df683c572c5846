import { expect, test } from "vitest";
import { type FileOperation, fileRules, pathRefusal } from "./file-rules.ts";

const usual = fileRules.parse({});
const place = {
  home: "/srv/people/ada",
  protectedPaths: ["/srv/people/ada/.local/share/fairlead"],
};

for (const [path, allowed] of [
  ["/etc/hosts", true],
  ["/etc/shadow", false],
  ["/etc/shadow-", false],
  ["/etc/sudoers.d", false],
  ["/etc/sudoers.d/ops", false],
  ["/etc/ssh/ssh_host_ed25519_key", false],
  ["/etc/ssh/sshd_config", true],
  ["/etc/ssl/private/a/b.crt", false],
  ["/root/.ssh/config", false],
  ["/home/bob/.ssh", false],
  ["/srv/people/ada/.ssh/known_hosts", false],
  ["/home/bob/.aws/credentials", false],
  ["/home/bob/.bash_history", false],
  ["/home/bob/notes/.ssh.txt", true],
  ["/var/www/site/server.PEM", false],
  ["/var/www/site/server.pem.txt", true],
  ["/proc/123/environ", false],
  ["/proc/123/status", true],
  ["/srv/people/ada/.local/share/fairlead/policy.json", false],
  ["/srv/people/ada/.local/share/fairlead", false],
  ["/srv/people/ada/.local/share/fairlead-notes", true],
  ["/etc/../etc/shadow", false],
  ["/etc//hosts", false],
  ["hosts", false],
  ["/a\0b", false],
] as const) {
  test(`reading ${JSON.stringify(path)} is ${allowed ? "permitted" : "refused"}`, () => {
    expect(pathRefusal(usual, "read", path, place) === null).toBe(allowed);
  });
}

const narrow = fileRules.parse({
  readRoots: ["/var/log", "~"],
  writeRoots: ["~/work/"],
  alsoDenied: ["/var/log/*/secret*"],
  copy: false,
  delete: false,
});

for (const [operation, path, said] of [
  ["read", "/var/log/syslog", null],
  ["read", "/var/logs", "only be read in /var/log, ~"],
  ["read", "/srv/people/ada/x", null],
  ["read", "/var/log/a/secret1", "denies /var/log/*/secret*"],
  ["read", "/var/log/a/b/secret1", null],
  ["write", "/srv/people/ada/work/x", null],
  ["write", "/srv/people/ada/x", "only be changed in ~/work/"],
  ["edit", "/var/log/syslog", "only be changed"],
  ["copy", "/srv/people/ada/work/x", "copying"],
  ["delete", "/srv/people/ada/work/x", "deleting"],
] as [FileOperation, string, string | null][]) {
  test(`${operation} ${path}: ${said ?? "permitted"}`, () => {
    const refusal = pathRefusal(narrow, operation, path, place);
    if (said === null) expect(refusal).toBeNull();
    else expect(refusal).toContain(said);
  });
}

test("where the home is not known, nothing lies in it, and what is denied in any home still is", () => {
  const unknown = { home: null, protectedPaths: [] };
  expect(pathRefusal(narrow, "write", "/home/bob/work/x", unknown)).toContain("only be changed");
  expect(pathRefusal(usual, "read", "/home/bob/.ssh/id_rsa", unknown)).toContain("~/.ssh/**");
});
