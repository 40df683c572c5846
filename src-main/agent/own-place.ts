import type { ActPlace } from "./act-to-judge.ts";
import { KeyGrants } from "./key-grants.ts";
import { Taint } from "./taint.ts";

/** What surrounds an act that a person does themselves: no conversation, and nothing that an agent has read. */
export const ownPlace = ({
  hosts,
  terminals,
}: Pick<ActPlace, "hosts" | "terminals">): ActPlace => ({
  conversationId: null,
  hosts,
  terminals,
  taint: new Taint(),
  keyGrants: new KeyGrants(),
  mode: null,
});
