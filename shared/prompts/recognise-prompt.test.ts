import { expect, test } from "vitest";
import { asksForSecret, recognisePrompt, recordedPrompts } from "./recognise-prompt.ts";
import { isSecretKind } from "./recorded-prompt.ts";

const sample: Record<string, string> = {
  user: "deploy",
  host: "web-1.example.org",
  path: "/home/ada/.ssh/id ed25519",
  number: "17",
  any: "https://example.org (x)",
};
const filled = (text: string) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => sample[name] ?? "");

const rows = recordedPrompts.flatMap(({ kind, program, texts }) =>
  Object.entries(texts).flatMap(([language, all]) =>
    all.map((text) => ({ kind, language, program, text })),
  ),
);

test.each(rows)("$program in $language asks: $text", ({ kind, text }) => {
  const shown = filled(text);
  expect(recognisePrompt(shown)?.kind).toBe(kind);
  expect(recognisePrompt(`some output\nmore of it\n${shown}`)?.kind).toBe(kind);
  expect(asksForSecret(shown)).toBe(isSecretKind(kind));
  // Answered or only printed, it waits for nobody any more.
  expect(recognisePrompt(`${shown}\n`)).toBeNull();
  expect(recognisePrompt(`${shown}\ndone`)).toBeNull();
  // Quoted in a log or a text it asks nothing.
  expect(recognisePrompt(`10:00:01 web-1 app[7]: it said ${JSON.stringify(shown)}`)).toBeNull();
  expect(recognisePrompt(`{"time":"10:00:01","msg":${JSON.stringify(shown)}}`)).toBeNull();
});

test("questions are known in many languages", () => {
  const languages = (wanted: string) =>
    new Set(rows.filter(({ kind }) => kind === wanted).map(({ language }) => language)).size;
  expect(languages("password")).toBeGreaterThan(50);
  expect(languages("passphrase")).toBeGreaterThan(20);
  expect(languages("yes-no")).toBeGreaterThan(40);
  expect(languages("any-key")).toBeGreaterThan(20);
  expect(languages("pager")).toBeGreaterThan(20);
});

test.each([
  ["[sudo] password for deploy: ", { program: "sudo", user: "deploy", host: null }],
  ["[sudo] deploy 的密码：", { program: "sudo", user: "deploy" }],
  ["[sudo] Mot de passe de ada : ", { program: "sudo", user: "ada" }],
  ["deploy@inner.example's password: ", { program: "ssh", user: "deploy", host: "inner.example" }],
  ["(deploy@inner) Password: ", { program: "ssh", user: "deploy", host: "inner" }],
  ["doas (ada@web-1) password: ", { program: "doas", user: "ada", host: "web-1" }],
  ["Enter passphrase for key '/home/ada/k': ", { kind: "passphrase", path: "/home/ada/k" }],
  ["Enter passphrase for /home/ada/a key: ", { kind: "passphrase", path: "/home/ada/a key" }],
  ["[sudo: authentifizieren] Passwort: ", { program: "sudo-rs", kind: "password" }],
  ["[sudo: bekræft] Adgangskode: ", { program: null, kind: "password" }],
  ["[sudo] whatever in a language that nobody recorded", { program: null, kind: "password" }],
  ["Kennwort für ada@db-1: ", { program: null, kind: "password", user: "ada", host: "db-1" }],
  ["Enter your 6-digit verification code: ", { kind: "code" }],
  ["Token PIN: ", { kind: "code" }],
  ["Geben Sie Ihr Passwort ein: ", { kind: "password", program: null }],
  ["Are you sure (yes/no/[fingerprint])? ", { kind: "yes-no", answers: ["yes", "no"] }],
  ["Möchten Sie fortfahren? [J/n] ", { kind: "yes-no", answers: ["J", "n"] }],
  ["Overwrite? (y/N): ", { kind: "yes-no", answers: ["y", "N"] }],
  ["Proceed ([y]/n)? ", { kind: "yes-no", answers: ["y", "n"] }],
  ["Restart services during upgrade? y/n: ", { kind: "yes-no", answers: ["y", "n"] }],
  ["Continue? [y/n/v/...? shows all options] (y): ", { kind: "yes-no", answers: ["y", "n"] }],
  ["Press ENTER to continue", { kind: "any-key" }],
  ["Done. Press any key to exit...", { kind: "any-key" }],
  ["Please press Enter when ready.", { kind: "any-key" }],
  ["/var/log/syslog (END)", { kind: "pager" }],
])("%j says %j", (text, said) => {
  expect(recognisePrompt(text)).toMatchObject(said);
});

test.each([
  "",
  "done",
  "$ ",
  "root@web-1:~# ",
  "90% ",
  "time: ",
  "Progress: [====>     ] 42%",
  "Get:12 http://deb.debian.org/debian bookworm/main amd64 Packages [8,787 kB]",
  "Reading package lists... 57%",
  "  12.3MB/s eta 00:04",
  "remote: Compressing objects:  97% (31/32)",
  "Waiting for the lock (I/O)",
  "step [1/5]",
  "Building (a/b)",
  "Desenhando: ",
  "mapping: ",
  "Shipping: ",
  "PING web-1 (10.0.0.1) 56(84) bytes of data.",
  "reading passwords",
  "Nov 21 10:00:01 web-1 sshd[812]: Failed password for root from 10.0.0.9 port 4242 ssh2",
  "Nov 21 10:00:01 web-1 sshd[812]: Accepted publickey for ada",
  "warning: the password file is old",
  "pager: less",
  "lines of code: 12",
  "more than enough",
  "There is more",
  "press release of the day",
  "compressing any key frames",
  "Do you want to continue?",
  "https://example.org/?y/n",
  "Listening on 0.0.0.0:8080",
  "INFO: connected:",
  "Passwort: geheim",
  "password: secret\n",
  "Continue? [Y/n]\nyes",
  "[Y/n] was the question",
  "a > b",
  "mysql> select 1;",
  "-- more of this later",
  "web-1 sudo: pam_unix(sudo:auth): authentication failure; logname=ada uid=1000 user=ada",
  "web-1 sudo:  deploy : 3 incorrect password attempts ; TTY=pts/0 ; USER=root ; COMMAND=/usr/bin/id",
  "sudo: a password is required",
  "sudo: timed out reading password",
  "su: Authentication failure",
  "doas (ada@web-1) password: wrong",
  "doas: Authentication failed",
  "passwd: password updated successfully",
  "deploy@web-1's password: accepted",
  "ssh: Permission denied (publickey,password).",
  "Enter passphrase for key '/home/ada/k': accepted",
  "Identity added: /home/ada/.ssh/id_ed25519 (ada@web-1)",
  "Are you sure you want to continue connecting (yes/no/[fingerprint])? yes",
  "Warning: Permanently added 'web-1' (ED25519) to the list of known hosts.",
  "rm: remove regular file 'a'? y",
  "rm: cannot remove 'a': Permission denied",
  "cp: overwrite 'a'? n",
  "*** /etc/f (Y/I/N/O/D/Z) [default=N] ? n",
  "Installing new version of config file /etc/f ...",
  "(1/2) Stage this hunk [y,n,q,a,d,e,?]? n",
  "(1/2) Stage 1: build [y]",
  "Pass 1: Checking inodes, blocks, and sizes",
  "Passwort für ada wurde geändert: ja",
  "为 deploy 更改了密码：完成",
  "パスワード: 変更しました",
  "Mot de passe : modifié",
  "--More-- or less",
  "lines 1-2 were cut, and then some more of them were too, all in all forty",
])("%j asks nothing", (text) => {
  expect(recognisePrompt(text)).toBeNull();
});
