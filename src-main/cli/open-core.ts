import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import type { contract } from "../../shared/contract/contract.ts";
import { dataPaths } from "../base/paths.ts";
import { commandLineContext } from "../rpc/context.ts";
import { createRouter } from "../rpc/router.ts";
import { claimInstance } from "../runtime/instance-lock.ts";
import { localDoorServer } from "../runtime/local-door.ts";
import { orFail } from "./command-failure.ts";
import { connectHolder } from "./holder-client.ts";
import type { Surroundings } from "./surroundings.ts";

export type Client = ContractRouterClient<typeof contract>;

/**
 * The contract, whoever serves it: the process that holds the data folder if there is one, else a core of our own for as
 * long as the command runs. The caller disposes.
 */
export async function openCore(
  surroundings: Surroundings,
  turn: { approveAll: boolean; canAsk: boolean },
): Promise<AsyncDisposable & { client: Client }> {
  const { environment, signal } = surroundings;
  const paths = dataPaths(environment);
  const claim = orFail(await claimInstance(paths, environment, signal));
  const owned = new AsyncDisposableStack();
  try {
    if (claim.kind === "running") {
      const { client } = owned.use(orFail(await connectHolder(claim.socket, turn)));
      return { client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
    }
    owned.use(claim.instance);
    const build = await surroundings.loadBuild();
    const core = owned.use(orFail(await build({ environment, paths, resume: false })));
    orFail(await claim.instance.listen(localDoorServer(core.services, () => null)));
    const client: Client = createRouterClient(createRouter(core.services), {
      context: commandLineContext(turn),
    });
    return { client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (error) {
    await owned.disposeAsync();
    throw error;
  }
}
