import { linesOf, type PracticeQuestion } from "../question.ts";

export const memory: PracticeQuestion = {
  about: "memory",
  example: "How much memory is left?",
  decides: /\b(memory|ram|swap|arbeitsspeicher|hauptspeicher|memoria|memoire)\b/,
  helps: /\b(free|left|used|usage|available|enough|frei|libre|how much|wie viel)\b/,
  propose: () => ({
    command: "free -m 2>/dev/null || cat /proc/meminfo 2>/dev/null || vm_stat",
    reason: "Shows how much memory there is and how much of it is available.",
  }),
  answer: (output) => fromFree(output) ?? fromMeminfo(output) ?? fromVmStat(output),
};

function fromFree(output: string): string | null {
  const numbers = (name: RegExp) =>
    linesOf(output)
      .find((line) => name.test(line))
      ?.split(/\s+/)
      .slice(1)
      .map(Number);
  // Translated where the machine's language is another.
  const [total, used, free, , , available = free] = numbers(/^(Mem|Speicher|Mem\.|Memoria):/) ?? [];
  if (total === undefined || used === undefined || available === undefined) return null;
  const [swap = 0, swapUsed = 0] =
    numbers(/^(Swap|Auslager\w*|Intercambio|Partition d'échange):/) ?? [];
  const share = Math.round((available / total) * 100);
  const tight = share < 10 ? " That is little." : "";
  const ofSwap =
    swap === 0 ? "There is no swap." : `Of ${swap} MiB swap, ${swapUsed} MiB are used.`;
  return `**${available} MiB of ${total} MiB are available** (${share} %); ${used} MiB are used by programs.${tight} ${ofSwap}`;
}

function fromMeminfo(output: string): string | null {
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(output)?.[1]);
  const [total, available] = [kilobytes("MemTotal"), kilobytes("MemAvailable")];
  if (Number.isNaN(total) || Number.isNaN(available)) return null;
  const share = Math.round((available / total) * 100);
  return `**${available} kB of ${total} kB are available** (${share} %).`;
}

function fromVmStat(output: string): string | null {
  const pages = (name: string) =>
    Number(new RegExp(`^Pages ${name}:\\s+(\\d+)\\.`, "m").exec(output)?.[1]);
  const size = Number(/page size of (\d+) bytes/.exec(output)?.[1]);
  const [free, inactive] = [pages("free"), pages("inactive")];
  if (Number.isNaN(size + free + inactive)) return null;
  const mebibytes = Math.round(((free + inactive) * size) / 1024 ** 2);
  return `**About ${mebibytes} MiB can be used**: ${free} pages are free and ${inactive} inactive, at ${size} bytes each.`;
}

export const load: PracticeQuestion = {
  about: "load and uptime",
  example: "How busy is this machine?",
  decides:
    /\b(load|loadavg|uptime|busy|overloaded|ausgelastet|auslastung|die last|carga|charge|slow|langsam)\b|\bhow long\b.*\b(up|running|on)\b/,
  helps: /\b(average|cpu|cpus|high|hoch|machine|server|host)\b/,
  propose: () => ({
    command:
      "uptime 2>/dev/null || cat /proc/loadavg; nproc 2>/dev/null || getconf _NPROCESSORS_ONLN",
    reason: "Shows the load of the last 1, 5 and 15 minutes, and the number of processors.",
  }),
  answer: (output) => {
    const averages =
      /load averages?:\s*([\d.,]+)[,\s]\s*([\d.,]+)[,\s]\s*([\d.,]+)/.exec(output) ??
      /^([\d.]+) ([\d.]+) ([\d.]+) \d+\/\d+ \d+$/m.exec(output);
    if (averages === null) return null;
    const [one = "", five = "", fifteen = ""] = averages
      .slice(1)
      .map((text) => text.replace(/,$/, ""));
    const processors = Number(linesOf(output).findLast((line) => /^\d+$/.test(line)) ?? "0");
    const up = /\bup\s+(.+?),\s+(?:\d+ users?|load)/.exec(output)?.[1];
    const since = up === undefined ? "" : ` It has been up for ${up}.`;
    const figures = `The load is **${one}** over one minute, ${five} over five and ${fifteen} over fifteen`;
    if (processors === 0) return `${figures}.${since}`;
    return `${figures}, on ${processors} processor${processors === 1 ? "" : "s"}: ${judged(Number(one.replace(",", ".")) / processors)}.${since}`;
  },
};

function judged(perProcessor: number): string {
  if (perProcessor < 0.3) return "it is mostly idle";
  if (perProcessor < 1) return "it is at work, with room left";
  return "more wants to run than there are processors";
}

export const processes: PracticeQuestion = {
  about: "the busiest processes",
  example: "Which processes use the most CPU?",
  decides: /\b(process(es)?|cpu|top|prozesse?|procesos?|processus|programs?)\b/,
  helps: /\b(most|which|eat(s|ing)?|hog(s|ging)?|highest|using|uses?|welche|meiste)\b.*/,
  propose: () => ({
    command: "ps -eo pcpu,pmem,pid,user,comm | sort -rn | head -n 6",
    reason: "Lists the processes that use the most processor time.",
  }),
  answer: (output) => {
    const rows = linesOf(output).flatMap((line) => {
      const row = /^([\d.]+)\s+([\d.]+)\s+(\d+)\s+(\S+)\s+(.+)$/.exec(line);
      const [, cpu, ram, id, user, name] = row ?? [];
      return row === null ? [] : [{ cpu, ram, text: `\`${name}\` (process ${id}, ${user})` }];
    });
    const [first] = rows;
    if (first === undefined) return null;
    const list = rows.map(({ cpu, ram, text }) => `- ${text}: ${cpu} % processor, ${ram} % memory`);
    return `${first.text} uses the most: **${first.cpu} %** of a processor.\n\n${list.join("\n")}`;
  },
};
