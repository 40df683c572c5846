/** What a `fairlead` command says with its exit code. Shown by `fairlead --help`. */
export const exitCodes = {
  done: { code: 0, means: "Done." },
  failed: { code: 1, means: "It failed; the reason is printed." },
  usage: { code: 2, means: "The command line was not understood." },
  cannotAsk: {
    code: 3,
    means: "Something needs a person's answer and nobody can be asked here; nothing was run.",
  },
  denied: { code: 4, means: "A person denied it and the turn ended." },
  limit: { code: 5, means: "The time or the turn's limit was used up." },
  auditBroken: { code: 6, means: "The audit was changed after it was written." },
  fault: { code: 70, means: "Fairlead has a bug; what is known about it is printed." },
  interrupted: { code: 130, means: "Stopped by Ctrl+C or a signal." },
} as const;

/** The table as text. */
export function exitCodeTable(): string {
  const rows = Object.values(exitCodes).map(
    ({ code, means }) => `  ${String(code).padStart(3)}  ${means}`,
  );
  return ["Exit codes:", ...rows].join("\n");
}
