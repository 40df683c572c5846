import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host, HostDraft } from "../../shared/contract/hosts.ts";
import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import type { HostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { Inventory } from "../../src-main/hosts/inventory.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import { Targets } from "../../src-main/targets/targets.ts";
import { makeKey } from "./ssh-keys.ts";
import { sshServices, type TestServices } from "./ssh-services.ts";
import { Sshd, type SshdOptions } from "./sshd.ts";

const password = "the inner one's own";

/**
 * Three machines in a row: you → bastion → inner → web. Each lets pass only to the next one and in only who has its own
 * key (inner: its own password, or a key and a code). Disposing ends all of it.
 */
export class JumpWorld implements AsyncDisposable {
  readonly home: string;
  readonly bastion: Sshd;
  readonly inner: Sshd;
  readonly web: Sshd;
  readonly ids: Record<"bastion" | "inner" | "web", HostId>;
  readonly inventory: Inventory;
  readonly targets: Targets;
  readonly services: TestServices;
  /** Who asked what, e.g. "inner: password", in order. */
  readonly asked: string[] = [];
  /** In the person's place; may be replaced. */
  password = password;
  readonly #owned: AsyncDisposableStack;

  private constructor(
    owned: AsyncDisposableStack,
    home: string,
    machines: Record<"bastion" | "inner" | "web", Sshd>,
    hosts: { inventory: Inventory; ids: JumpWorld["ids"] },
    agentSocket: string | undefined,
  ) {
    this.#owned = owned;
    this.home = home;
    this.bastion = machines.bastion;
    this.inner = machines.inner;
    this.web = machines.web;
    this.inventory = hosts.inventory;
    this.ids = hosts.ids;
    this.services = sshServices(home, () => null);
    this.targets = new Targets({
      ...this.services,
      inventory: hosts.inventory,
      environment: { HOME: home, PATH: process.env["PATH"], SSH_AUTH_SOCK: agentSocket },
      local: () => new LocalTarget({ ...process.env, HOME: home }),
    });
    owned.use(this.targets);
    const seen = new Set<string>();
    this.services.questions.changed.on(() => {
      for (const question of this.services.questions.list()) {
        if (seen.has(question.id)) continue;
        seen.add(question.id);
        this.asked.push(`${question.hostName}: ${question.ask.kind}`);
        queueMicrotask(() => this.#answer(question));
      }
    });
  }

  static async start(
    options: { agentSocket?: string; web?: SshdOptions; innerAsksForCode?: boolean } = {},
  ): Promise<JumpWorld> {
    const { innerAsksForCode = false } = options;
    await using owned = new AsyncDisposableStack();
    const home = mkdtempSync(join(tmpdir(), "fairlead-jumps-"));
    owned.defer(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
    const web = owned.use(await Sshd.start(options.web));
    const inner = owned.use(
      await Sshd.start({
        accounts: [{ name: "ops", password }],
        lines: [
          `PermitOpen ${web.address}:*`,
          ...(innerAsksForCode ? ["AuthenticationMethods publickey,keyboard-interactive"] : []),
        ],
      }),
    );
    const bastion = owned.use(
      await Sshd.start({ lines: [`PermitOpen ${inner.address}:${inner.port}`] }),
    );
    const opened = await Inventory.open({
      environment: { HOME: home },
      storage: {
        list: async () => ok([]),
        put: async () => ok(undefined),
        delete: async () => ok(undefined),
      },
    });
    if (!opened.ok) throw new Error(opened.error.code);
    const inventory = owned.use(opened.value);
    const add = async (draft: HostDraft) => {
      const added = await inventory.add(draft, "person");
      if (!added.ok) throw new Error(added.error.sentence);
      return added.value.id;
    };
    const byKey = (name: string, sshd: Sshd): Pick<Host, "name" | "address" | "authentication"> => {
      const key = makeKey(home, name);
      sshd.authorize(key);
      return { name, address: sshd.endpoint, authentication: { kind: "key", path: key.path } };
    };
    const first = await add(byKey("bastion", bastion));
    const second = await add({
      ...(innerAsksForCode
        ? byKey("inner", inner)
        : { name: "inner", address: inner.endpoint, authentication: { kind: "password" } }),
      jump: first,
    });
    const third = await add({ ...byKey("web", web), jump: second });
    const ids = { bastion: first, inner: second, web: third };
    const machines = { bastion, inner, web };
    return new JumpWorld(owned.move(), home, machines, { inventory, ids }, options.agentSocket);
  }

  target(name: keyof JumpWorld["ids"]) {
    const target = this.targets.get(this.ids[name]);
    if (!target.ok) throw new Error(target.error.sentence);
    return target.value;
  }

  /** Connections that each machine serves now: bastion, inner, web. */
  connections(): number[] {
    return [this.bastion, this.inner, this.web].map((sshd) => sshd.connections());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned[Symbol.asyncDispose]();
  }

  #answer({ id, ask }: Question): void {
    const answers: Record<string, QuestionAnswer> = {
      "host-key": { kind: "accept" },
      "keyboard-interactive": { kind: "answers", answers: [this.password] },
    };
    const secret = { kind: "secret", secret: this.password, remember: false } as const;
    this.services.questions.answer(id, answers[ask.kind] ?? secret);
  }
}
