import type { ToolInfo } from "../../shared/contract/chat.ts";

/** Every tool there is, as the app lists them. */
export const everyTool: readonly ToolInfo[] = [
  { name: "run_shell", words: "Run commands in a terminal", tier: "privileged" },
  {
    name: "capture_pane",
    words: "Read screens and output of terminals",
    tier: "reads",
  },
  { name: "send_keys", words: "Press keys in a terminal", tier: "changes" },
  { name: "list_hosts", words: "List hosts and open terminals", tier: "reads" },
  { name: "open_terminal", words: "Open a terminal on a host", tier: "changes" },
  { name: "read_file", words: "Read a file", tier: "reads" },
  { name: "list_files", words: "List the files of a folder", tier: "reads" },
  { name: "edit_file", words: "Change text in a file", tier: "changes" },
  { name: "write_file", words: "Write a whole file", tier: "changes" },
  { name: "copy_file", words: "Copy a file on a host", tier: "changes" },
  { name: "end_run", words: "End a command that runs", tier: "privileged" },
  { name: "delete_file", words: "Delete a file", tier: "changes" },
  { name: "ask_person", words: "Ask you a question", tier: "reads" },
  { name: "plan", words: "Write down a plan", tier: "reads" },
  { name: "time", words: "Look at the clock", tier: "reads" },
];
