import { type SlashCommand, slashCommand, slashCommands } from "../../../shared/slash/commands.ts";
import { nearestCommand } from "../../../shared/slash/parse-slash.ts";
import { type NoteAnswer, textNote } from "./note-blocks.ts";

/** `/help [COMMAND]` */
export function help(wanted: string): NoteAnswer {
  const name = wanted.replace(/^\//, "");
  if (name !== "") {
    const command = slashCommand(name);
    return command === null ? textNote(unknownWords(name)) : aboutOne(command);
  }
  const rows = slashCommands.map((command) => ({
    text: written(command),
    link: { kind: "command" as const, text: `/${command.name}` },
    detail: command.words,
  }));
  const more =
    "Tab completes, Up brings back what you wrote. A message that begins with a space or // is sent to the agent as it is.";
  return [{ kind: "list", rows }, ...textNote(more)];
}

/** What a person is told of a name that is no command. */
export function unknownWords(name: string): string {
  if (name === "") return "A command's name follows the slash. /help lists them.";
  const nearest = nearestCommand(name);
  const meant = nearest === null ? " /help lists them." : ` Did you mean /${nearest}?`;
  return `There is no command /${name}.${meant} Nothing was sent. To send it to the agent as it is, put a space before it.`;
}

const written = ({ name, usage }: SlashCommand): string => `/${name} ${usage}`.trimEnd();

function aboutOne(command: SlashCommand): NoteAnswer {
  return [
    {
      kind: "facts",
      facts: [
        ["Write", written(command)],
        ["Does", command.words],
        ["More", command.more],
      ],
    },
  ];
}
