import type { CommandClass, JudgedPart, Judgement } from "../../shared/contract/policy.ts";

/** A part of `command`, where it stands in it; -1 of `indexOf` means that it stands in no text. */
export function part(command: string, text: string, more: Partial<JudgedPart> = {}): JudgedPart {
  const start = command.indexOf(text);
  return {
    text,
    at: start === -1 ? null : { start, end: start + text.length },
    depth: 0,
    class: "read-only",
    network: false,
    secret: false,
    denied: false,
    rule: `program ${text.split(" ", 1)[0]}`,
    because: "Only reads.",
    ...more,
  };
}

export const judgement = (more: Partial<Judgement> = {}): Judgement => ({
  verdict: "ask",
  class: "change",
  reasons: ["Changes a service."],
  parts: [],
  mode: "ask",
  preset: "balanced",
  production: false,
  taint: [],
  typedName: null,
  offer: null,
  ...more,
});

const order: readonly CommandClass[] = [
  "read-only",
  "change",
  "privileged",
  "unknown",
  "destructive",
];

const known: readonly (readonly [RegExp, Partial<JudgedPart>])[] = [
  [/^(rm|mkfs|dd)\b/, { class: "destructive", because: "Removes files for good." }],
  [/^sudo\b/, { class: "privileged", because: "Runs as root." }],
  [/^curl\b/, { class: "change", network: true, because: "Connects to a machine." }],
  [/^(systemctl|sed -i|touch)\b/, { class: "change", because: "Changes a service." }],
  [/^(ls|cat|grep|tail|journalctl|df|echo)\b/, {}],
];

/** A judge for the fake main: it cuts at operators and knows a handful of programs, no more. */
export function judge(command: string, more: Partial<Judgement> = {}): Judgement {
  const parts = command
    .split(/&&|\|\||[|;\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => {
      const [, found] = known.find(([form]) => form.test(text)) ?? [];
      const unknown = { class: "unknown", because: "This program is not known." } as const;
      return part(command, text, found ?? unknown);
    });
  const worst = parts.toSorted(
    (one, other) => order.indexOf(other.class) - order.indexOf(one.class),
  );
  const [first] = worst;
  return judgement({
    verdict: command.includes("mkfs") ? "deny" : "ask",
    class: first?.class ?? "unknown",
    reasons: [first?.because ?? "There is no command."],
    parts,
    ...more,
  });
}
