import { attempt, client } from "../../control/client.ts";
import { useConnection } from "../../control/connection.ts";
import { useTerminals } from "../../terminals/terminal-store.ts";
import { useChat } from "../chat-store.ts";
import type { NoteAnswer } from "./note-blocks.ts";

/** `/quit`: says what goes on running. The desktop app's window is closed, at once where nothing would end with it. */
export async function quit(): Promise<NoteAnswer> {
  const terminals = [...useTerminals.getState().terminals.values()];
  const kept = terminals.filter(({ durability }) => durability === "tmux").length;
  const runs = await attempt(client.runs.list());
  const ending = runs.ok ? runs.value.filter(({ survives }) => !survives).length : 0;
  const going = runs.ok ? runs.value.length - ending : 0;
  const facts: [string, string][] = [
    ["Go on in tmux", `${count(kept, "terminal")}, ${count(going, "command")}`],
    [
      "End with Fairlead",
      `${count(terminals.length - kept, "terminal")}, ${count(ending, "command")}`,
    ],
  ];
  if (useConnection.getState().runtime === "web") {
    const words =
      "You can close this page: Fairlead and everything in it goes on, and its link opens it again. To end Fairlead, press Ctrl+C where it was started.";
    return [
      { kind: "text", text: words },
      { kind: "facts", facts },
    ];
  }
  const isBusy = useChat.getState().turnId !== null;
  if (!isBusy && ending === 0 && terminals.length === kept) {
    window.close();
    return [];
  }
  const words = `The last window that closes ends Fairlead.${isBusy ? " The agent is at work; its turn would end." : ""}`;
  return [
    { kind: "text", text: words },
    { kind: "facts", facts },
    { kind: "act", label: "Close this window", run: () => window.close() },
  ];
}

const count = (number: number, what: string): string =>
  `${number === 0 ? "no" : number} ${what}${number === 1 ? "" : "s"}`;
