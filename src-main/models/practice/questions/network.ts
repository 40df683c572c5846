import { block, count, linesOf, type PracticeQuestion } from "../question.ts";

export const ports: PracticeQuestion = {
  about: "listening ports",
  example: "Which ports are listening?",
  decides:
    /\b(ports?|listen(ing|s)?|sockets?|netstat|ss|puertos?|lausch(t|en)|horch(t|en)|ecoutent?)\b/,
  helps: /\b(open|which|what|offene?n?|abiertos|ouverts)\b/,
  propose: () => ({
    command:
      "ss -tulnp 2>/dev/null || netstat -tulnp 2>/dev/null || lsof -nP -iTCP -sTCP:LISTEN 2>/dev/null || cat /proc/net/tcp /proc/net/tcp6",
    reason: "Lists the ports on which programs wait for connections.",
  }),
  answer: (output) => {
    const found = linesOf(output).flatMap((line) => listener(line) ?? hexListener(line) ?? []);
    const seen = new Map(found.map((one) => [`${one.port}/${one.protocol} ${one.local}`, one]));
    const all = [...seen.values()].sort((one, other) => one.port - other.port);
    if (all.length === 0) {
      const empty = /^(Netid|Proto|sl )|local_address/m.test(output);
      return empty ? "**No port is listening.**" : null;
    }
    const named = (local: boolean) =>
      all
        .filter((one) => one.local === local)
        .map(({ port, protocol, program }) => `${port}/${protocol}${program && ` (${program})`}`);
    const [here, open] = [named(true), named(false)];
    const outside =
      open.length === 0
        ? "**No port listens beyond this machine.**"
        : `**${count(open.length, "port listens", "ports listen")} beyond this machine:** ${open.join(", ")}.`;
    return here.length === 0 ? outside : `${outside} Only on this machine: ${here.join(", ")}.`;
  },
};

type Listener = { protocol: string; port: number; local: boolean; program: string };

/** A line of ss, netstat or lsof. */
function listener(line: string): Listener | null {
  if (!/\b(LISTEN|UNCONN)\b|^udp/i.test(line)) return null;
  const [, host = "", port = ""] = /(?:^|\s)(\S*?):(\d+)(?=\s|$)/.exec(line) ?? [];
  if (port === "") return null;
  const protocol = /\budp/i.test(line) ? "udp" : "tcp";
  const program = /users:\(\("([^"]+)"/.exec(line)?.[1] ?? /\s\d+\/([\w.-]+)/.exec(line)?.[1];
  const fromLsof = /\(LISTEN\)$/.test(line) ? line.split(/\s+/)[0] : undefined;
  const local = /^(127\.|\[?::1\]?$|\[?::ffff:127\.|localhost$)/.test(host);
  return { protocol, port: Number(port), local, program: program ?? fromLsof ?? "" };
}

/** A line of /proc/net/tcp: state 0A is LISTEN, addresses are hexadecimal with the bytes of each word turned round. */
function hexListener(line: string): Listener | null {
  const [, host = "", port = ""] =
    /^\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A\b/.exec(line) ?? [];
  if (port === "") return null;
  const local = host.endsWith("7F") || host === `${"0".repeat(24)}01000000`;
  return { protocol: "tcp", port: Number.parseInt(port, 16), local, program: "" };
}

export const addresses: PracticeQuestion = {
  about: "network addresses",
  example: "What are the IP addresses?",
  decides: /\b(ips?|ip[- ]?address(es)?|interfaces?|ip-?adressen?|direccion(es)?|adresses? ip)\b/,
  helps: /\b(network|which|what|netz\w*|red|reseau)\b/,
  propose: () => ({
    command: "ip -br addr 2>/dev/null || ifconfig -a 2>/dev/null || cat /proc/net/fib_trie",
    reason: "Shows the network interfaces and their addresses.",
  }),
  answer: (output) => {
    const found = output.matchAll(/\b(\d{1,3}(?:\.\d{1,3}){3})(\/\d+)?\b/g);
    const usable = [...found]
      .map(([, address = "", prefix = ""]) => ({ address, text: `${address}${prefix}` }))
      .filter(({ address }) => !/^(127|0|255)\.|\.(0|255)$/.test(address));
    const unique = [...new Map(usable.map((one) => [one.address, one.text])).values()];
    if (unique.length === 0) return null;
    const list = unique.map((text) => `**${text}**`).join(", ");
    return `${count(unique.length, "IPv4 address", "IPv4 addresses")} besides loopback: ${list}.\n\n${block(linesOf(output), 12)}`;
  },
};
