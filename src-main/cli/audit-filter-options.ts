import { type Command, Option } from "commander";
import type { AuditFilter } from "../../shared/audit-filter.ts";
import { auditKindGroups } from "../../shared/audit-words.ts";
import { verdict } from "../../shared/contract/policy.ts";
import { CommandFailure } from "./command-failure.ts";
import { parseDuration } from "./duration.ts";
import { exitCodes } from "./exit-codes.ts";

export type FilterOptions = {
  host?: string;
  actor?: string;
  kind?: string[];
  verdict?: AuditFilter["verdict"];
  since?: string;
  until?: string;
  text?: string;
};

/** The options by which entries are chosen, the same for every command that shows some. */
export function addFilterOptions(command: Command): Command {
  return command
    .option("--host <text>", "only what went to this host: part of its name, id or user")
    .option("--actor <text>", "only what this one did: part of the name")
    .option("--kind <kinds...>", `only these kinds, or a group: ${groups.join(", ")}`)
    .addOption(
      new Option("--verdict <verdict>", "only proposals the policy said this of").choices(
        verdict.options,
      ),
    )
    .option("--since <time>", "from this time on: 2026-05-06, 2026-05-06T07:08Z, or 2h ago as 2h")
    .option("--until <time>", "before this time, written the same way")
    .option("--text <text>", "only entries with this text anywhere");
}

const groups = Object.keys(auditKindGroups);

/** The filter that the options mean; wrong ones end the command. */
export function filterFrom(options: FilterOptions, now = Date.now()): AuditFilter {
  const { actor, host, kind, since, text, until } = options;
  return {
    ...(host === undefined ? {} : { host }),
    ...(actor === undefined ? {} : { actor }),
    ...(kind === undefined ? {} : { kinds: kind.flatMap(kindsOf) }),
    ...(options.verdict === undefined ? {} : { verdict: options.verdict }),
    ...(since === undefined ? {} : { since: moment("--since", since, now) }),
    ...(until === undefined ? {} : { until: moment("--until", until, now) }),
    ...(text === undefined ? {} : { text }),
  };
}

function kindsOf(name: string): readonly string[] {
  return Object.hasOwn(auditKindGroups, name)
    ? auditKindGroups[name as keyof typeof auditKindGroups]
    : [name];
}

function moment(option: string, text: string, now: number): string {
  const ago = parseDuration(text);
  const at = ago === null ? Date.parse(text) : now - ago;
  if (Number.isNaN(at)) {
    throw new CommandFailure(
      `${option} is a time such as 2026-05-06, 2026-05-06T07:08Z, or a duration such as 2h for two hours ago.`,
      exitCodes.usage.code,
    );
  }
  return new Date(at).toISOString();
}
