import { z } from "zod";
import { type FleetAction, fleetPlan } from "../../shared/contract/fleet.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { newId } from "../base/new-id.ts";
import { normalizeCommand } from "../policy/command-text.ts";
import { askingFields, askingOf } from "./asking.ts";
import { planFleet, plannedFleet } from "./fleet-plan.ts";
import { fleetText } from "./fleet-text.ts";
import { findHost } from "./open-terminal.ts";
import { quoteCommand } from "./run-text.ts";
import { defineTool, type ToolContext } from "./tool.ts";

const mostHosts = 1_000;

const schema = z.object({
  hosts: z
    .array(z.string().min(1).max(300))
    .min(1)
    .max(mostHosts)
    .describe('Names or ids of hosts of the inventory, or "tag:NAME" for all with a tag or group.'),
  command: z
    .string()
    .min(1)
    .max(100_000)
    .describe("The exact text for each host's login shell. No terminal, no input."),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why this command."),
  canary: z
    .union([z.boolean(), z.int().min(1).max(100)])
    .optional()
    .describe("true or a number: so many hosts go first, alone. Many hosts always have one."),
  after_canary: z
    .enum(["ask", "go-on-if-ok"])
    .default("ask")
    .describe("ask: the person looks and decides. go-on-if-ok: go on where all exited with 0."),
  parallel: fleetPlan.shape.parallel.default(50).describe("Hosts at the same time."),
  stop_on_failure: z.boolean().default(false).describe("Begin no further host after a failure."),
  timeout_seconds: fleetPlan.shape.timeoutSeconds
    .unwrap()
    .optional()
    .describe("Seconds a host may take. Default: no limit."),
  ...askingFields,
});

/** Runs one command on many hosts after one approval that names them all. */
export const runOnHosts = defineTool({
  name: "run_on_hosts",
  words: "Run a command on many hosts",
  tier: "privileged",
  description:
    "Run one command on several hosts at once, after one approval that names every host. Nothing persists between calls: " +
    "no directory, no environment. Returns hosts grouped by identical result.",
  schema,
  plan: (input, context) => {
    const { fleet } = context;
    if (fleet === undefined) return fail(failure("internal", "no runs on many hosts here"));
    const found = findHosts(context, input.hosts);
    if (!found.ok) return found;
    const command = normalizeCommand(input.command);
    const wanted = input.canary ?? false;
    const plan = {
      command,
      canary:
        wanted === false
          ? null
          : { count: wanted === true ? 1 : wanted, after: input.after_canary },
      parallel: input.parallel,
      stopOnFailure: input.stop_on_failure,
      timeoutSeconds: input.timeout_seconds ?? null,
    };
    return ok({
      kind: "look",
      look: async () => {
        const id = newId("fleet");
        const action: FleetAction = await planFleet(fleet, plan, found.value, input.after_canary);
        return ok({
          ...plannedFleet(fleet, action),
          reason: input.reason,
          fleetId: id,
          asking: askingOf(input),
          actOnEach: async (each, signal) => {
            const { reason } = input;
            const run = fleet.begin({ id, action, reason }, each, signal);
            const ended = await orAborted(run.finished, signal, () => ok(undefined));
            if (!ended.ok) return fail({ error: ended.error, undone: true });
            const { rows, fleet: shown } = run.shown();
            const took = shown.endedAt === null ? null : shown.endedAt - shown.createdAt;
            return ok({
              text: await fleetText(shown, rows, run.output),
              source: {
                words: `output of ${quoteCommand(command)} on ${rows.length} hosts`,
                terminalId: null,
              },
              state: shown.state === "done" ? "finished" : shown.state,
              run: null,
              durationMs: took,
            });
          },
        });
      },
    });
  },
});

/** The hosts that names, ids and tags mean, each once, in the order of the inventory for a tag. */
function findHosts(context: ToolContext, wanted: readonly string[]): Result<Host[], FairleadError> {
  const found = new Map<string, Host>();
  for (const word of wanted) {
    const tag = /^(?:tag|group):(.+)$/i.exec(word)?.[1]?.trim().toLowerCase();
    if (tag === undefined) {
      const host = findHost(context, word);
      if (!host.ok) return host;
      found.set(host.value.id, host.value);
      continue;
    }
    const tagged = context.hosts
      .list()
      .filter(({ group, tags }) => [group, ...tags].some((name) => name.toLowerCase() === tag));
    if (tagged.length === 0) return fail(failure("host-unknown", `No host has the tag ${tag}.`));
    for (const host of tagged) found.set(host.id, host);
  }
  if (found.size <= mostHosts) return ok([...found.values()]);
  return fail(
    failure("input-invalid", `At most ${mostHosts} hosts at once; these are ${found.size}.`),
  );
}
