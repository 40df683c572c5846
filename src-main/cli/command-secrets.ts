import { text } from "node:stream/consumers";
import type { Command } from "commander";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import { Asker } from "./asker.ts";
import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { type Client, openCore } from "./open-core.ts";
import { note, type Surroundings, say } from "./surroundings.ts";
import { visibleLine } from "./visible.ts";

/** `fairlead secrets …`: secrets that the policy file names, such as the one that signs a webhook. */
export function addSecretsCommands(program: Command, surroundings: Surroundings): void {
  const secrets = program
    .command("secrets")
    .description("secrets in the keychain, by name; a value is never shown")
    .helpCommand(false);

  secrets
    .command("list")
    .description("shows the names")
    .action(() =>
      withCore(surroundings, async (client) => {
        for (const { label } of (await status(client)).stored) {
          say(surroundings, visibleLine(label));
        }
      }),
    );

  secrets
    .command("set")
    .description("stores a secret, asked for here or read from standard input")
    .argument("<name>", "the name")
    .action(async (label: string) => {
      const secret = await readSecret(surroundings, label);
      await withCore(surroundings, async (client) => {
        const { backend, explanation, stored } = await status(client);
        const known = stored.find((one) => one.label === label);
        await client.credentials.set({
          label,
          secret,
          ...(known === undefined ? {} : { id: known.id }),
        });
        if (backend === "memory") note(surroundings, visibleLine(explanation));
      });
    });

  secrets
    .command("remove")
    .description("removes a secret")
    .argument("<name>", "the name")
    .action((label: string) =>
      withCore(surroundings, async (client) => {
        const named = (await status(client)).stored.filter((one) => one.label === label);
        const [only, another] = named;
        if (only === undefined || another !== undefined) {
          const many = another === undefined ? "No secret is" : "Several secrets are";
          throw new CommandFailure(
            `${many} called "${visibleLine(label)}".`,
            exitCodes.failed.code,
          );
        }
        await client.credentials.remove({ id: only.id });
      }),
    );
}

async function withCore(
  surroundings: Surroundings,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  await using core = await openCore(surroundings, { approveAll: false, canAsk: false });
  await work(core.client);
}

async function status(client: Client): Promise<CredentialEvent> {
  const events = await client.credentials.events();
  const listed = await events.next();
  await events.return?.();
  if (listed.done !== true) return listed.value;
  throw new CommandFailure("The secrets could not be listed.", exitCodes.failed.code);
}

/** From a person without showing it, else the whole of standard input without the line end. */
async function readSecret(surroundings: Surroundings, label: string): Promise<string> {
  const { signal, stdin } = surroundings;
  const asker = new Asker(surroundings);
  const given = asker.canAsk
    ? await asker.secret(`Secret "${visibleLine(label)}": `, signal)
    : (await text(stdin)).replace(/\r?\n$/, "");
  if (given === null || signal.aborted) {
    throw new CommandFailure("Stopped.", exitCodes.interrupted.code);
  }
  if (given === "") throw new CommandFailure("The secret is empty.", exitCodes.usage.code);
  return given;
}
