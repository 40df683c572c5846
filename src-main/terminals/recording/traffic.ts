import type { TerminalSize } from "../../../shared/contract/terminals.ts";

/** Who pressed keys: the person, or the agent with an approval. */
export type Typist = "person" | "agent";

/** What passes through a terminal, in order. */
export type Traffic =
  | { type: "output"; bytes: Uint8Array }
  /** The screen begins anew with this picture. */
  | { type: "reset"; picture: Uint8Array }
  | { type: "typed"; bytes: Uint8Array; by: Typist }
  /** A stored secret answered a question; its value is told to nobody. */
  | { type: "filled" }
  | { type: "resized"; size: TerminalSize };
