import { linesOf, type PracticeQuestion } from "../question.ts";

const usual = "/var";

export const largestFiles: PracticeQuestion = {
  about: "the largest files",
  example: "What are the largest files under /var?",
  decides:
    /\b(larg(e|est)|big(gest)?|huge|gr(o|oe)sste[nr]?|gross(e|en)|mas grandes|plus (gros|grosses|grands))\b.*\b(files?|things?|logs?|dateien?|archivos?|ficheros?|fichiers?)\b|\b(files?|dateien?|archivos?|ficheros?|fichiers?)\b.*\b(larg(e|est)|big(gest)?|grandes|gros)\b|\b(what|which|was)\b.*\b(us(es|ing)|tak(es|ing)|eat(s|ing)|fill(s|ing)|belegt|frisst)\b.*\b(space|disk|platz|platte)\b/,
  helps: /.*/,
  propose: (text) => {
    const folder = folderIn(text);
    return {
      command: `find ${folder} -xdev -type f -exec du -k {} + 2>/dev/null | sort -rn | head -n 10`,
      reason: `Lists the ten largest files under ${folder}, on that file system only.`,
    };
  },
  answer: (output) => {
    const files = linesOf(output).flatMap((line) => {
      const [, kilobytes, path] = /^(\d+)\s+(\S.*)$/.exec(line) ?? [];
      return kilobytes === undefined ? [] : [{ kilobytes: Number(kilobytes), path }];
    });
    const [first] = files;
    if (first === undefined) return null;
    const list = files.map(({ kilobytes, path }) => `- \`${path}\`: ${size(kilobytes)}`);
    return `The largest is \`${first.path}\` with **${size(first.kilobytes)}** (${first.kilobytes} kB).\n\n${list.join("\n")}`;
  },
};

/** A path in the question, "here" for the current folder, else /var. Only harmless characters: it becomes part of a command. */
function folderIn(text: string): string {
  const path = /(?:^|\s)(\/[\w./-]*)/.exec(text)?.[1]?.replace(/[.]+$/, "");
  if (path !== undefined && path !== "") return path;
  return /\b(here|this (directory|folder)|hier|aqui|ici)\b/i.test(text) ? "." : usual;
}

function size(kilobytes: number): string {
  if (kilobytes < 1024) return `${kilobytes} kB`;
  const mebibytes = kilobytes / 1024;
  return mebibytes < 1024 ? `${mebibytes.toFixed(1)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}
