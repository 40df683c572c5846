import { withinOf } from "../../shared/container-host.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type { PolicyInForce } from "../../shared/contract/policy.ts";
import { type EffectiveMode, effectiveMode } from "../../shared/effective-mode.ts";
import type { ConversationId, HostId } from "../../shared/ids.ts";

/** The mode that decides on this host (undefined: one that is not listed) in this conversation at this time. Pure. */
export function presentMode(
  policy: PolicyInForce,
  hostId: HostId | null,
  host: Host | undefined,
  conversationId: ConversationId | null,
  now: number,
): EffectiveMode {
  const place = {
    hostId: hostId ?? "host-",
    tags: host?.tags ?? [],
    group: host?.group ?? "",
    ...(host === undefined ? {} : { hostName: host.name }),
    ...withinOf(host),
    conversationId,
  } as const;
  return effectiveMode(policy, place, now);
}
