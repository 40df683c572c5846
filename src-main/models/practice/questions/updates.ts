import { block, count, linesOf, type PracticeQuestion } from "../question.ts";

export const updates: PracticeQuestion = {
  about: "pending updates",
  example: "Are there pending updates?",
  decides:
    /\b(updates?|upgrades?|upgradable|patch(es)?|outdated|out of date|aktualisierung(en)?|actualizaciones|mises? a jour)\b/,
  helps: /\b(pending|available|security|install(ed)?|any|packages?|pakete?|verfugbar\w*)\b/,
  propose: () => ({
    command:
      'apt list --upgradable 2>/dev/null || dnf -q check-update 2>/dev/null || apk version -l "<" 2>/dev/null || brew outdated',
    reason: "Lists packages with a newer version, as far as the package lists here know.",
  }),
  answer: (output) => {
    const packages = linesOf(output).flatMap((line) => {
      const name =
        /^(\S+)\/\S+ \S+ \S+ \[upgradable from: \S+\]$/.exec(line)?.[1] ??
        /^([\w.+-]+)\.(?:noarch|x86_64|aarch64|i686)\s+\S+\s+\S+$/.exec(line)?.[1] ??
        /^(\S+)\s+<\s+\S+$/.exec(line)?.[1] ??
        /^(\S+) \(\S+\) < \S+$/.exec(line)?.[1];
      return name === undefined ? [] : [{ name, security: /-security\b/.test(line) }];
    });
    const lists = "The package lists of this machine may be older than today.";
    if (packages.length === 0) {
      const known = linesOf(output).every((line) =>
        /^(Listing|Installed:|\(no output\))/.test(line),
      );
      return known ? `**No pending updates are known.** ${lists}` : null;
    }
    const security = packages.filter((one) => one.security).length;
    const urgent = security === 0 ? "" : `, ${security} of them from a security archive`;
    const names = packages.map(({ name }) => name);
    return `**${count(names.length, "package")} can be updated**${urgent}. ${lists}\n\n${block(names, 15)}`;
  },
};
