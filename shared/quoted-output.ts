/** A command of a terminal as a person asks about it. The output has been redacted. */
export interface QuotedCommand {
  hostName: string;
  command: string;
  /** In words: "exit 3, 0.2 s, 12:03". */
  how: string;
  output: string;
}

/** Longer output is quoted by its beginning and its end, in characters. */
export const longestQuote = 8_000;
const quoteLine = /^`{3,} ?terminal output of (.{1,200})$/gm;

/** The quote as it stands in a message: text of a machine, in a fence that it cannot close. */
export function quoteCommand({ command, hostName, how, output }: QuotedCommand): string {
  const text = `$ ${command}\n${shortened(output.replace(/\n+$/, ""))}`;
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  const where = hostName.replace(/[\s`]+/g, " ").slice(0, 200);
  return `About this command on ${where} (${how}):\n${fence}terminal output of ${where}\n${text}\n${fence}\n\n`;
}

/** The hosts whose output is quoted in a message, each once: what is quoted may hold orders that nobody gave. */
export function quotedHosts(message: string): string[] {
  return [...new Set([...message.matchAll(quoteLine)].map(([, host = ""]) => host.trim()))];
}

function shortened(text: string): string {
  const over = text.length - longestQuote;
  if (over <= 0) return text;
  const half = longestQuote / 2;
  return `${text.slice(0, half)}\n… ${over} characters left out …\n${text.slice(-half)}`;
}
