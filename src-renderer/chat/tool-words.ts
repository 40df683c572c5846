import type { ChatItem } from "../../shared/contract/chat.ts";
import { unreachable } from "../../shared/result.ts";

export type ToolItemData = Extract<ChatItem, { kind: "tool" }>;

/** How a tool call stands: a shape, a word, and a tone for the colour. */
export interface ToolMark {
  shape: string;
  word: string;
  tone: "quiet" | "accent" | "success" | "warning" | "danger";
}

/** The mark of a tool call. An exit code other than 0 is not success. */
export function toolMark({
  status,
  exitCode,
}: Pick<ToolItemData, "status" | "exitCode">): ToolMark {
  switch (status.state) {
    case "asking":
      return { shape: "◇", word: "waits for approval", tone: "warning" };
    case "working":
      return { shape: "◌", word: "running", tone: "accent" };
    case "done":
      if (exitCode === null || exitCode === 0) {
        return { shape: "✓", word: exitCode === 0 ? "exit 0" : "done", tone: "success" };
      }
      return { shape: "▲", word: `exit ${exitCode}`, tone: "warning" };
    case "failed":
      return { shape: "✕", word: "failed", tone: "danger" };
    case "denied":
      return { shape: "⊘", word: "denied, not run", tone: "quiet" };
    case "expired":
      return { shape: "⊘", word: "expired, not run", tone: "quiet" };
    case "refused":
      return { shape: "⊘", word: "refused, not run", tone: "warning" };
    case "stopped":
      return { shape: "■", word: "stopped", tone: "quiet" };
    case "unknown":
      return { shape: "?", word: "unknown whether it ran", tone: "warning" };
    default:
      return unreachable(status);
  }
}

/** Of a command that is approved and not sent. */
export const waitsForKeyboard: ToolMark = {
  shape: "◇",
  word: "waits for the keyboard",
  tone: "accent",
};

/** The mark of a call whose command waits for somebody. */
export const waitsForInput: ToolMark = { shape: "◆", word: "needs input", tone: "warning" };

const titles: Record<string, string> = {
  run_shell: "run",
  run_on_hosts: "run",
  send_keys: "press keys",
  observe: "look at a terminal",
  capture_pane: "read the screen",
  list_hosts: "list hosts",
  open_terminal: "open a terminal",
  look_at_tmux: "look at tmux",
  use_tmux: "use tmux",
  time: "look at the clock",
  read_file: "read a file",
  list_files: "list a folder",
  write_file: "write a file",
  edit_file: "edit a file",
  copy_file: "copy a file",
  delete_file: "delete a file",
  end_run: "end a command",
  fetch_url: "fetch a web page",
  web_search: "search the web",
  ask_person: "ask you",
  plan: "plan",
};

/** What is done to the plan that stands above the composer. */
const planTitles: Record<string, string> = {
  create: "write a plan",
  get: "look at its plan",
  list: "look at its plans",
  update: "change a step of its plan",
  advance: "tick a step of its plan",
  abort: "abort its plan",
};

/** What a call without a command is about, as the agent wrote it. */
export interface ToolSubject {
  text: string;
  /** For "Copy …". */
  what: "path" | "address" | "query";
}

/** "/etc/motd", "/a → /b", "https://example.com/", what is searched for; null where it is about nothing of the kind. */
export function toolSubject({
  input,
  tool,
}: Pick<ToolItemData, "input" | "tool">): ToolSubject | null {
  const { destination, path, query, url } = argumentsOf(input);
  if (/_files?$/.test(tool) && typeof path === "string") {
    const text = typeof destination === "string" ? `${path} → ${destination}` : path;
    return { text, what: "path" };
  }
  if (tool === "fetch_url" && typeof url === "string") return { text: url, what: "address" };
  return tool === "web_search" && typeof query === "string" ? { text: query, what: "query" } : null;
}

function argumentsOf(input: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What a model names may have the name of something that every object has. */
const own = (words: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

/** "run on web-1", "fetch a web page from This computer": what a tool call does, and where. */
export function toolTitle({
  hostName,
  input = "",
  tool,
}: Pick<ToolItemData, "tool" | "hostName"> & Partial<Pick<ToolItemData, "input">>): string {
  const act = tool === "plan" ? own(planTitles, String(argumentsOf(input)["action"])) : undefined;
  const title = act ?? own(titles, tool) ?? tool;
  const place = tool === "fetch_url" || tool === "web_search" ? "from" : "on";
  return hostName === "" ? title : `${title} ${place} ${hostName}`;
}

/** What is said under a call that did not run as proposed; null where there is nothing to say. */
export function toolExplanation({ status }: Pick<ToolItemData, "status">): string | null {
  switch (status.state) {
    case "failed":
      return status.sentence;
    case "denied":
      return status.comment === "" ? null : `Your comment: ${status.comment}`;
    case "expired":
      return "Nobody answered in time, which counts as denied for this command.";
    case "refused":
      return status.refusals.map(({ sentence }) => sentence).join(" ");
    case "unknown":
      return "Fairlead ended while this was under way. Look at the terminal before running it again.";
    case "asking":
    case "working":
    case "done":
    case "stopped":
      return null;
    default:
      return unreachable(status);
  }
}
