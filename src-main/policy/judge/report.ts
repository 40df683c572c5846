import type { JudgedPart } from "../../../shared/contract/policy.ts";
import { type Found, partOf, type Where } from "./found.ts";
import type { Frame } from "./judging.ts";

/** Where a node stands in its text. */
type Span = { pos: number; end: number };

/** Everything that was found in a command, and the parts in which it was found. */
export class Report {
  readonly parts: JudgedPart[] = [];
  readonly founds: Found[] = [];

  where({ source, placed, depth }: Frame, { pos, end }: Span): Where {
    return { text: source.slice(pos, end), at: placed ? { start: pos, end } : null, depth };
  }

  /** A part of its own for what was found in a node. */
  note(frame: Frame, node: Span, ...founds: Found[]): void {
    this.add(this.where(frame, node), founds);
  }

  /** A part, harmless where nothing was found in it. */
  add(where: Where, founds: readonly Found[], rule = "shell"): void {
    this.founds.push(...founds);
    const harmless: Found = { class: "read-only", rule, because: "It only reads." };
    this.parts.push(partOf(where, founds, harmless));
  }
}

/** A clause as a sentence. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
