import { block, count, linesOf, type PracticeQuestion, plain } from "./question.ts";
import { load } from "./questions/memory-and-load.ts";

/** How many hosts a demonstration goes to at most: more of them would only be more of the same. */
const mostHosts = 50;

/** The same question, asked of all hosts at once. */
export const fleet = {
  about: "all hosts at once",
  example: "How much disk is free on all hosts?",
};

/** Whether all hosts are meant, and not the one the person looks at. */
export function asksAllHosts(text: string): boolean {
  return /\b(?:all|every|each|alle[nrs]?|jede[mnr]|tod[oa]s|tous|toutes|chaque)\b.*\b(?:hosts?|machines?|servers?|rechner\w*|server\w*|servidores|maquinas|serveurs)\b/.test(
    plain(text),
  );
}

/** What is run on all of them: what the question asks for, else how long they have been up. */
export function fleetCall(
  question: PracticeQuestion | undefined,
  asked: string,
  hosts: readonly string[],
): { name: string; arguments: Record<string, unknown> } {
  const { command } = (question ?? load).propose(asked);
  const reason = `Asks ${count(hosts.length, "host")} the same, after one approval that names them all.`;
  return { name: "run_on_hosts", arguments: { hosts: hosts.slice(0, mostHosts), command, reason } };
}

/** Ids of the hosts in an answer of list_hosts. */
export function hostsListed(text: string): string[] {
  return [...text.matchAll(/^- .* \((host-[\w-]+)\) /gm)].flatMap(([, id]) => id ?? []);
}

/** What is said of a run on many hosts: its counts and its groups, as they were told. */
export function fleetAnswer(text: string): string {
  const hosts = /^hosts: (.+)$/m.exec(text)?.[1];
  if (hosts === undefined) return `Nothing was run. What came back:\n\n${block(linesOf(text), 6)}`;
  const groups = [...text.matchAll(/^group \d+: (.+)$/gm)].map(([, names]) => `- ${names}`);
  const folded =
    groups.length === 0 ? "" : `\n\nHosts with the same output, folded:\n\n${groups.join("\n")}`;
  return `**${hosts}.**${folded}\n\nThe grid shows each host's output, and what differs.`;
}
