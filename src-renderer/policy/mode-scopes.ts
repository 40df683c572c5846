import type { Host } from "../../shared/contract/hosts.ts";
import type { ModeRules, PolicyScope } from "../../shared/contract/policy.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import type { ConversationId } from "../../shared/ids.ts";

/** A place a mode can be set for, as a menu offers it. */
export interface ScopeOption {
  value: string;
  label: string;
  scope: PolicyScope;
  /** The place is production itself: "all" is not offered there. */
  production: boolean;
}

/** Where a mode can be set from here, the narrowest place first. Pure. */
export function scopeOptions(
  current: ConversationId | null,
  host: Pick<Host, "id" | "name" | "tags" | "group"> | undefined,
  allTags: readonly string[],
  rules?: ModeRules,
): ScopeOption[] {
  const isProduction = (place: { group: string; tags: readonly string[] }) =>
    isProductionPlace(place, rules);
  const options: ScopeOption[] = [];
  if (current !== null) {
    options.push({
      value: "conversation",
      label: "in this conversation",
      scope: { kind: "conversation", conversationId: current },
      production: host !== undefined && isProduction(host),
    });
  }
  if (host !== undefined) {
    options.push({
      value: "host",
      label: `on ${host.name}`,
      scope: { kind: "host", hostId: host.id },
      production: isProduction(host),
    });
  }
  const own = host?.tags ?? [];
  for (const tag of [...own, ...allTags.filter((other) => !own.includes(other))]) {
    options.push({
      value: `tag ${tag}`,
      label: `on hosts tagged ${tag}`,
      scope: { kind: "tag", tag },
      production: isProduction({ group: "", tags: [tag] }),
    });
  }
  options.push({
    value: "everywhere",
    label: "everywhere",
    scope: { kind: "everywhere" },
    production: false,
  });
  return options;
}

/** Every tag of the inventory once, by name. */
export const tagsOf = (hosts: readonly Pick<Host, "tags">[]): string[] =>
  [...new Set(hosts.flatMap(({ tags }) => tags))].toSorted((one, other) =>
    one.localeCompare(other, undefined, { numeric: true }),
  );
