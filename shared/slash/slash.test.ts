import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "../test/any-text.ts";
import { slashCommands } from "./commands.ts";
import { completeSlash } from "./complete-slash.ts";
import { findNamed, shortId } from "./find-named.ts";
import { parseSlash } from "./parse-slash.ts";

for (const [text, parsed] of [
  ["/status", { kind: "command", name: "status", rest: "", words: [] }],
  ["/Status  \n", { kind: "command", name: "status", rest: "", words: [] }],
  [
    "/kill k3x9 KILL",
    { kind: "command", name: "kill", rest: "k3x9 KILL", words: ["k3x9", "KILL"] },
  ],
  [
    "/new  Disk  full ",
    { kind: "command", name: "new", rest: "Disk  full", words: ["Disk", "full"] },
  ],
  ["/statsu", { kind: "unknown", name: "statsu", nearest: "status" }],
  ["/mod", { kind: "unknown", name: "mod", nearest: "model" }],
  ["/models", { kind: "unknown", name: "models", nearest: "model" }],
  ["/exit", { kind: "unknown", name: "exit", nearest: "quit" }],
  ["/var is full", { kind: "unknown", name: "var", nearest: null }],
  ["/", { kind: "unknown", name: "", nearest: null }],
  ["/etc/nginx/nginx.conf is broken", { kind: "message" }],
  ["/status.html is missing", { kind: "message" }],
  ["//status", { kind: "message" }],
  [" /status", { kind: "message" }],
  ["/status\nand more", { kind: "message" }],
  ["what does /status do?", { kind: "message" }],
  ["", { kind: "message" }],
] as const) {
  test(`${JSON.stringify(text)} is ${parsed.kind}`, () => {
    expect(parseSlash(text)).toEqual(parsed);
  });
}

test("no text makes it throw, and only a known name is a command", () => {
  fc.assert(
    fc.property(anyText(), (tail) => {
      const parsed = parseSlash(`/${tail}`);
      if (parsed.kind !== "command") return;
      expect(slashCommands.map(({ name }) => name)).toContain(parsed.name);
      completeSlash(`/${tail}`, {});
    }),
  );
});

const candidates = {
  model: [
    { text: "gpt-5", words: "api.example.org" },
    { text: "qwen", words: "ollama" },
  ],
  "command-run": [{ text: "k3x9", words: "make on web-1" }],
  conversation: [{ text: "Disk full on web-1", words: "now" }],
} as const;

/** What is listed, and what the line becomes with the first of it. */
function completed(line: string) {
  const found = completeSlash(line, candidates);
  if (found === null) return null;
  const [first] = found.entries;
  const end = first?.goesOn ? " " : "";
  return [
    found.entries.map(({ text }) => text),
    `${line.slice(0, found.from)}${first?.text}${end}`,
  ];
}

for (const [line, expected] of [
  ["/sta", [["/status"], "/status"]],
  ["/se", [["/session", "/sessions", "/observe"], "/session "]],
  ["/STATUS", [["/status"], "/status"]],
  ["/odel", [["/model"], "/model "]],
  ["/zzz", null],
  ["/status ", null],
  ["/model ", [["gpt-5", "qwen"], "/model gpt-5"]],
  ["/model q", [["qwen"], "/model qwen"]],
  ["/model olla", [["qwen"], "/model qwen"]],
  ["/kill ", [["k3x9"], "/kill k3x9 "]],
  ["/kill k3x9 ", [["TERM", "KILL", "INT"], "/kill k3x9 TERM"]],
  ["/kill k3x9 k", [["KILL"], "/kill k3x9 KILL"]],
  ["/kill k3x9 KILL ", null],
  ["/timeout k3x9 o", [["off"], "/timeout k3x9 off"]],
  ["/session ", [["show", "rename", "new", "switch"], "/session show"]],
  ["/session switch disk full", [["Disk full on web-1"], "/session switch Disk full on web-1"]],
  ["/session rename x", null],
  ["/session nonsense x", null],
  ["hello", null],
  ["//mo", null],
] as const) {
  test(`completions of ${JSON.stringify(line)}`, () => {
    expect(completed(line)).toEqual(expected);
  });
}

test("with a slash alone every command is listed, in order", () => {
  expect(completeSlash("/", {})?.entries.map(({ text }) => text)).toEqual(
    slashCommands.map(({ name }) => `/${name}`),
  );
});

const all = [
  { id: "run-aaaa1111", name: "Disk full" },
  { id: "run-bbbb2222", name: "Disk full on web-1" },
  { id: "run-cccc3333", name: "Certificates" },
];

for (const [words, found] of [
  ["disk full", "run-aaaa1111"],
  ["run-bbbb2222", "run-bbbb2222"],
  ["2222", "run-bbbb2222"],
  ["cert", "run-cccc3333"],
  ["WEB-1", "run-bbbb2222"],
  ["disk", "2 fit"],
  ["222", "0 fit"],
  ["nothing", "0 fit"],
  ["", "0 fit"],
] as const) {
  test(`${JSON.stringify(words)} names ${found}`, () => {
    const named = findNamed(all, words);
    expect(named.ok ? named.value.id : `${named.error.length} fit`).toBe(found);
  });
}

test("a short id is enough to find what it is short for", () => {
  for (const one of all) expect(findNamed(all, shortId(one.id))).toEqual({ ok: true, value: one });
});
