/** What can stand in one place behind a command; the last place takes the rest of the line. */
export type SlashArgument =
  | "model"
  | "conversation"
  | "command-run"
  | "host"
  | "terminal"
  | "approval"
  | "slash-command"
  | "signal"
  | "duration"
  | "plan-step"
  | "text";

/** A command that a person gives with a slash: in a chat's composer, later in other channels. */
export interface SlashCommand {
  name: string;
  /** What follows the name, for a person: "ID [TERM|KILL]". */
  usage: string;
  /** What it does, in one short line. */
  words: string;
  /** What else there is to know, for `/help NAME`. */
  more: string;
  /** What stands behind the name, place by place. */
  places: readonly SlashArgument[];
  /** Words that may stand in the first place, and what stands behind each. */
  verbs?: Readonly<Record<string, readonly SlashArgument[]>>;
  /** It means something only where there is a window. */
  windowOnly?: true;
}

const none: readonly SlashArgument[] = [];

/** Every command, in the order in which they are listed. */
export const slashCommands = [
  {
    name: "status",
    usage: "",
    words: "Version, model, mode, what waits and what runs",
    more: "Nothing is sent to the agent.",
    places: none,
  },
  {
    name: "help",
    usage: "[COMMAND]",
    words: "These commands, or one of them",
    more: "A message that begins with a space or with // is sent to the agent as it is.",
    places: ["slash-command"],
  },
  {
    name: "model",
    usage: "[NAME]",
    words: "Show the models, or choose the one that answers",
    more: "It answers from the next message on. A conversation that was begun with a model of its own keeps it.",
    places: ["model"],
  },
  {
    name: "login",
    usage: "",
    words: "Address and key of a model",
    more: "Opens the settings. A key goes to the keychain and is never shown again.",
    places: none,
    windowOnly: true,
  },
  {
    name: "context",
    usage: "[show|compact]",
    words: "How much of the model's context is used",
    more: "What the next request is made of, in tokens. compact sums up what is older now, so that more has room.",
    places: none,
    verbs: { show: none, compact: none },
  },
  {
    name: "ps",
    usage: "",
    words: "Commands that run now",
    more: "Yours and the agent's, with the ids that /kill and /timeout take.",
    places: none,
  },
  {
    name: "kill",
    usage: "[ID] [TERM|KILL|INT]",
    words: "End a command that runs",
    more: "TERM (the usual) asks its processes to end, KILL ends them at once, INT is ^C. /ps lists the ids; where one command runs it needs none.",
    places: ["command-run", "signal"],
  },
  {
    name: "timeout",
    usage: "[ID] DURATION",
    words: "End a command after a while",
    more: 'A duration is such as 30s, 10m or 2h from now, then TERM; "off" takes that back. /ps lists the ids; where one command runs it needs none.',
    places: ["command-run", "duration"],
  },
  {
    name: "approve",
    usage: "[NUMBER]",
    words: "List what waits for your approval, or go to one",
    more: "It approves nothing: you do that on the card, which shows what would run and where.",
    places: ["approval"],
    windowOnly: true,
  },
  {
    name: "plan",
    usage: "[show|list|abort|done N|skip N]",
    words: "The agent's plan",
    more: "Aborting a plan stops nothing that runs; the agent is told at its next step.",
    places: none,
    verbs: { show: none, list: none, abort: none, done: ["plan-step"], skip: ["plan-step"] },
  },
  {
    name: "hosts",
    usage: "[FILTER]",
    words: "Your hosts and how they stand",
    more: "The filter is part of a name, an address, a group or a tag.",
    places: ["host"],
  },
  {
    name: "observe",
    usage: "[TERMINAL]",
    words: "What the agent would see of a terminal",
    more: "Its state, the last commands and the screen, word for word. Without a name: the terminal in use.",
    places: ["terminal"],
  },
  {
    name: "session",
    usage: "[show|rename TITLE|new [TITLE]|switch NAME]",
    words: "This conversation",
    more: "Without a word behind it: its title, model, age and tokens.",
    places: none,
    verbs: { show: none, rename: ["text"], new: ["text"], switch: ["conversation"] },
  },
  {
    name: "sessions",
    usage: "",
    words: "All conversations",
    more: "The one used last comes first.",
    places: none,
  },
  {
    name: "switch",
    usage: "NAME",
    words: "Go to another conversation",
    more: "By a part of its title, or by its id.",
    places: ["conversation"],
  },
  {
    name: "new",
    usage: "[TITLE]",
    words: "Begin a new conversation",
    more: "Without a title the first question gives it one.",
    places: ["text"],
  },
  {
    name: "retry",
    usage: "",
    words: "Ask the last question again",
    more: "After a turn that failed or was stopped it goes on from there.",
    places: none,
  },
  {
    name: "cancel",
    usage: "",
    words: "Stop the agent",
    more: "Ends the turn; a command of the agent that it waits for gets ^C.",
    places: none,
  },
  {
    name: "doctor",
    usage: "",
    words: "Check this installation",
    more: "Opens the settings.",
    places: none,
    windowOnly: true,
  },
  {
    name: "quit",
    usage: "",
    words: "Close Fairlead, and say what goes on running",
    more: "In a browser it only says so: a page does not end the program behind it.",
    places: none,
    windowOnly: true,
  },
] as const satisfies readonly SlashCommand[];

export type SlashName = (typeof slashCommands)[number]["name"];

/** The command of this name; null where there is none. Capital letters count as small ones. */
export function slashCommand(name: string): (SlashCommand & { name: SlashName }) | null {
  return slashCommands.find((command) => command.name === name.toLowerCase()) ?? null;
}
