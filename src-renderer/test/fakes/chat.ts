import type { FakeMain } from "../fake-main.ts";
import { failed, fake } from "./contract.ts";

export function chatFake(main: FakeMain) {
  const { scene, log } = main;
  return {
    create: fake.chat.create.handler(() => {
      const made = {
        id: `conv-${main.nextNumber()}` as const,
        title: "New conversation",
        profileId: null,
        createdAt: Date.now(),
        usedAt: Date.now(),
        toolsOff: [],
      };
      scene.conversations.push(made);
      main.sayAll();
      return made;
    }),
    rename: fake.chat.rename.handler(({ input }) => {
      scene.conversations = scene.conversations.map((one) =>
        one.id === input.id ? { ...one, title: input.title } : one,
      );
      main.sayAll();
    }),
    tools: fake.chat.tools.handler(() => {
      if (scene.tools !== null) return scene.tools;
      main.noted("tools refused");
      throw failed("store-unwritable", "EIO");
    }),
    setTool: fake.chat.setTool.handler(({ input: { id, tool, on } }) => {
      main.noted(`setTool ${tool} ${on ? "on" : "off"} in ${id}`);
      if (main.refuses) throw failed("audit-unwritable");
      scene.conversations = scene.conversations.map((one) => {
        if (one.id !== id) return one;
        const others = one.toolsOff.filter((name) => name !== tool);
        return { ...one, toolsOff: on ? others : [...others, tool] };
      });
      main.sayAll();
    }),
    remove: fake.chat.remove.handler(({ input }) => {
      scene.conversations = scene.conversations.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
    send: fake.chat.send.handler(({ input }) => {
      if (main.refuses) throw failed("audit-unwritable");
      log.sent.push(input);
      const turnId = `turn-${main.nextNumber()}` as const;
      const item = {
        kind: "person" as const,
        id: `item-${main.nextNumber()}` as const,
        turnId,
        at: Date.now(),
        text: input.text,
      };
      scene.items[input.id] = [...(scene.items[input.id] ?? []), item];
      main.sayChat(input.id, { type: "turn-started", turnId });
      main.sayChat(input.id, { type: "item-changed", item });
      return { turnId };
    }),
    retry: fake.chat.retry.handler(({ input }) => {
      main.noted(`retry ${input.id}`);
      return { turnId: `turn-${main.nextNumber()}` as const };
    }),
    stop: fake.chat.stop.handler(({ input }) => main.noted(`stop ${input.id}`)),
    observe: fake.chat.observe.handler(({ input }) => ({
      text: `terminal: ${input.terminalId} (root@web-1)\nstate: ready\nscreen:\nroot@web-1:/var/log#`,
    })),
    plans: fake.chat.plans.handler(({ input }) => scene.plans[input.id] ?? []),
    changePlan: fake.chat.changePlan.handler(({ input: { id, change } }) => {
      const what = change.kind === "abort" ? "abort" : `${change.status} ${change.step}`;
      main.noted(`plan ${what} in ${id}`);
      const plan = scene.plans[id]?.find((one) => one.id === change.planId);
      if (main.refuses || plan === undefined) throw failed("plan-unclear");
      if (change.kind === "abort") {
        plan.state = "aborted";
        plan.abortedBy = "person";
      }
      plan.steps = plan.steps.map((step, index) => {
        if (change.kind === "abort") {
          return step.status === "done" ? step : { ...step, status: "aborted" };
        }
        return index === change.step ? { ...step, status: change.status, by: "person" } : step;
      });
      main.sayChat(id, { type: "plan-changed", plan: structuredClone(plan) });
    }),
    conversations: fake.chat.conversations.handler(({ signal }) =>
      main.streams.conversations.stream(signal),
    ),
    events: fake.chat.events.handler(({ input, signal }) =>
      main.streams.chat(input.id).stream(signal),
    ),
  };
}

export function contextFake(main: FakeMain) {
  const { scene } = main;
  return {
    events: fake.context.events.handler(({ signal }) => main.streams.contexts.stream(signal)),
    told: fake.context.told.handler(() => ({ text: scene.told })),
    compact: fake.context.compact.handler(({ input }) => {
      if (main.refuses) throw failed("compact-nothing");
      main.noted(`compact ${input.id}`);
    }),
  };
}
