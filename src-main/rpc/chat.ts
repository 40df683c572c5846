import type { ChatEvent, ConversationEvent } from "../../shared/contract/chat.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { joinedStream, stateStream } from "./streams.ts";

export function chatRouter(base: ContractBase, { chat }: Services) {
  const listed = (): ConversationEvent => ({
    type: "conversations-listed",
    conversations: chat.conversations(),
  });
  return {
    create: base.chat.create.handler(({ input }) =>
      valueFrom(chat.create(input?.profileId ?? null)),
    ),
    rename: base.chat.rename.handler(({ input }) => valueFrom(chat.rename(input.id, input.title))),
    tools: base.chat.tools.handler(() => chat.tools()),
    setTool: base.chat.setTool.handler(({ input: { id, tool, on }, context }) =>
      valueFrom(chat.setTool(id, tool, on, context.actor)),
    ),
    remove: base.chat.remove.handler(({ input }) => valueFrom(chat.remove(input.id))),
    send: base.chat.send.handler(({ input, context }) =>
      valueFrom(chat.send(input.id, input.text, input.terminalId, context.turn)),
    ),
    retry: base.chat.retry.handler(({ input, context }) =>
      valueFrom(chat.retry(input.id, input.terminalId, context.turn)),
    ),
    stop: base.chat.stop.handler(({ input }) => valueFrom(chat.stop(input.id))),
    observe: base.chat.observe.handler(({ input }) => valueFrom(chat.observe(input.terminalId))),
    plans: base.chat.plans.handler(({ input }) => valueFrom(chat.plans(input.id))),
    changePlan: base.chat.changePlan.handler(({ input }) =>
      valueFrom(chat.changePlan(input.id, input.change)),
    ),
    conversations: base.chat.conversations.handler(({ signal }) =>
      stateStream(listed, chat.conversationsChanged, signal),
    ),
    events: base.chat.events.handler(async ({ input, signal }) => {
      let state = await valueFrom(chat.state(input.id));
      return joinedStream<ChatEvent>(
        () => {
          const newest = chat.state(input.id);
          if (!(newest instanceof Promise) && newest.ok) state = newest.value;
          return { type: "items-listed", ...state };
        },
        (emit) =>
          chat.events.on(({ conversationId, event }) => {
            if (conversationId === input.id) emit(event);
          }),
        signal,
      );
    }),
  };
}
