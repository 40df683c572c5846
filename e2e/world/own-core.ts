import type { HostId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { dataPaths } from "../../src-main/base/paths.ts";
import { type App, build } from "../../src-main/build.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

type Answers = {
  /** Joins the world's environment. */
  environment?: Record<string, string>;
  /** Approves every question of the gate at once under this name; left out, somebody else answers. */
  approvedBy?: string;
};

/** The whole core as it runs, in this process. Every new host key is accepted. `owned` ends it. */
export async function startCore(
  owned: AsyncDisposableStack,
  world: World,
  { approvedBy, environment = {} }: Answers = {},
): Promise<App> {
  const own = world.environment(environment);
  const paths = dataPaths(own);
  const app = owned.use(
    must(await build({ paths, environment: own, runtime: "web", resume: false })),
  );
  const { approvals, questions } = app.services;
  if (approvedBy !== undefined) {
    owned.use(
      approvals.changed.on(() => {
        for (const { id } of approvals.list()) {
          approvals.answer(id, { kind: "approve" }, approvedBy);
        }
      }),
    );
  }
  owned.use(
    questions.changed.on(() => {
      for (const { ask, id } of questions.list()) {
        if (ask.kind === "host-key") questions.answer(id, { kind: "accept" });
      }
    }),
  );
  return app;
}

/** Opens a terminal and waits until its shell stands at its prompt. */
export async function openAtPrompt(
  { terminals }: App,
  hostId: HostId,
  size = { columns: 100, rows: 30 },
): Promise<TerminalId> {
  const { id } = must(await terminals.open(hostId, size));
  await until("a prompt", async () => {
    const place = terminals.get(id)?.shell.place;
    return place === "prompt" ? place : null;
  });
  return id;
}

/** The value of what must have gone well. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
