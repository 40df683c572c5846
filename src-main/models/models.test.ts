import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ScriptedModel } from "../../e2e/world/model.ts";
import { refuses, says } from "../../e2e/world/model-turns.ts";
import type { KeySource, ModelDraft } from "../../shared/contract/models.ts";
import { failure } from "../../shared/errors.ts";
import type { CredentialId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import type { Environment } from "../base/paths.ts";
import { Redactor } from "../base/redactor.ts";
import { Secret } from "../base/secret.ts";
import { SettingsStore } from "../store/settings-file.ts";
import type { ModelPart } from "./message.ts";
import { Models } from "./models.ts";
import type { ModelKeychain } from "./resolve-key.ts";

let owned: AsyncDisposableStack;
let world: string;
let redactor: Redactor;
let stored: Map<string, { label: string; text: string }>;

beforeEach(() => {
  owned = new AsyncDisposableStack();
  world = mkdtempSync(join(tmpdir(), "fairlead-models-"));
  owned.defer(() => rmSync(world, { recursive: true }));
  redactor = new Redactor();
  stored = new Map();
});

afterEach(() => owned.disposeAsync());

const never = new AbortController().signal;

/** A keychain in memory. */
const keychain: ModelKeychain = {
  get: (id) => {
    const found = stored.get(id);
    return found === undefined ? fail(failure("secret-missing")) : ok(Secret.fromText(found.text));
  },
  set: (label, secret, id) => {
    const own = id ?? (`cred-${stored.size + 1}` as CredentialId);
    stored.set(own, { label, text: secret.reveal((bytes) => bytes.toString()) });
    return ok(own);
  },
  remove: (id) => {
    stored.delete(id);
    return ok(undefined);
  },
};

function open(environment: Environment = {}): Models {
  const places = { systemFile: join(world, "none"), localFile: join(world, "none") };
  const paths = { settings: join(world, "settings.json") };
  const settings = owned.use(SettingsStore.open(paths, environment, {}, places));
  return owned.use(new Models({ settings, keychain, environment, redactor }));
}

const draft = {
  name: "One",
  provider: "openai-compatible",
  baseUrl: "https://model.example/v1",
  model: "one",
  key: { kind: "none" },
  toolsOff: [],
} satisfies ModelDraft;

async function saved(models: Models, change: Partial<ModelDraft> = {}) {
  const result = await models.save({ ...draft, ...change });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

test("the first profile saved is active; changes are told and survive a restart", async () => {
  const models = open();
  let told = 0;
  models.changed.on(() => {
    told += 1;
  });
  const one = await saved(models);
  const two = await saved(models, { name: "Two" });
  expect([models.list(), models.active(), told]).toEqual([[one, two], one.id, 2]);
  expect(models.select(two.id)).toEqual(ok(undefined));
  expect(models.find("TWO")).toEqual(two);
  const renamed = await saved(models, { id: one.id, name: "Uno" });
  expect([open().list(), open().active()]).toEqual([[renamed, two], two.id]);
  expect(await models.remove(two.id)).toEqual(ok(undefined));
  expect([models.list(), models.active()]).toEqual([[renamed], one.id]);
  expect(await models.remove(two.id)).toEqual(fail(failure("model-missing", two.id)));
  expect(models.select(two.id)).toEqual(fail(failure("model-missing", two.id)));
});

test("a secret goes to the keychain and nowhere else, and goes with its profile", async () => {
  const models = open();
  const one = await saved(models, { secret: " sk-very-secret\n" });
  expect(one.key).toEqual({ kind: "keychain", credential: "cred-1" });
  expect(stored).toEqual(
    new Map([["cred-1", { label: "Model key: One", text: "sk-very-secret" }]]),
  );
  expect(readFileSync(join(world, "settings.json"), "utf8")).not.toContain("secret");
  expect(redactor.redact("key: sk-very-secret")).toBe("key: [redacted]");
  const again = await saved(models, { id: one.id, secret: "sk-other-secret" });
  expect([again.key, stored.get("cred-1")?.text]).toEqual([one.key, "sk-other-secret"]);
  await models.remove(one.id);
  expect(stored.size).toBe(0);
});

test("a key shared by two profiles of one address stays until the last is gone", async () => {
  const models = open();
  const one = await saved(models, { secret: "sk-very-secret" });
  const two = await saved(models, { name: "Two", key: one.key });
  await models.remove(one.id);
  expect(stored.size).toBe(1);
  await models.remove(two.id);
  expect(stored.size).toBe(0);
});

test("no draft takes a stored secret to another address", async () => {
  stored.set("cred-ssh", { label: "login", text: "password" });
  const models = open();
  const one = await saved(models, { secret: "sk-very-secret" });
  const elsewhere = fail(failure("model-key-elsewhere"));
  const baseUrl = "https://evil.example/v1";
  expect(await models.save({ ...draft, id: one.id, key: one.key, baseUrl })).toEqual(elsewhere);
  const key: KeySource = { kind: "keychain", credential: "cred-ssh" };
  expect(await models.save({ ...draft, key })).toEqual(elsewhere);
  expect(models.list()).toEqual([one]);
});

for (const [what, key, environment, content, expected] of [
  ["none", { kind: "none" }, {}, "", null],
  [
    "a variable",
    { kind: "environment", variable: "MY_KEY" },
    { MY_KEY: "sk-of-variable" },
    "",
    "sk-of-variable",
  ],
  [
    "an empty variable",
    { kind: "environment", variable: "MY_KEY" },
    { MY_KEY: "" },
    "",
    "model-key-missing",
  ],
  [
    "a variable that is not set",
    { kind: "environment", variable: "MY_KEY" },
    {},
    "",
    "model-key-missing",
  ],
  ["a file", { kind: "file", path: "FILE" }, {}, "sk-of-file\n", "sk-of-file"],
  ["an empty file", { kind: "file", path: "FILE" }, {}, " \n", "model-key-missing"],
  [
    "a file with more than a key",
    { kind: "file", path: "FILE" },
    {},
    "key: 1\nother: 2",
    "model-key-missing",
  ],
  ["a file that is not there", { kind: "file", path: "/nowhere/key" }, {}, "", "model-key-missing"],
  ["a relative path", { kind: "file", path: "key" }, {}, "", "model-key-missing"],
  ["a keychain entry", { kind: "keychain", credential: "cred-x" }, {}, "", "sk-of-keychain"],
  [
    "a keychain entry that is gone",
    { kind: "keychain", credential: "cred-y" },
    {},
    "",
    "secret-missing",
  ],
] as [string, KeySource, Environment, string, string | null][]) {
  test(`a key from ${what} -> ${expected}`, async () => {
    stored.set("cred-x", { label: "x", text: "sk-of-keychain" });
    const path = join(world, "key");
    writeFileSync(path, content);
    const source = key.kind === "file" && key.path === "FILE" ? { ...key, path } : key;
    const resolved = await open(environment).resolveKey({ ...draft, id: "model-x", key: source });
    const said = resolved.ok
      ? (resolved.value?.reveal((bytes) => bytes.toString()) ?? null)
      : resolved.error.code;
    expect(said).toBe(expected);
    if (said?.startsWith("sk-")) expect(redactor.redact(said)).toBe("[redacted]");
  });
}

test("a path that starts with ~ is below HOME", async () => {
  writeFileSync(join(world, "key"), "sk-of-home");
  const key: KeySource = { kind: "file", path: "~/key" };
  const models = open({ HOME: world });
  expect((await models.resolveKey({ ...draft, id: "model-x", key })).ok).toBe(true);
});

test("FAIRLEAD_BASE_URL makes a profile that is active for the run and changes nothing that is kept", async () => {
  const one = await saved(open());
  const models = open({
    FAIRLEAD_BASE_URL: "http://127.0.0.1:1/v1",
    FAIRLEAD_API_KEY: "sk-of-environment",
    FAIRLEAD_MODEL: "two",
  });
  const own = {
    id: "model-environment",
    name: "From the environment",
    provider: "openai-compatible",
    baseUrl: "http://127.0.0.1:1/v1",
    model: "two",
    key: { kind: "environment", variable: "FAIRLEAD_API_KEY" },
    toolsOff: [],
  };
  expect([models.list(), models.active(), models.fromEnvironment]).toEqual([
    [own, one],
    own.id,
    true,
  ]);
  expect(redactor.redact("sk-of-environment")).toBe("[redacted]");
  const fixed = fail(failure("model-fixed"));
  expect(models.select(one.id)).toEqual(fixed);
  expect(models.usePractice()).toEqual(fixed);
  expect(await models.remove("model-environment")).toEqual(fixed);
  expect(await models.save({ ...draft, id: "model-environment" })).toEqual(fixed);
  expect([open().list(), open().active()]).toEqual([[one], one.id]);
});

test("empty variables count as unset, and a key or a model alone makes no profile", () => {
  const empty = {
    FAIRLEAD_BASE_URL: "",
    FAIRLEAD_API_KEY: "sk-of-environment",
    FAIRLEAD_MODEL: "m",
  };
  const models = open(empty);
  expect([models.list(), models.active(), models.fromEnvironment]).toEqual([[], null, false]);
});

test("a base URL in the environment that is none is said, and no other model answers instead", async () => {
  await saved(open());
  const models = open({ FAIRLEAD_BASE_URL: "model.example" });
  expect(models.active()).toBeNull();
  expect(await models.connect(null)).toMatchObject({
    error: { code: "model-missing", detail: expect.stringContaining("FAIRLEAD_BASE_URL") },
  });
});

async function collect(parts: AsyncIterable<ModelPart>): Promise<ModelPart[]> {
  const collected = [];
  for await (const part of parts) collected.push(part);
  return collected;
}

test("without any profile a question fails with model-missing", async () => {
  const parts = open().stream(null, { messages: [], tools: [], signal: never });
  expect(await collect(parts)).toEqual([{ type: "failed", error: failure("model-missing") }]);
});

test("a question goes to the active profile, or to the one named, with its key", async () => {
  const [first, second] = [
    owned.use(await ScriptedModel.start({ key: "sk-of-first" })),
    owned.use(await ScriptedModel.start()),
  ];
  const models = open();
  await saved(models, { baseUrl: first.baseUrl, secret: "sk-of-first" });
  const two = await saved(models, { baseUrl: second.baseUrl });
  first.script(says("one"));
  second.script(says("two"));
  const question = {
    messages: [{ role: "user" as const, content: "?" }],
    tools: [],
    signal: never,
  };
  expect(await collect(models.stream(null, question))).toContainEqual({
    type: "text-delta",
    text: "one",
  });
  expect(await collect(models.stream(two.id, question))).toContainEqual({
    type: "text-delta",
    text: "two",
  });
});

test("a test asks once for one word and says how long it took, or what is wrong", async () => {
  const model = owned.use(await ScriptedModel.start());
  const models = open();
  const { id } = await saved(models, { baseUrl: model.baseUrl });
  model.script(says("ready"), refuses(500), refuses(401));
  expect(await models.test(id, never)).toEqual(ok({ latencyMs: expect.any(Number) }));
  expect(await models.test(id, never)).toMatchObject({ error: { code: "model-failed" } });
  expect(await models.test(id, never)).toMatchObject({ error: { code: "model-unauthorized" } });
  expect(model.requests.length).toBe(3);
  expect(await models.test("model-gone", never)).toEqual(
    fail(failure("model-missing", "model-gone")),
  );
});

test("practice is added once, selected, started when asked and gone at the end", async () => {
  const models = open();
  const practice = models.usePractice();
  expect(models.usePractice()).toEqual(practice);
  expect([models.list().length, models.active()]).toEqual([1, "model-practice"]);
  expect(models.list()[0]).toMatchObject({
    name: "Practice (no language model)",
    provider: "practice",
  });
  expect(await models.test("model-practice", never)).toEqual(ok({ latencyMs: expect.any(Number) }));
  const [one, other] = [await models.connect(null), await models.connect(null)];
  if (!one.ok || !other.ok) throw new Error("practice did not start");
  expect(one.value.profile.baseUrl).toBe(other.value.profile.baseUrl);
  expect(JSON.stringify(one.value.key)).toBe('"[secret]"');
  await models[Symbol.asyncDispose]();
  await expect(fetch(one.value.profile.baseUrl)).rejects.toThrow("fetch failed");
});

test("tools that a profile switches off: of the one that answers, kept where a draft does not speak of them", async () => {
  const models = open();
  const one = await saved(models, { toolsOff: ["run_shell"] });
  const two = await saved(models);
  expect([models.toolsOff(null), models.toolsOff(one.id), models.toolsOff(two.id)]).toEqual([
    ["run_shell"],
    ["run_shell"],
    [],
  ]);
  const { toolsOff: _unsaid, ...silent } = draft;
  const renamed = await models.save({ ...silent, id: one.id, name: "Other" });
  expect(renamed).toMatchObject({ value: { name: "Other", toolsOff: ["run_shell"] } });
  await models.save({ ...draft, id: one.id, toolsOff: [] });
  expect(models.toolsOff(null)).toEqual([]);
});
