import type { Operand } from "../programs/program.ts";
import { isDisk, isWholeDisk } from "./devices.ts";
import { type Found, unknown } from "./found.ts";
import {
  ANY,
  intersects,
  isExact,
  type PathPattern,
  pathPattern,
  pattern,
} from "./path-pattern.ts";
import { isSecretPath } from "./secret-paths.ts";
import type { ShellState } from "./shell-state.ts";
import { dropPrefix, hasUnknown, literalPrefix, type Token } from "./shell-word.ts";

/** The kinds that are judged by the word alone; the others hold code and are judged by what they contain. */
export type PlainOperand = Exclude<Operand, "command" | "script" | "awk" | "sed" | "assignment">;

const network = pattern("/dev/tcp/**");
const datagram = pattern("/dev/udp/**");
const isNetworkPath = (path: PathPattern): boolean =>
  intersects(path, network) || intersects(path, datagram);

const harmlessDevice =
  /^\/dev\/(null|zero|u?random|full|stdin|stdout|stderr|tty|ptmx|fd\/[\d\ue000]+|pts\/\d+)$/;
const harmlessSink = /^\/dev\/(null|stdout|stderr|zero|full|fd\/[\d\ue000]+)$/;

const systemPlace = /^(\/(etc|boot|usr|bin|sbin|lib|lib64|proc|sys|dev)(\/|$)|\/$)/;

export function pathsOf(token: Token, state: ShellState): PathPattern[] {
  const { home, directory, elsewhere } = state;
  const places = directory === null && elsewhere.length > 0 ? elsewhere : [directory];
  return places.flatMap((place) =>
    token.forms.map((form) => pathPattern(form, { home, directory: place })),
  );
}

/** What it means that a program gets this word as this kind of operand; empty = nothing beyond reading. */
export function judgeOperand(
  kind: PlainOperand,
  token: Token,
  state: ShellState,
  rule: string,
): Found[] {
  switch (kind) {
    case "text":
    case "name":
      return [];
    case "host":
      return judgeHost(token, rule);
    case "read":
      return judgeRead(token, state, rule);
    case "write":
    case "destroy":
      return judgeWrite(kind, token, state, rule);
    case "url":
      return judgeAddress(token, rule);
    default:
      return [unknown(rule, `What “${token.text}” is to the program cannot be told.`)];
  }
}

function judgeRead(token: Token, state: ShellState, rule: string): Found[] {
  if (token.stream || token.literal === "-") return [];
  for (const path of pathsOf(token, state)) {
    const found = readPath(path, token, rule);
    if (found !== null) return [found];
  }
  return readUnknown(token, state, rule);
}

/** What is read where the path is known, at least in part; null = nothing of note. */
function readPath(path: PathPattern, token: Token, rule: string): Found | null {
  if (isNetworkPath(path) && isExact(path)) {
    return { ...unknown(rule, `“${token.text}” opens a connection.`), network: true };
  }
  const isUnknown = path.includes(ANY) && hasUnknown(token);
  if (!isUnknown && isSecretPath(path)) {
    const because = `“${token.text}” holds or may hold secrets.`;
    return { class: "read-only", rule, because, secret: true };
  }
  const isDevice = path.startsWith("/dev/") && !/^\/dev\/shm\//.test(path);
  return isDevice && !harmlessDevice.test(path)
    ? unknown(rule, `“${token.text}” is a device.`)
    : null;
}

/** A file that is only known when the command runs. */
function readUnknown(token: Token, state: ShellState, rule: string): Found[] {
  if (state.lost && token.forms.some((form) => !/^[/~]/.test(firstOf(form)))) {
    return [unknown(rule, `Where “${token.text}” is, is only known when it runs.`)];
  }
  const onlyPaths = token.forms.every((form) =>
    form.every(
      (piece, at) =>
        typeof piece === "string" || piece.hole !== "path" || (at === 0 && piece.pattern === "~"),
    ),
  );
  if (hasUnknown(token) || !onlyPaths) {
    return [unknown(rule, `Which file “${token.text}” is, is only known when it runs.`)];
  }
  return [];
}

/** How a word begins; the home directory as "~". */
function firstOf([piece = ""]: Token["forms"][number]): string {
  if (typeof piece === "string") return piece;
  return piece.pattern === "~" ? "~" : "";
}

function judgeWrite(
  kind: "write" | "destroy",
  token: Token,
  state: ShellState,
  rule: string,
): Found[] {
  if (token.stream || (kind === "write" && token.literal === "-")) return [];
  const paths = pathsOf(token, state);
  if (paths.length > 0 && paths.every((path) => harmlessSink.test(path))) return [];
  const founds = paths.flatMap((path) => writtenPath(kind, path, token, state, rule));
  return founds;
}

function writtenPath(
  kind: "write" | "destroy",
  path: PathPattern,
  token: Token,
  state: ShellState,
  rule: string,
): Found[] {
  const { text } = token;
  if (touchesProtected(path, token, state)) return [protectedData(text, rule)];
  if (isNetworkPath(path) && isExact(path)) {
    return [{ ...unknown(rule, `“${text}” opens a connection.`), network: true }];
  }
  if (isDisk(path)) {
    const because = `It overwrites the device “${text}”.`;
    return [{ class: "destructive", rule, because, ...(isWholeDisk(path) && { denied: true }) }];
  }
  if (kind === "destroy") {
    return [{ class: "destructive", rule, because: `It deletes or overwrites “${text}”.` }];
  }
  const place = systemPlace.test(path);
  return place
    ? [{ class: "privileged", rule, because: `It writes “${text}”, which belongs to the system.` }]
    : [{ class: "change", rule, because: `It writes “${text}”.` }];
}

const protectedData = (text: string, rule: string): Found => ({
  class: "destructive",
  rule,
  because: `“${text}” is or contains Fairlead's own data, which no command may change.`,
  denied: true,
});

/** Whether it is a protected path, stands in one, or holds one that goes with it. */
function touchesProtected(
  path: PathPattern,
  token: Token,
  { protectedPaths, home }: ShellState,
): boolean {
  // What is not known at all cannot be compared; it asks for that.
  if (hasUnknown(token) && !literalPrefix(token).startsWith("/")) return false;
  return protectedPaths.some((place) => {
    const own = pathPattern([place], { directory: null, home });
    if (intersects(path, own) || intersects(path, `${own}/${ANY}`)) return true;
    return isExact(path) && path !== "/" && own.startsWith(`${path}/`);
  });
}

/** The first word that names protected data, for a command that does more than read, in whatever way. */
export function protectedWord(words: readonly Token[], state: ShellState, rule: string): Found[] {
  if (state.protectedPaths.length === 0) return [];
  const inside = words.find((token) =>
    [token, afterSign(token)].some((word) =>
      pathsOf(word, state).some(
        (path) => isExact(path) && touchesProtected(path, word, state) && /[/~]/.test(word.text),
      ),
    ),
  );
  return inside === undefined ? [] : [protectedData(inside.text, rule)];
}

/** A name that is looked up tells whoever serves it; what is put together while it runs may carry data out. */
function judgeHost(token: Token, rule: string): Found[] {
  const known = token.forms.every((form) => form.every((piece) => typeof piece === "string"));
  const because = `Which machine “${token.text}” is, is only known when it runs.`;
  return known ? [] : [{ class: "read-only", rule, because, network: true }];
}

/** The value in name=value and --name=value. */
function afterSign(token: Token): Token {
  const at = literalPrefix(token).indexOf("=");
  return at === -1 ? token : dropPrefix(token, at + 1);
}

const loopback = /^(\w+:\/\/)?(localhost|127(\.\d{1,3}){3}|\[?::1\]?)(:\d+)?([/?#]|$)/i;

function judgeAddress(token: Token, rule: string): Found[] {
  const { literal } = token;
  if (literal !== null) {
    if (/^file:/i.test(literal)) return [unknown(rule, `“${token.text}” reads a file.`)];
    if (loopback.test(literal)) return [];
  }
  const known = literal !== null || /^\w+:\/\/[^/]+\//.test(literalPrefix(token));
  const because = `It connects to “${token.text}”.`;
  return known
    ? [{ class: "read-only", rule, because, network: true }]
    : [
        {
          class: "unknown",
          rule,
          because: `Where “${token.text}” leads, is only known when it runs.`,
          network: true,
        },
      ];
}
