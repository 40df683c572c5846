import type { WebDesk } from "../web/web-desk.ts";

/** As much of the web as tools use. */
export type ToolWeb = Pick<WebDesk, "problem" | "kept" | "fetch" | "search">;
