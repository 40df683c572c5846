import type { Action } from "../../shared/contract/approvals.ts";
import { commandClass } from "../../shared/contract/policy.ts";
import { unreachable } from "../../shared/result.ts";
import { findSecrets } from "../base/redaction/find-secrets.ts";
import type { ActToJudge } from "./act.ts";
import type { JudgeCommand, ShellContext } from "./command-judgement.ts";
import type { JudgedAct } from "./decide.ts";
import { deniedPattern, type FilePlace, pathRefusal } from "./file-rules.ts";
import { isNamedKey } from "./key-names.ts";
import type { PolicyRules } from "./policy-rules.ts";
import { isStarted } from "./started-files.ts";
import { readWebUrl, unusualName, type WebRules, webRefusal } from "./web-rules.ts";

/** What an act is judged with. */
export type ActSurroundings = {
  rules: Pick<PolicyRules, "files" | "keys" | "longestCommand" | "singleCommand">;
  /** The preset in force there: hardened takes one simple command only. */
  preset: string;
  judgeCommand: JudgeCommand;
  /** What went through the gate in that very shell before. */
  changes: ShellContext["changes"];
  place: FilePlace;
  web: WebRules;
};

/** The act by itself, and what the policy file forbids about its form, as sentences. */
export type ActJudged = { act: JudgedAct; forbidden: string[] };

/** What an act is, whatever it is, without mode and lists. Pure. */
export function judgeAct(given: ActToJudge, surroundings: ActSurroundings): ActJudged {
  const { action } = given;
  switch (action.kind) {
    case "run-shell":
    case "run-on-hosts":
      return judgeShell(action.command, given, surroundings);
    case "send-keys":
      return judgeKeys(action.keys, given, surroundings);
    case "open-terminal":
      return simply(action.kind, "read-only", `It logs in on ${given.host.name}.`);
    case "read-file":
      return judgeRead(action.path, surroundings);
    case "change-file":
      return withLater(
        judgeChange(action, surroundings),
        action.revert?.command,
        given,
        surroundings,
      );
    case "end-run":
      return simply(action.kind, "destructive", "It ends a command that runs.");
    case "fetch-url":
      return judgeFetch(action, surroundings);
    case "ask-person":
      return simply(action.kind, "read-only", "It asks a question and does nothing by itself.");
    default:
      return unreachable(action);
  }
}

function judgeShell(
  command: string,
  { terminal }: ActToJudge,
  { changes, judgeCommand, place, preset, rules }: ActSurroundings,
): ActJudged {
  const judged = judgeCommand(command, {
    shell: terminal?.shell ?? "unknown",
    ...(terminal?.system === undefined ? {} : { system: terminal.system }),
    directory: terminal?.directory ?? null,
    home: place.home,
    protectedPaths: place.protectedPaths,
    changes,
  });
  const { longestCommand } = rules;
  const forbidden: string[] = [];
  if (longestCommand !== null && command.length > longestCommand) {
    forbidden.push(
      `The policy file allows commands of at most ${longestCommand} characters; this one has ${command.length}.`,
    );
  }
  if ((rules.singleCommand || preset === "hardened") && judged.simple === null) {
    forbidden.push(
      "Only one simple command at a time is allowed here: no pipes, redirects, chains, substitutions or wildcards.",
    );
  }
  // What writes there is denied by the judge; here it is what nobody can read, and what would talk to its socket.
  const opaque = judged.class === "unknown" || judged.network;
  if (opaque && place.protectedPaths.some((path) => command.includes(path))) {
    forbidden.push("It names Fairlead's own data folder, and what it does there cannot be told.");
  }
  const { changes: _, ...rest } = judged;
  return { act: { ...rest, kind: "run-shell" }, forbidden };
}

function judgeKeys(
  keys: readonly string[],
  { running }: ActToJudge,
  { rules }: ActSurroundings,
): ActJudged {
  const text = keys.filter((key) => !isNamedKey(key));
  const unnamed = keys.filter((key) => isNamedKey(key) && !rules.keys.names.includes(key));
  const forbidden = [...new Set(unnamed)].map(
    (key) => `The policy file does not allow the key ${key}.`,
  );
  if (text.length === 0) {
    return { ...simply("send-keys", "change", "It presses keys by name."), forbidden };
  }
  if (running === null || running === undefined) {
    if (!rules.keys.text.prompts) {
      forbidden.push("The policy file does not allow typing text at a prompt.");
    }
    const judged = simply("send-keys", "unknown", "It types text, whose effect nobody can tell.");
    return { ...judged, forbidden };
  }
  const name = programOf(running.command);
  const known = running.keysAllowed || rules.keys.text.programs.includes(name);
  const judged = known
    ? simply("send-keys", "change", `It types into ${name}, which was allowed.`)
    : simply(
        "send-keys",
        "unknown",
        "It types into a running program: nobody can tell its effect.",
      );
  return { ...judged, forbidden };
}

function judgeRead(path: string, { place, rules }: ActSurroundings): ActJudged {
  const judged = simply("read-file", "read-only", "It reads a file.");
  const refusal = pathRefusal(rules.files, "read", path, place);
  const secret = deniedPattern(rules.files, path, place.home) !== null;
  return {
    act: { ...judged.act, secret },
    forbidden: refusal === null ? [] : [refusal],
  };
}

/** The change together with the command that may follow when it is taken back: the worse of both. */
function withLater(
  change: ActJudged,
  command: string | null | undefined,
  given: ActToJudge,
  surroundings: ActSurroundings,
): ActJudged {
  if (command === null || command === undefined) return change;
  const shell = { id: "term-revert", shell: "dash", directory: null } as const;
  const { act, forbidden } = judgeShell(command, { ...given, terminal: shell }, surroundings);
  const order = commandClass.options;
  const isWorse = order.indexOf(act.class) > order.indexOf(change.act.class);
  const [first, ...rest] = change.act.reasons;
  return {
    act: {
      ...change.act,
      class: isWorse ? act.class : change.act.class,
      network: act.network,
      secret: act.secret,
      denied: act.denied,
      reasons: [first, ...rest, `When it is taken back, “${command}” runs: ${act.reasons[0]}`],
      parts: act.parts.map((part) => ({ ...part, at: null })),
    },
    forbidden: [...change.forbidden, ...forbidden],
  };
}

function judgeFetch(
  { query, url: text }: Extract<Action, { kind: "fetch-url" }>,
  { web }: ActSurroundings,
): ActJudged {
  const what = query === null ? "It fetches a page of the web" : "It searches the web";
  const reasons: [string, ...string[]] = [`${what}: what stands in the address goes there.`];
  const read = readWebUrl(text);
  if ("problem" in read) {
    const judged = simply("fetch-url", "read-only", reasons[0]);
    return { act: { ...judged.act, network: true }, forbidden: [read.problem] };
  }
  if (unusualName(read.url) !== null) {
    reasons.push(
      "The domain's name holds letters of other alphabets, which can look like another name.",
    );
  }
  const secret = [text, decoded(text)].some((form) => findSecrets(form).length > 0);
  if (secret) reasons.push("The address holds what looks like a secret.");
  const refusal = webRefusal(read.url, web);
  return {
    act: { ...simply("fetch-url", "read-only", reasons[0]).act, network: true, secret, reasons },
    forbidden: refusal === null ? [] : [refusal],
  };
}

/** With percent signs resolved; as it stands where they mean nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function judgeChange(
  {
    bytesAfter,
    bytesBefore,
    destination,
    operation,
    path,
  }: Extract<Action, { kind: "change-file" }>,
  { place, rules }: ActSurroundings,
): ActJudged {
  const judged =
    operation === "delete"
      ? simply("change-file", "destructive", "It deletes a file.")
      : isStarted(destination ?? path, place.home)
        ? simply("change-file", "privileged", "It changes a file that a system or a shell runs.")
        : simply("change-file", "change", changeWords[operation]);
  const forbidden =
    operation === "copy"
      ? [
          pathRefusal(rules.files, "read", path, place),
          destination === null
            ? "A copy needs a place to go to."
            : pathRefusal(rules.files, "copy", destination, place),
        ]
      : [pathRefusal(rules.files, operation, path, place)];
  const { largestWrite } = rules.files;
  if (operation !== "delete" && Math.max(bytesBefore ?? 0, bytesAfter ?? 0) > largestWrite) {
    forbidden.push(`The file policy allows files of at most ${largestWrite} bytes to be changed.`);
  }
  return { act: judged.act, forbidden: forbidden.filter((each) => each !== null) };
}

const changeWords = {
  write: "It writes a file.",
  edit: "It changes a file.",
  copy: "It copies a file.",
} as const;

function simply(kind: Action["kind"], worst: JudgedAct["class"], reason: string): ActJudged {
  const act: JudgedAct = {
    kind,
    class: worst,
    network: false,
    secret: false,
    denied: null,
    reasons: [reason],
    parts: [],
    simple: null,
    opaque: false,
  };
  return { act, forbidden: [] };
}

function programOf(command: string): string {
  const [first = ""] = command.trim().split(/\s+/);
  return first.slice(first.lastIndexOf("/") + 1);
}
