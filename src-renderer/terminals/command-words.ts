import { durationWords } from "../ui/times.ts";

/** How a command stands. Times in ms since the epoch; null where nobody knows. */
export interface CommandFacts {
  readonly state: "running" | "ok" | "failed";
  readonly exitCode: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** "exit 3, 0.2 s, 12:03", "running since 12:03". */
export function commandWords({ exitCode, startedAt, endedAt, state }: CommandFacts): string {
  if (state === "running")
    return startedAt === null ? "running" : `running since ${clock(startedAt)}`;
  const took = startedAt === null || endedAt === null ? null : durationWords(endedAt - startedAt);
  const at = startedAt ?? endedAt;
  return [`exit ${exitCode ?? "unknown"}`, took, at === null ? null : clock(at)]
    .filter((part) => part !== null)
    .join(", ");
}

const clock = (at: number): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
