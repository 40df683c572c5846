import { count, linesOf, type PracticeQuestion } from "../question.ts";

export const people: PracticeQuestion = {
  about: "who is logged in",
  example: "Who is logged in?",
  decides:
    /\b(logged[- ]?(in|on)|log(ged)? ?in now|angemeldet|eingeloggt|conectad[oa]s?|connectee?s?)\b|\b(who|wer|quien|qui) (is |ist |est |esta )?(on|here|online|da|there)\b|\busers? (are |is )?(online|active)\b/,
  helps: /\b(who|wer|quien|qui|users?|benutzer)\b/,
  propose: () => ({ command: "who", reason: "Lists the login sessions on this machine." }),
  answer: (output) => {
    const sessions = linesOf(output).flatMap((line) => {
      const [, user, terminal, since, from] =
        /^(\S+)\s+(\S+)\s+((?:\d{4}-\d\d-\d\d|[A-Z]\w\w\s+\d+)\s+\d\d:\d\d(?::\d\d)?)\s*(?:\((.*)\))?$/.exec(
          line,
        ) ?? [];
      if (user === undefined) return [];
      return [
        { user, text: `**${user}** on ${terminal} since ${since}${from ? `, from ${from}` : ""}` },
      ];
    });
    if (sessions.length > 0) {
      const users = new Set(sessions.map(({ user }) => user)).size;
      return `${count(sessions.length, "session")} of ${count(users, "user")}:\n\n${sessions.map(({ text }) => `- ${text}`).join("\n")}`;
    }
    if (linesOf(output).some((line) => line !== "(no output)" && !/^USER\s/.test(line)))
      return null;
    return "**Nobody is on record as logged in.** Sessions that write no login record, such as containers and some terminals, do not show here.";
  },
};

export const boots: PracticeQuestion = {
  about: "the last boots",
  example: "When was the last reboot?",
  decides:
    /\b(boot(s|ed)?|reboot(s|ed|ing)?|restarted|neustarts?|neu ?gestartet|hochgefahren|reinici\w*|arranques?|redemarr\w*|demarrages?)\b/,
  helps: /\b(last|when|letzte[rn]?|wann|ultim[oa]s?|cuando|derniers?|quand)\b/,
  propose: () => ({
    command:
      "uptime -s 2>/dev/null; who -b; last -n 5 reboot 2>/dev/null || journalctl --list-boots --no-pager 2>/dev/null",
    reason: "Shows when the machine last started, and the boots before that.",
  }),
  answer: (output) => {
    const latest =
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/m.exec(output)?.[0] ??
      /system boot\s+(\S+ \d\d:\d\d)/.exec(output)?.[1];
    const earlier = linesOf(output).flatMap((line) => {
      const [, found] =
        /^reboot\s+system boot\s+(.*)$/.exec(line) ?? /^(-?\d+ [0-9a-f]{32} .*)$/.exec(line) ?? [];
      return found === undefined ? [] : [`- ${found.replaceAll(/\s+/g, " ")}`];
    });
    if (latest === undefined && earlier.length === 0) return null;
    const first = latest === undefined ? "" : `The machine last started at **${latest}**.`;
    if (earlier.length === 0) return `${first} No earlier boots are on record.`;
    return `${first} On record:\n\n${earlier.slice(0, 6).join("\n")}`.trim();
  },
};
