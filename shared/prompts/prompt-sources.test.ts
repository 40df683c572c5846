import { expect, test } from "vitest";
import { z } from "zod";
import { recordedPrompts } from "./recognise-prompt.ts";
import type { RecordedPrompts } from "./recorded-prompt.ts";

const repository = z.string().regex(/^[\w-]+(?:\.[\w-]+)*\/[\w-]+(?:\.[\w-]+)*$/);
/** From the root, without ways up or gaps. */
const path = z.string().regex(/^(?!.*\.\.)[\w{][\w.{}@+-]*(?:\/[\w.{}@+-]+)*$/);
const messages = z.array(z.string().min(1)).min(1);
const lookedUp = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("code"),
    repository,
    path: path.refine((text) => !text.includes("{")),
    messages: messages.optional(),
  }),
  z.strictObject({
    kind: z.literal("catalogue"),
    repository,
    path: path.endsWith("{language}.po"),
    messages,
  }),
  z.strictObject({
    kind: z.literal("package"),
    package: z.string().regex(/^[a-z0-9][a-z0-9.+-]+$/),
    path,
    messages,
  }),
  z.strictObject({
    kind: z.literal("report"),
    url: z.string().regex(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/),
  }),
  z.strictObject({ kind: z.literal("unverified"), note: z.string().min(1) }),
]);

test.each(recordedPrompts)("$program ($kind) has sources of the right form", ({ sources }) => {
  expect(z.array(lookedUp).min(1).safeParse(sources).error?.issues ?? []).toEqual([]);
});

const isTranslated = ({ sources }: RecordedPrompts) =>
  sources.some(
    (source) =>
      source.kind === "catalogue" ||
      (source.kind === "package" && source.path.includes("{language}")),
  );

test("only what has a catalogue is in other languages than English, but for reports", () => {
  const others = recordedPrompts.filter(
    (prompts) =>
      !isTranslated(prompts) && Object.keys(prompts.texts).some((language) => language !== "en"),
  );
  expect(others.map(({ program, sources: [first] }) => [program, first.kind])).toEqual([
    ["sudo-rs", "report"],
    ["sudo of Kylin", "report"],
  ]);
});

/** The pieces of a text or a message between what differs. */
const pieces = (text: string) =>
  text
    .split(/\{\w+\}|%(?:\d+\$)?\.?\d*[a-z]|\\[nr]|^\[Y\/n\]| \[Y\/n\] $|^:: /i)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");

test("an English text of a catalogue is made of its messages", () => {
  for (const { program, sources, texts } of recordedPrompts.filter(isTranslated)) {
    const known = sources.flatMap((source) =>
      ("messages" in source ? (source.messages ?? []) : []).flatMap(pieces),
    );
    const foreign = (texts["en"] ?? []).filter(
      (text) => !pieces(text).some((piece) => known.some((each) => piece.includes(each))),
    );
    expect([program, foreign]).toEqual([program, []]);
  }
});

test("what nobody has looked up is named, and little", () => {
  const unverified = recordedPrompts.filter(({ sources }) =>
    sources.some(({ kind }) => kind === "unverified"),
  );
  expect(unverified.map(({ program }) => program)).toEqual(["ftp", "php"]);
});
