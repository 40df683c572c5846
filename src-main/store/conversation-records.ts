import { sql } from "kysely";
import {
  type ChatItem,
  type Conversation,
  chatItem,
  conversation,
} from "../../shared/contract/chat.ts";
import { type Plan, plan, planLimits } from "../../shared/contract/plan.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { ConversationId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

/** Conversations, what is shown of them and what the model sees of them. */
export class ConversationRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The last used first. */
  list(): Promise<Result<Conversation[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("conversations")
        .selectAll()
        .orderBy("used_at", "desc")
        .orderBy("id", "desc")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        title: row.title,
        profileId: row.profile_id,
        createdAt: row.created_at,
        usedAt: row.used_at,
        toolsOff: conversation.shape.toolsOff.parse(JSON.parse(row.tools_off)),
      }));
    });
  }

  /** Adds the conversation, or replaces what is on record for its id. */
  put({
    id,
    title,
    profileId,
    createdAt,
    usedAt,
    toolsOff,
  }: Conversation): Promise<Result<void, FairleadError>> {
    const values = {
      title,
      profile_id: profileId,
      created_at: createdAt,
      used_at: usedAt,
      tools_off: JSON.stringify(toolsOff),
    };
    return attempt(async () => {
      await this.#store.db
        .insertInto("conversations")
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    });
  }

  /** With all its items and messages. */
  delete(id: ConversationId): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      await this.#store.db.deleteFrom("conversations").where("id", "=", id).execute();
    });
  }

  /** Conversations whose last item is no end, or with a tool call that is not settled. */
  unsettled(): Promise<Result<ConversationId[], FairleadError>> {
    return attempt(async () => {
      const { rows } = await sql<{ id: ConversationId }>`
        SELECT conversation_id AS id FROM items WHERE open = 1
        UNION
        SELECT conversation_id FROM items
        GROUP BY conversation_id
        HAVING max(position) FILTER (WHERE kind <> 'fold')
          IS NOT max(position) FILTER (WHERE kind = 'end')
        ORDER BY 1`.execute(this.#store.db);
      return rows.map(({ id }) => id);
    });
  }

  items(id: ConversationId): Promise<Result<ChatItem[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("items")
        .select("json")
        .where("conversation_id", "=", id)
        .orderBy("position")
        .execute();
      return rows.map((row) => chatItem.parse(JSON.parse(row.json)));
    });
  }

  /** Adds the item at `position`, or replaces the one with its id where it is. */
  putItem(
    id: ConversationId,
    position: number,
    item: ChatItem,
  ): Promise<Result<void, FairleadError>> {
    const values = {
      kind: item.kind,
      open: isOpen(item) ? 1 : 0,
      json: JSON.stringify(item),
    } as const;
    return attempt(async () => {
      await this.#store.db
        .insertInto("items")
        .values({ id: item.id, conversation_id: id, position, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    });
  }

  messages(id: ConversationId): Promise<Result<unknown[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("messages")
        .select("json")
        .where("conversation_id", "=", id)
        .orderBy("position")
        .execute();
      return rows.map((row): unknown => JSON.parse(row.json));
    });
  }

  /** Adds messages from `position` on, all of them or none. */
  addMessages(
    id: ConversationId,
    position: number,
    messages: readonly unknown[],
  ): Promise<Result<void, FairleadError>> {
    const rows = messages.map((message, index) => ({
      conversation_id: id,
      position: position + index,
      json: JSON.stringify(message),
    }));
    return attempt(async () => {
      if (rows.length > 0) await this.#store.db.insertInto("messages").values(rows).execute();
    });
  }

  /** Plans of the agent, oldest first. */
  plans(id: ConversationId): Promise<Result<Plan[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("plans")
        .select("json")
        .where("conversation_id", "=", id)
        .orderBy("id")
        .execute();
      return rows.map((row) => plan.parse(JSON.parse(row.json)));
    });
  }

  /** Adds plans, or replaces those with their ids, all of them or none; forgets the oldest beyond `planLimits.kept`. */
  putPlans(id: ConversationId, plans: readonly Plan[]): Promise<Result<void, FairleadError>> {
    return attempt(() =>
      this.#store.db.transaction().execute(async (transaction) => {
        for (const one of plans) {
          const json = JSON.stringify(one);
          await transaction
            .insertInto("plans")
            .values({ id: one.id, conversation_id: id, json })
            .onConflict((conflict) => conflict.column("id").doUpdateSet({ json }))
            .execute();
        }
        const kept = transaction
          .selectFrom("plans")
          .select("id")
          .where("conversation_id", "=", id)
          .orderBy("id", "desc")
          .limit(planLimits.kept);
        await transaction
          .deleteFrom("plans")
          .where("conversation_id", "=", id)
          .where("id", "not in", kept)
          .execute();
      }),
    );
  }
}

/** Whether a later start may have more to say about it. */
function isOpen(item: ChatItem): boolean {
  if (item.kind !== "tool") return false;
  const { state } = item.status;
  return state === "asking" || state === "working" || (state === "unknown" && item.runId !== null);
}
