import { count, linesOf, type PracticeQuestion } from "../question.ts";

type FileSystem = { device: string; size: string; free: string; used: number; mount: string };

const notDisks = /^(tmpfs|devtmpfs|udev|shm|none|efivarfs|map |devfs|rootfs|cgroup)/;

export const disk: PracticeQuestion = {
  about: "free disk space",
  example: "How much disk space is free?",
  decides:
    /\b(disks?|discs?|df|storage|festplatten?|speicherplatz|plattenplatz|discos?|disques?|file ?systems?|dateisysteme?|partitions?)\b|\bspace\b.*\b(left|free|remaining)\b|\b(left|free|remaining) space\b/,
  helps: /\b(space|free|full|usage|used|left|voll|frei|belegt|libre|lleno|espacio|espace|plein)\b/,
  propose: () => ({
    command: "df -hP",
    reason: "Shows size, use and free space of every file system.",
  }),
  answer: (output) => {
    const all = linesOf(output).flatMap(fileSystem);
    const disks = all.filter(({ device, mount }) => mount === "/" || !notDisks.test(device));
    const [first, ...others] = (disks.length > 0 ? disks : all).sort(
      (one, other) =>
        Number(other.mount === "/") - Number(one.mount === "/") || other.used - one.used,
    );
    if (first === undefined) return null;
    const full = [first, ...others].filter(({ used }) => used >= 90);
    const verdict =
      full.length === 0
        ? "No file system is nearly full."
        : `Nearly full: ${full.map(({ mount, used }) => `\`${mount}\` (${used} %)`).join(", ")}.`;
    const rest = others.slice(0, 6).map((one) => `- ${described(one)}`);
    const heading =
      others.length === 0 ? "" : `\n\n${count(others.length, "other file system")}:\n\n`;
    return `${described(first)}. ${verdict}${heading}${rest.join("\n")}`;
  },
};

function fileSystem(line: string): FileSystem[] {
  const found =
    /^(.+?)\s+([\d.,]+[A-Za-z]*)\s+([\d.,]+[A-Za-z]*)\s+(-?[\d.,]+[A-Za-z]*)\s+(\d+)%\s+(\/.*)$/;
  const [, device = "", size = "", , free = "", used = "", mount = ""] = found.exec(line) ?? [];
  return mount === "" ? [] : [{ device, size, free, used: Number(used), mount }];
}

function described({ mount, free, size, used }: FileSystem): string {
  return `\`${mount}\` has **${free} free** of ${size} (${used} % used)`;
}
