import { join } from "node:path";
import { type Authentication, type Host, plainWay } from "../../shared/contract/hosts.ts";
import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { newId } from "../../src-main/base/new-id.ts";
import type { Secret } from "../../src-main/base/secret.ts";
import { Questions } from "../../src-main/hosts/questions.ts";
import { KnownHosts } from "../../src-main/targets/known-hosts.ts";
import type { SshServices } from "../../src-main/targets/ssh-target.ts";
import type { Sshd } from "./sshd.ts";

export type TestServices = SshServices & {
  /** Every question that came, in order. */
  asked: Question["ask"][];
  /** What was told to be redacted. */
  learnt: string[];
  rememberedFor: Authentication[];
  stored: Map<string, Secret>;
};

export type Answering = (ask: Question["ask"]) => QuestionAnswer | null;

/** Yes to a new host key, no to everything else. */
export const acceptHostKey: Answering = (ask) =>
  ask.kind === "host-key" ? { kind: "accept" } : { kind: "cancel" };

/** What SSH targets need, with `answering` in the person's place (null: no answer yet). HOME is `home`. */
export function sshServices(
  home: string,
  answering: Answering = acceptHostKey,
  change: Partial<SshServices> = {},
): TestServices {
  const questions = new Questions();
  const asked: Question["ask"][] = [];
  const seen = new Set<string>();
  questions.changed.on(() => {
    for (const question of questions.list()) {
      if (seen.has(question.id)) continue;
      seen.add(question.id);
      asked.push(question.ask);
      const answer = answering(question.ask);
      if (answer !== null) queueMicrotask(() => questions.answer(question.id, answer));
    }
  });
  const stored = new Map<string, Secret>();
  const learnt: string[] = [];
  const rememberedFor: Authentication[] = [];
  return {
    questions,
    knownHosts: new KnownHosts(home, []),
    credentials: {
      get: async (id) => {
        const secret = stored.get(id);
        return secret === undefined ? fail(failure("secret-missing")) : ok(secret.copy());
      },
      set: async (_label, secret, id = newId("cred")) => {
        stored.set(id, secret);
        return ok(id);
      },
    },
    learn: (value) => void learnt.push(value),
    limits: () => ({ connectSeconds: 60, keepaliveSeconds: 0 }),
    home,
    agentSocket: undefined,
    remembered: (_id, authentication) => void rememberedFor.push(authentication),
    asked,
    learnt,
    rememberedFor,
    stored,
    ...change,
  };
}

/** A host of the inventory that stands for this sshd; by default it logs in with the key `id` in the sshd's directory. */
export function hostOf(
  sshd: Pick<Sshd, "address" | "directory" | "port" | "user">,
  authentication?: Authentication,
): Host {
  return {
    id: newId("host"),
    kind: "ssh",
    name: `test ${sshd.address}`,
    address: sshd.address,
    port: sshd.port,
    user: sshd.user,
    authentication: authentication ?? { kind: "key", path: join(sshd.directory, "id") },
    ...plainWay,
    group: "",
    tags: [],
    notes: "",
    favourite: false,
    colour: null,
    source: "person",
    createdAt: 0,
  };
}
