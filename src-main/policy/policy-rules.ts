import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { z } from "zod";
import { modeRules } from "../../shared/contract/policy.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { fileRules } from "./file-rules.ts";
import { usualKeys } from "./key-names.ts";
import { readPattern } from "./patterns.ts";

const longestFile = 1_000_000;

const tokenPattern = z
  .string()
  .max(10_000)
  .superRefine((source, context) => {
    const read = readPattern(source);
    if (typeof read === "string") context.addIssue({ code: "custom", message: read });
  });

/** A token pattern, for every host or only for those that are named by name or tag. */
const commandRule = z.union([
  tokenPattern.transform((pattern): CommandRule => ({ pattern, hosts: [], tags: [] })),
  z.strictObject({
    pattern: tokenPattern,
    hosts: z.array(z.string()).default([]),
    tags: z.array(z.string()).default([]),
  }),
]);
/** Where `hosts` and `tags` are empty it holds everywhere. */
export type CommandRule = { pattern: string; hosts: string[]; tags: string[] };

/** How a person is told of a waiting question elsewhere than in the window. */
const notifyRules = z.strictObject({
  desktop: z.boolean().default(false),
  /** A program and its words, run on this machine with the question as JSON on its standard input; no shell. */
  command: z.array(z.string().min(1)).min(1).nullable().default(null),
  webhook: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      /** Name of the credential in the keychain that signs the request. */
      secret: z.string().min(1),
    })
    .nullable()
    .default(null),
});
export type NotifyRules = z.infer<typeof notifyRules>;

/** What may be asked to need a person whatever the mode: an act's kind, a class, or a trait. */
const alwaysAsked = z.enum([
  "run-shell",
  "send-keys",
  "open-terminal",
  "read-file",
  "change-file",
  "end-run",
  "fetch-url",
  "change",
  "privileged",
  "unknown",
  "destructive",
  "network",
  "secret",
]);

/**
 * The policy file as it is in force, defaults filled in. What it leaves out is as Fairlead is without a file; a name it
 * does not know is a mistake.
 */
const policyRules = z.strictObject({
  ...modeRules.shape,
  /** Only one simple command at a time: no pipes, redirects, chains, substitutions. */
  singleCommand: z.boolean().default(false),
  /** Characters a command may have; longer ones are denied. null = no limit of its own. */
  longestCommand: z.int().min(1).nullable().default(null),
  commands: z
    .strictObject({
      /** Runs by itself in the mode patterns, where nothing else forbids or asks. */
      allow: z.array(commandRule).default([]),
      /** Needs a person whatever the mode. */
      ask: z.array(commandRule).default([]),
      /** Never runs. */
      deny: z.array(commandRule).default([]),
    })
    .prefault({}),
  files: fileRules.prefault({}),
  keys: z
    .strictObject({
      /** Named keys the agent may propose; others are denied. */
      names: z.array(z.string().min(1)).default(usualKeys),
      /** Where the agent may propose to type text; never into a password prompt. */
      text: z
        .strictObject({
          /** At a shell's prompt. */
          prompts: z.boolean().default(true),
          /** Into these programs; the person may add one for a run. */
          programs: z.array(z.string().min(1)).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  ask: z
    .strictObject({
      /** Seconds until a question expires; 0 = never; null = as the settings say. */
      timeoutSeconds: z.int().min(0).max(86_400).nullable().default(null),
      always: z.array(alwaysAsked).default([]),
    })
    .prefault({}),
  tools: z
    .strictObject({
      /** Names of tools that the agent does not have. */
      off: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  notify: notifyRules.prefault({}),
});
export type PolicyRules = z.infer<typeof policyRules>;

/** What holds where there is no policy file. */
export const usualRules: PolicyRules = policyRules.parse({});

/** What holds where there is a policy file and no version of it was ever good: nothing runs without a person. */
export const carefulRules: PolicyRules = policyRules.parse({
  mode: "ask",
  maximumMode: "ask",
  preset: "balanced",
});

/** What is wrong with a policy file; `line` counts from 1, null where it is about no one line. */
export type PolicyProblem = { line: number | null; sentence: string };

/** Reads the text of a policy file: JSON, in which comments and trailing commas may stand. */
export function readPolicyRules(text: string): Result<PolicyRules, PolicyProblem> {
  if (text.startsWith("\0")) {
    return fail({ line: null, sentence: "The policy file cannot be read: it is no text file." });
  }
  if (text.length > longestFile) {
    return fail({ line: null, sentence: "The policy file is larger than 1 MB." });
  }
  const source = text.replace(/^\uFEFF/, "");
  const errors: ParseError[] = [];
  const tree = parseTree(source, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const what = printParseErrorCode(first.error);
    return fail({ line: lineOf(source, first.offset), sentence: `This is not JSON (${what}).` });
  }
  if (tree === undefined || tree.type !== "object") {
    return fail({ line: 1, sentence: "The policy file must hold one JSON object." });
  }
  const repeated = repeatedName(tree);
  if (repeated !== null) {
    const sentence = `“${repeated.value}” stands there twice.`;
    return fail({ line: lineOf(source, repeated.offset), sentence });
  }
  const read = policyRules.safeParse(plainValue(tree));
  if (read.success) return ok(read.data);
  const problem = deepest(read.error.issues);
  const unknown = problem.code === "unrecognized_keys" ? problem.keys[0] : undefined;
  const place = [...problem.path, ...(unknown === undefined ? [] : [unknown])].map((step) =>
    typeof step === "symbol" ? String(step) : step,
  );
  const sentence = unknown === undefined ? problem.message : `Nothing is called “${unknown}” here`;
  const offset = nodeAt(tree, place)?.offset;
  return fail({
    line: offset === undefined ? null : lineOf(source, offset),
    sentence: `${place.join(".")}: ${sentence.replace(/\.$/, "")}.`,
  });
}

/** Of a union's issues the ones of the form that got furthest say what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const [issue] = issues;
  if (issue === undefined) throw new Error("a failed check names no issue");
  if (issue.code !== "invalid_union") return issue;
  const best = issue.errors.find((each) => each.some(({ code }) => code !== "invalid_type"));
  const [inner] = best ?? [];
  if (inner === undefined) return issue;
  return deepest([{ ...inner, path: [...issue.path, ...inner.path] }]);
}

/** The place itself, else the nearest one around it. */
function nodeAt(tree: Node, path: readonly (string | number)[]): Node | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return undefined;
}

/** A name that an object has twice: which one counts would be a guess. */
function repeatedName(node: Node): Node | null {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [name] = child.type === "property" ? (child.children ?? []) : [];
    if (name !== undefined) {
      if (names.has(name.value)) return name;
      names.add(name.value);
    }
    const within = repeatedName(child);
    if (within !== null) return within;
  }
  return null;
}

/** The value of a node, in objects without a prototype that a name could reach. */
function plainValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(plainValue);
  if (node.type !== "object") return node.value;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children }) => {
      const [name, value] = children ?? [];
      return name === undefined || value === undefined ? [] : [[name.value, plainValue(value)]];
    }),
  );
}

const lineOf = (text: string, offset: number) => text.slice(0, offset).split("\n").length;
