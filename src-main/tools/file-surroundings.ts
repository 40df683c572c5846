import type { FileDesk } from "../targets/files/file-desk.ts";

/** As much of the files of hosts as tools use. */
export type ToolFiles = Pick<FileDesk, "rules" | "open" | "refusal" | "change">;
