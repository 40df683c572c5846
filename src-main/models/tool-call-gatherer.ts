import { randomBytes } from "node:crypto";
import type { ModelToolCall } from "./message.ts";
import type { ToolCallDelta } from "./wire.ts";

/** What providers take back; an id that is none of these would make them refuse the conversation from then on. */
const goodId = /^[\w.:-]{1,64}$/;

type PartialCall = { index: number | null; id: string; name: string; arguments: string };

/**
 * Puts tool calls together from their deltas. Copes with servers that leave out the index, give every call the index 0,
 * or leave out or repeat ids: `calls` has ids that are unique, also against `taken`, and that any server takes back.
 */
export class ToolCallGatherer {
  readonly #partials: PartialCall[] = [];
  readonly #taken: ReadonlySet<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  push(delta: ToolCallDelta): void {
    const partial = this.#partialFor(delta);
    if (partial.id === "") partial.id = delta.id ?? "";
    if (partial.name === "") partial.name = delta.function?.name ?? "";
    partial.arguments += delta.function?.arguments ?? "";
  }

  /** The calls in the order they began. */
  calls(): ModelToolCall[] {
    const used = new Set(this.#taken);
    return this.#partials.map(({ id, name, arguments: text }) => {
      const own = goodId.test(id) && !used.has(id) ? id : `call_${randomBytes(12).toString("hex")}`;
      used.add(own);
      return { id: own, name, arguments: text };
    });
  }

  #partialFor(delta: ToolCallDelta): PartialCall {
    const index = delta.index ?? null;
    const known =
      index === null
        ? this.#partials.at(-1)
        : this.#partials.findLast((partial) => partial.index === index);
    if (known !== undefined && !beginsAnother(known, delta)) return known;
    const fresh = { index, id: "", name: "", arguments: "" };
    this.#partials.push(fresh);
    return fresh;
  }
}

/** Another id, or a name once arguments have come, is another call whatever the index says. */
function beginsAnother(known: PartialCall, delta: ToolCallDelta): boolean {
  if (delta.id && known.id !== "" && delta.id !== known.id) return Boolean(delta.function?.name);
  const unnumbered = (delta.index ?? null) === null;
  return unnumbered && Boolean(delta.function?.name) && known.name !== "";
}
