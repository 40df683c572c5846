import type { PracticeQuestion } from "../question.ts";

/** Below this the way of the answer explains the difference. */
const noticeable = 10;

export const clock: PracticeQuestion = {
  about: "the clock",
  example: "Is the clock right?",
  decides:
    /\b(clock|time|date|ntp|chrony|time ?zone|uhr|uhrzeit|zeit|datum|hora|fecha|reloj|heure|horloge)\b/,
  helps: /\b(sync\w*|right|correct|what|which|drift\w*|stimmt|wie spat|que|quelle|set)\b/,
  propose: () => ({
    command:
      'date "+%Y-%m-%d %H:%M:%S %Z %s"; timedatectl 2>/dev/null || chronyc tracking 2>/dev/null || ntpq -pn 2>/dev/null',
    reason: "Shows the time, and whether something keeps the clock in step.",
  }),
  answer: (output, { now }) => {
    const [, shown, epoch] = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+) (\d+)$/m.exec(output) ?? [];
    if (shown === undefined) return null;
    const off = Math.round(now.getTime() / 1_000) - Number(epoch);
    const against =
      Math.abs(off) < noticeable
        ? "That agrees with the machine Fairlead runs on."
        : `**That is ${Math.abs(off)} s ${off > 0 ? "behind" : "ahead of"} the machine Fairlead runs on**, minus however long the answer was on its way.`;
    return `It is **${shown}** there. ${against} ${kept(output)}`;
  },
};

function kept(output: string): string {
  const synchronised = /(?:System clock|NTP) synchronized:\s*(\w+)/.exec(output)?.[1];
  if (synchronised === "yes") return "The clock is kept in step (System clock synchronized: yes).";
  if (synchronised !== undefined)
    return `**The clock is not in step** (System clock synchronized: ${synchronised}).`;
  const chrony = /^System time\s*:\s*(.+)$/m.exec(output)?.[1];
  if (chrony !== undefined) return `chrony says: ${chrony}.`;
  if (/^\*/m.test(output)) return "ntpd has a server that it follows.";
  return "Whether anything keeps it in step cannot be seen here.";
}
