import { block, count, linesOf, type PracticeQuestion } from "../question.ts";

const trouble = /error|fail|warn|panic|oops|bug:|oom|out of memory|segfault|i\/o|corrupt|denied/i;

const noise = /^(-- |hint: )|command not found$|: not found$/i;

export const kernel: PracticeQuestion = {
  about: "kernel errors",
  example: "Are there any kernel errors?",
  decides: /\b(kernel|dmesg|oom|out of memory|hardware errors?|noyau)\b/,
  helps:
    /\b(errors?|warn(ings?)?|fail(ures?|ed)?|problems?|messages?|fehler|meldungen|errores|erreurs|killed|any)\b/,
  propose: () => ({
    command:
      "dmesg -l emerg,alert,crit,err 2>/dev/null || journalctl -k -p err -n 20 --no-pager || dmesg | tail -n 20",
    reason: "Shows the latest messages of the kernel at level error and worse.",
  }),
  answer: (output) => {
    if (/not permitted|permission denied|not seeing messages|insufficient perm/i.test(output)) {
      return "This user may not read the kernel's messages. Ask again as root, or run `sudo dmesg` yourself.";
    }
    if (output.includes("No journal files were found")) {
      return "There is neither a kernel log nor a journal to read here, so this cannot be told; it may be a container.";
    }
    const messages = linesOf(output).filter((line) => !noise.test(line));
    if (messages.length === 0) return "**The kernel reports no errors** of this boot.";
    const bad = messages.filter((line) => trouble.test(line));
    const shown = bad.length > 0 ? bad : messages;
    const what =
      bad.length > 0 ? "that speak of trouble" : "at error level or in the tail of the log";
    return `**${count(shown.length, "kernel message")}** ${what}; the latest:\n\n${block(shown.slice(-8), 8)}`;
  },
};

export const system: PracticeQuestion = {
  about: "system and version",
  example: "Which operating system and kernel version is this?",
  decides:
    /\b(kernel version|version of the kernel|which kernel|operating system|os version|distro|distribution|uname|betriebssystem|sistema operativo|systeme d'exploitation|which linux)\b/,
  helps: /\b(version|which|what|release|welche[sr]?)\b/,
  propose: () => ({
    command: "uname -srm; cat /etc/os-release 2>/dev/null || sw_vers",
    reason: "Shows the kernel, the architecture and the operating system.",
  }),
  answer: (output) => {
    const [first = ""] = linesOf(output);
    const name =
      /^PRETTY_NAME="?([^"\n]+)"?/m.exec(output)?.[1] ??
      /^ProductVersion:\s*(.+)$/m.exec(output)?.[1];
    if (!/^(Linux|Darwin|\w*BSD)\b/.test(first)) return null;
    return name === undefined ? `This is **${first}**.` : `This is **${name}**, kernel ${first}.`;
  },
};
