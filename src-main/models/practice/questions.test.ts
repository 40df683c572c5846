import { expect, test } from "vitest";
import { questions, recognise } from "./questions.ts";

for (const { about, example } of questions) {
  test(`"${example}" is about ${about}`, () => {
    expect(recognise(example)?.about).toBe(about);
  });
}

for (const [text, about] of [
  ["how much disk is free?", "free disk space"],
  ["zeig mir eine Passwort-Frage", "a password prompt, to see how one is shown"],
  ["try a passphrase", "a password prompt, to see how one is shown"],
  ["show me an editor", "a program that takes the whole screen"],
  ["run a slow job", "a command that takes long"],
  ["starte einen langen Befehl", "a command that takes long"],
  ["what becomes of a half-typed line?", "who has the keyboard"],
  ["Wer hat die Tastatur?", "who has the keyboard"],
  ["Is there any space left on /home?", "free disk space"],
  ["Wie viel Speicherplatz ist noch frei?", "free disk space"],
  ["¿Cuánto espacio libre queda en el disco?", "free disk space"],
  ["Combien d'espace libre sur le disque ?", "free disk space"],
  ["df please", "free disk space"],
  ["Are we running out of RAM?", "memory"],
  ["Wie viel Arbeitsspeicher ist frei?", "memory"],
  ["¿Cuánta memoria queda?", "memory"],
  ["why is web-1 so slow", "load and uptime"],
  ["what's the CPU load?", "load and uptime"],
  ["how long has it been running", "load and uptime"],
  ["Wie hoch ist die Last auf dem Server?", "load and uptime"],
  ["any broken systemd units?", "failed services"],
  ["which services are down", "failed services"],
  ["Sind Dienste fehlgeschlagen?", "failed services"],
  ["what is listening on this box", "listening ports"],
  ["Welche Ports sind offen?", "listening ports"],
  ["quels ports sont ouverts ?", "listening ports"],
  ["who's logged in right now?", "who is logged in"],
  ["who is on?", "who is logged in"],
  ["Wer ist angemeldet?", "who is logged in"],
  ["when did it reboot", "the last boots"],
  ["Wann war der letzte Neustart?", "the last boots"],
  ["last time it booted", "the last boots"],
  ["find big files in /home", "the largest files"],
  ["what is using all the disk space?", "the largest files"],
  ["Zeig mir die größten Dateien", "the largest files"],
  ["anything bad in dmesg?", "kernel errors"],
  ["did the OOM killer strike", "kernel errors"],
  ["Gibt es Kernel-Fehler?", "kernel errors"],
  ["is the time right on this host", "the clock"],
  ["Geht die Uhr richtig?", "the clock"],
  ["¿Qué hora es?", "the clock"],
  ["is it out of date", "pending updates"],
  ["Welche Updates stehen an?", "pending updates"],
  ["any security patches to install?", "pending updates"],
  ["when does the TLS certificate of example.org expire", "certificate dates"],
  ["Wann läuft das Zertifikat ab?", "certificate dates"],
  ["top processes", "the busiest processes"],
  ["which process is eating the cpu", "the busiest processes"],
  ["what ip does this host have", "network addresses"],
  ["which kernel version is it", "system and version"],
  ["restart nginx", undefined],
  ["write me a poem", undefined],
  ["deploy the new release", undefined],
  ["", undefined],
] as const) {
  test(`"${text}" is about ${about ?? "nothing practice knows"}`, () => {
    expect(recognise(text)?.about).toBe(about);
  });
}

const proposed = (text: string) => recognise(text)?.propose(text).command;

test("every proposal fits the strictest delivery rule: one line, no tab, at most 1,000 bytes", () => {
  for (const { example, propose } of questions) {
    const { command, reason } = propose(example);
    expect(command).toMatch(/^[\x20-\x7e]{1,1000}$/);
    expect(reason).toMatch(/^[A-Z].*\.$/);
  }
});

test("a path in the question becomes part of the command, anything else does not", () => {
  const find = (folder: string) =>
    `find ${folder} -xdev -type f -exec du -k {} + 2>/dev/null | sort -rn | head -n 10`;
  expect(proposed("largest files under /srv/data.")).toBe(find("/srv/data"));
  expect(proposed("largest files here")).toBe(find("."));
  expect(proposed("largest files")).toBe(find("/var"));
  expect(proposed("largest files in /srv;reboot")).toBe(find("/srv"));
  expect(proposed("largest files in $(reboot)")).toBe(find("/var"));
});

test("a certificate is read from a file, from a named server or from this machine", () => {
  const dates = "openssl x509 -noout -subject -issuer -dates";
  const connect = (name: string, port: number) =>
    `openssl s_client -connect ${name}:${port} -servername ${name} </dev/null 2>/dev/null | ${dates}`;
  expect(proposed("certificate of www.example.org?")).toBe(connect("www.example.org", 443));
  expect(proposed("certificate of mail.example.org:993")).toBe(connect("mail.example.org", 993));
  expect(proposed("do any certs expire soon")).toBe(connect("localhost", 443));
  expect(proposed("certificate in /etc/ssl/web.pem")).toBe(
    "openssl x509 -in /etc/ssl/web.pem -noout -subject -issuer -dates",
  );
  expect(proposed("certificate of a.example.org;id")).toBe(connect("a.example.org", 443));
});
