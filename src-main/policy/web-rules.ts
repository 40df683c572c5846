import type { Settings } from "../../shared/settings.ts";

/** What the settings say of the web. */
export type WebRules = Settings["web"];

/** Names that mean a machine of the house or of a cloud's inside, whatever they resolve to. */
const innerNames = [
  "localhost",
  "local",
  "internal",
  "intranet",
  "lan",
  "home.arpa",
  "localdomain",
];

/** An address in the one form in which it is judged, shown and sent; a sentence where it is none that could be fetched. */
export type ReadUrl = { url: URL } | { problem: string };

/** Reads an address as the agent or a redirect wrote it. Odd forms of hosts (0x7f.1, 2130706433) come out as what they mean. */
export function readWebUrl(text: string, base?: URL): ReadUrl {
  if (text.length > longestUrl) return { problem: `It is longer than ${longestUrl} characters.` };
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) {
    return { problem: "There are characters in it that nobody could see." };
  }
  const url = URL.parse(text, base?.href);
  if (url === null) return { problem: "It is no whole address, such as https://example.com/page." };
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return { problem: "Only http and https are fetched." };
  }
  if (url.username !== "" || url.password !== "") {
    return { problem: "It holds a user name or a password." };
  }
  if (url.hostname === "") return { problem: "It names no host." };
  // What stands behind # never leaves; a dot at the end of a name means the same name.
  url.hash = "";
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.replace(/\.+$/, "");
  return url.href.length > longestUrl
    ? { problem: `It is longer than ${longestUrl} characters.` }
    : { url };
}

const longestUrl = 2_000;

/** Why the settings forbid this address; null = they do not. */
export function webRefusal(url: URL, rules: WebRules): string | null {
  if (rules.access === "off") return "The web is switched off in the settings.";
  const denied = rules.deny.find((entry) => covers(entry, url, "any"));
  if (denied !== undefined) return `The settings deny pages of ${denied}.`;
  if (rules.access === "listed" && allowedBy(url, rules) === undefined) {
    return `The settings allow only the domains they list; ${url.hostname} is not among them.`;
  }
  if (mayBePrivate(url, rules)) return null;
  if (isInner(url.hostname)) {
    return `${url.hostname} is a name of this machine or its network, not of the web. The settings can allow it by name.`;
  }
  if (url.port !== "" && allowedBy(url, rules) === undefined) {
    return `Port ${url.port} is not one of the web's; the settings can allow ${url.host}.`;
  }
  return null;
}

/** Why a person need not be asked; null = they must be. */
export function webAllowance(url: URL, rules: WebRules): string | null {
  const entry = allowedBy(url, rules);
  if (entry !== undefined) return `The settings allow pages of ${entry} without a question.`;
  return rules.access === "open" ? "The settings allow all pages without a question." : null;
}

/** Whether the settings name this very host as one that may have a private address. */
export function mayBePrivate(url: URL, { allowPrivate }: WebRules): boolean {
  return allowPrivate.some((entry) => covers(entry, url, "same"));
}

/** The name as people write it, where it differs from how it is sent: letters of other scripts can look alike. */
export function unusualName(url: URL): string | null {
  return url.hostname.split(".").some((label) => label.startsWith("xn--")) ? url.hostname : null;
}

const allowedBy = (url: URL, { allow }: WebRules) =>
  allow.find((entry) => covers(entry, url, "below"));

/**
 * Whether an entry is about this address: `same` the very name, `below` also its subdomains; both with the port that stands
 * there, or with the usual one. `any`: with its subdomains, and without a port for all of them.
 */
function covers(entry: string, url: URL, how: "same" | "below" | "any"): boolean {
  const wanted = URL.parse(`http://${entry}`);
  if (wanted === null) return false;
  const name = wanted.hostname.replace(/\.+$/, "");
  const isBelow = how !== "same" && url.hostname.endsWith(`.${name}`);
  if (url.hostname !== name && !isBelow) return false;
  const port = /:(\d+)$/.exec(entry)?.[1];
  if (port === undefined) return how === "any" || url.port === "";
  return port === (url.port || usualPorts[url.protocol]);
}

const usualPorts: Record<string, string> = { "http:": "80", "https:": "443" };

/** A name without a dot, or below one that is not given out on the internet. */
const isInner = (name: string): boolean =>
  !/[.:]/.test(name) || innerNames.some((inner) => name === inner || name.endsWith(`.${inner}`));
