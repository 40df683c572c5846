import { expect, test } from "vitest";
import { lookUp } from "./listed.ts";
import { readPolicyRules } from "./policy-rules.ts";

function rulesOf(commands: unknown) {
  const read = readPolicyRules(JSON.stringify({ commands }));
  if (!read.ok) throw new Error(read.error.sentence);
  return read.value;
}

const lab = { name: "web1", tags: ["Lab"] };
const look = (commands: unknown, text: string, simple: string[] | null = null, host = lab) =>
  lookUp(rulesOf(commands), { text, parts: [], simple, unknown: false }, host);

const deny = ["systemctl stop *", "reboot", "rm -rf **"];

for (const [text, verdict] of [
  ["systemctl stop nginx", "deny"],
  ["systemctl status nginx", null],
  ["sudo -n systemctl stop nginx", "deny"],
  ["true && (systemctl 'st'op nginx)", "deny"],
  ["if true; then /usr/sbin/reboot; fi", "deny"],
  ["echo $(reboot)", "deny"],
  ['echo "`reboot`"', "deny"],
  ["f() { reboot; }", "deny"],
  ["find / -exec rm -rf {} \\;", "deny"],
  ["xargs -n1 rm -rf < list", "deny"],
  ["echo reboot", null],
  ["systemctl $what nginx", "ask"],
  ["$program", "ask"],
  ["rm -r $x", "ask"],
  ["rm $flags x", "ask"],
] as const) {
  test(`deny list: ${text} -> ${verdict}`, () => {
    const listed = look({ deny }, text);
    expect([listed.deny !== null, listed.ask !== null]).toEqual([
      verdict === "deny",
      verdict === "ask",
    ]);
  });
}

test("what the judge took out of a string is looked at too", () => {
  const part = {
    text: "reboot now",
    at: null,
    depth: 1,
    class: "privileged",
    network: false,
    secret: false,
    denied: false,
    rule: "",
    because: "",
  } as const;
  const command = {
    text: "bash -c $'re\\x62oot now'",
    parts: [part],
    simple: null,
    unknown: false,
  };
  expect(lookUp(rulesOf({ deny: ["reboot **"] }), command, lab).deny).not.toBeNull();
});

test("the allow list looks at one simple command, exactly as it is", () => {
  const allow = ["systemctl restart nginx", "tail -n * /var/log/*"];
  const allowed = (text: string, simple: string[] | null) =>
    look({ allow }, text, simple).allow !== null;
  const restart = "systemctl restart nginx";
  expect(allowed(restart, restart.split(" "))).toBe(true);
  expect(allowed(`${restart}; rm x`, null)).toBe(false);
  expect(allowed(`sudo ${restart}`, `sudo ${restart}`.split(" "))).toBe(false);
  expect(allowed("tail -n 5 /var/log/syslog", ["tail", "-n", "5", "/var/log/syslog"])).toBe(true);
  expect(allowed("tail -n --x /var/log/y", ["tail", "-n", "--x", "/var/log/y"])).toBe(false);
});

test("an entry with places holds there alone", () => {
  const commands = {
    deny: [
      { pattern: "reboot", hosts: ["WEB1"] },
      { pattern: "halt", tags: ["lab"] },
    ],
  };
  const other = { name: "db", tags: [] };
  expect(look(commands, "reboot").deny).not.toBeNull();
  expect(look(commands, "halt").deny).not.toBeNull();
  expect(look(commands, "reboot", null, other).deny).toBeNull();
  expect(look(commands, "halt", null, other).deny).toBeNull();
});

test("the ask list asks, and says for what", () => {
  expect(look({ ask: ["git push **"] }, "cd x && git push").ask).toBe(
    "The policy file asks for “git push **”.",
  );
});

for (const [text, asked] of [
  ["echo reboot | sh", true],
  ["alias x=reboot; x", true],
  ["trap 'systemctl stop x' EXIT", true],
  ["/opt/prereboot", false],
  ["./run reboot-later", false],
] as const) {
  test(`where nobody can tell what runs, a denied name asks: ${text} -> ${asked}`, () => {
    const command = { text, parts: [], simple: null, unknown: true };
    expect(lookUp(rulesOf({ deny }), command, lab).ask !== null).toBe(asked);
  });
}

test("what is denied on a machine is denied in its containers; what is allowed there is not", () => {
  const within = { hostId: "host-a", hostName: "web1" } as const;
  const inside = { name: "api on web1", tags: [], within };
  const commands = {
    deny: [{ pattern: "reboot", hosts: ["web1"] }],
    ask: [{ pattern: "ps", hosts: ["web1"] }],
    allow: [{ pattern: "uptime", hosts: ["web1"] }],
  };
  const at = (text: string, place: Parameters<typeof lookUp>[2]) =>
    lookUp(rulesOf(commands), { text, parts: [], simple: [text], unknown: false }, place);
  expect(at("reboot", inside).deny).not.toBeNull();
  expect(at("ps", inside).ask).not.toBeNull();
  expect(at("uptime", inside).allow).toBeNull();
  expect(at("uptime", { name: "web1", tags: [] }).allow).not.toBeNull();
});
