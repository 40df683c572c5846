import { useEffect, useMemo, useState } from "react";
import type { EffectiveMode } from "../../shared/effective-mode.ts";
import type { ConversationId, HostId } from "../../shared/ids.ts";
import { useConversations } from "../chat/conversations-store.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { usePolicy } from "./policy-store.ts";
import { presentMode } from "./present-mode.ts";

/** The time now, anew every second while `running`. Ms since the epoch. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

/** The mode that decides on this host in this conversation, and the time it was computed for; null until it is known. */
export function useEffectiveMode(
  hostId: HostId | null,
  conversationId: ConversationId | null,
): { effective: EffectiveMode; now: number } | null {
  const policy = usePolicy((state) => state.policy);
  const host = useHosts(({ hosts }) => hosts.find(({ id }) => id === hostId));
  const now = useNow(policy?.overrides.some(({ until }) => until !== null) ?? false);
  return useMemo(() => {
    if (policy === null) return null;
    const effective = presentMode(policy, hostId, host, conversationId, now);
    return { effective, now };
  }, [policy, host, hostId, conversationId, now]);
}

/** The mode on a host, in the conversation on the screen. */
export function useModeOn(hostId: HostId | null) {
  const current = useConversations((state) => state.current);
  return useEffectiveMode(hostId, current);
}
