import type { Host } from "../../shared/contract/hosts.ts";
import type { Mode, PolicyScope, Preset } from "../../shared/contract/policy.ts";
import type { EffectiveMode } from "../../shared/effective-mode.ts";
import type { Option } from "../ui/choice.tsx";
import { durationWords } from "../ui/times.ts";

const minute = 60_000;

/** What each mode means, from nothing to everything. */
export const modeOptions: readonly Option<Mode>[] = [
  { value: "none", label: "none", hint: "Nothing runs; the agent only talks." },
  { value: "ask", label: "ask", hint: "Every act waits for your approval." },
  {
    value: "read-only",
    label: "read-only",
    hint: "What only reads runs by itself; the rest asks.",
  },
  {
    value: "patterns",
    label: "patterns",
    hint: "What the preset allows and what you chose to remember runs by itself.",
  },
  {
    value: "all",
    label: "all",
    hint: "Everything that is not denied runs by itself, for a stated time. Never on production.",
  },
];

/** What each preset is for. */
export const presetOptions: readonly Option<Preset>[] = [
  { value: "permissive", label: "permissive", hint: "Changes pass too; for a lab." },
  { value: "balanced", label: "balanced", hint: "Reading passes, everything else asks." },
  { value: "strict", label: "strict", hint: "What destroys or shows secrets is denied." },
  {
    value: "hardened",
    label: "hardened",
    hint: "Only simple commands; only changes can be asked for, the rest is denied.",
  },
];

/** How long a mode may last; null = until it is taken back. */
export const modeDurations = [
  { value: "15", label: "for 15 min", ms: 15 * minute },
  { value: "60", label: "for 1 h", ms: 60 * minute },
  { value: "480", label: "for 8 h", ms: 480 * minute },
  { value: "open", label: "until taken back", ms: null },
] as const;
export type ModeDuration = (typeof modeDurations)[number]["value"];

/** "42 min", "1 h 4 min", "35 s": how long something still lasts. Minutes are rounded up. */
export function leftWords(until: number, now: number): string {
  const ms = Math.max(0, until - now);
  if (ms < minute) return `${Math.ceil(ms / 1_000)} s`;
  return durationWords(Math.ceil(ms / minute) * minute);
}

/** "everywhere", "for the tag lab", "on web-1", "in this conversation": a place in words. */
export function scopeWords(
  scope: PolicyScope,
  known: {
    hosts: readonly Pick<Host, "id" | "name">[];
    conversations: readonly { id: string; title: string }[];
    current: string | null;
  },
): string {
  switch (scope.kind) {
    case "everywhere":
      return "everywhere";
    case "tag":
      return `on hosts tagged ${scope.tag}`;
    case "host":
      return `on ${known.hosts.find(({ id }) => id === scope.hostId)?.name ?? "a host that is gone"}`;
    case "conversation": {
      if (scope.conversationId === known.current) return "in this conversation";
      const found = known.conversations.find(({ id }) => id === scope.conversationId);
      return found === undefined ? "in a conversation that is gone" : `in “${found.title}”`;
    }
  }
}

/** What a mode amounts to where it applies: on production what is not a pure read asks in every mode. */
export function modeThere({
  mode,
  production,
  pureReads,
}: Pick<EffectiveMode, "mode" | "production" | "pureReads">): string {
  if (!production || mode === "none" || mode === "ask") return mode;
  return pureReads ? `${mode}, only reads run` : `${mode}, asks here`;
}
