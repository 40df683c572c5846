import { z } from "zod";
import { verdict } from "./contract/policy.ts";

/** Which entries are wanted; what is left out does not matter. All that is given must hold. */
export const auditFilter = z.object({
  /** Part of the target, in any case: a host's name or id, a user. */
  host: z.string().min(1).max(200).optional(),
  /** Part of who it was, in any case. */
  actor: z.string().min(1).max(200).optional(),
  /** Any of these kinds. */
  kinds: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** What the policy said of it; only proposals carry one. */
  verdict: verdict.optional(),
  /** From this moment on. */
  since: z.iso.datetime().optional(),
  /** Before this moment. */
  until: z.iso.datetime().optional(),
  /** Anywhere in the entry, in any case. */
  text: z.string().min(1).max(500).optional(),
  request: z.string().min(1).max(200).optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

type FilteredEntry = {
  sequence: number;
  at: string;
  actor: string;
  kind: string;
  request: string | null;
  target: string | null;
  detail: Readonly<Record<string, unknown>>;
};

/** Whether the filter lets the entry through. Pure; the same for the command line, main and the view. */
export function matchesAuditFilter(entry: FilteredEntry, filter: AuditFilter): boolean {
  const { actor, host, kinds, request, since, text, until } = filter;
  return (
    (kinds === undefined || kinds.includes(entry.kind)) &&
    (request === undefined || entry.request === request) &&
    (since === undefined || entry.at >= inUtc(since)) &&
    (until === undefined || entry.at < inUtc(until)) &&
    (actor === undefined || holds(entry.actor, actor)) &&
    (host === undefined || holds(entry.target ?? "", host)) &&
    (filter.verdict === undefined || verdictOf(entry) === filter.verdict) &&
    (text === undefined || holds(searchable(entry), text))
  );
}

/** What the policy said, where the entry is a proposal; null elsewhere. */
export function verdictOf({ detail }: Pick<FilteredEntry, "detail">): string | null {
  const { judgement, verdict: direct } = detail;
  if (typeof direct === "string") return direct;
  if (typeof judgement !== "object" || judgement === null || !("verdict" in judgement)) return null;
  return typeof judgement.verdict === "string" ? judgement.verdict : null;
}

const holds = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

/** Entries are in UTC to the millisecond, so moments compare as text once both are. */
function inUtc(moment: string): string {
  return new Date(moment).toISOString();
}

/** The strings of an entry as a person sees them, without JSON's own signs. */
function searchable({ actor, at, detail, kind, request, target }: FilteredEntry): string {
  const texts = [at, kind, actor, target ?? "", request ?? ""];
  gather(detail, texts);
  return texts.join("\n");
}

function gather(value: unknown, texts: string[]): void {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    texts.push(String(value));
  } else if (Array.isArray(value)) {
    for (const member of value) gather(member, texts);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      texts.push(key);
      gather(member, texts);
    }
  }
}
