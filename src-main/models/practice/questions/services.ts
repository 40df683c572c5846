import { count, linesOf, type PracticeQuestion } from "../question.ts";

const failing =
  "fail(?:ed|ing|s|ures?)?|broken|crash(?:ed)?|down|dead|fehlgeschlagen\\w*|ausgefallen\\w*|kaputt\\w*|fallid[oa]s?|fallado|echec|echoue\\w*";
const service = "services?|units?|daemons?|systemd|dienste?n?|servicios?";

export const services: PracticeQuestion = {
  about: "failed services",
  example: "Did any services fail?",
  decides: new RegExp(
    `\\b(?:${failing})\\b.*\\b(?:${service})\\b|\\b(?:${service})\\b.*\\b(?:${failing})\\b|\\bsystemctl\\b`,
  ),
  helps: /\b(any|which|all|list|welche|que|quels)\b/,
  propose: () => ({
    command:
      'systemctl --failed --plain --no-pager 2>/dev/null || rc-status --crashed 2>/dev/null || service --status-all 2>/dev/null || echo "no service manager answered"',
    reason: "Lists services that failed, with whatever manages services on this machine.",
  }),
  answer: (output) => {
    const lines = linesOf(output);
    if (output.includes("no service manager answered")) {
      return "No service manager answered (no systemd, OpenRC or sysvinit): this may be a container, where services are not managed this way.";
    }
    const failed = lines.flatMap((line) => {
      const [, name, what = ""] =
        /^(?:● )?(\S+\.\w+)\s+\S+\s+failed\s+\S+\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [what === "" ? `\`${name}\`` : `\`${name}\`: ${what}`];
    });
    if (failed.length > 0) {
      return `**${count(failed.length, "unit")} failed:**\n\n${failed.map((text) => `- ${text}`).join("\n")}\n\n\`systemctl status NAME\` and \`journalctl -u NAME\` say why.`;
    }
    if (/^0 loaded units listed/m.test(output))
      return "**No unit has failed** (0 loaded units listed).";
    return fromSysvinit(lines);
  },
};

/** " [ + ]  name" runs, " [ - ]  name" does not; sysvinit knows no failure. */
function fromSysvinit(lines: readonly string[]): string | null {
  const named = (sign: string) =>
    lines.flatMap((line) => (line.startsWith(`[ ${sign} ]`) ? [line.slice(5).trim()] : []));
  const [running, stopped] = [named("+"), named("-")];
  if (running.length + stopped.length === 0) return null;
  const names = stopped.length === 0 ? "" : ` (${stopped.slice(0, 12).join(", ")})`;
  return `This machine has no systemd, and sysvinit does not record failures: **${count(running.length, "service")} run${running.length === 1 ? "s" : ""}, ${stopped.length} ${stopped.length === 1 ? "is" : "are"} stopped**${names}, which may be intended.`;
}
