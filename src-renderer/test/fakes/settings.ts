import type { ModelProfile } from "../../../shared/contract/models.ts";
import type { FakeMain } from "../fake-main.ts";
import { practice } from "../models-scene.ts";
import { failed, fake } from "./contract.ts";

export function settingsFake(main: FakeMain) {
  const { scene } = main;
  return {
    change: fake.settings.change.handler(({ input }) => {
      const { appearance, approvals, fleet, turn, ssh, recording, updates, web } = scene.settings;
      const { agent, conversation } = scene.settings;
      scene.settings = {
        appearance: { ...appearance, ...(input.appearance as object) },
        approvals: { ...approvals, ...(input.approvals as object) },
        turn: { ...turn, ...(input.turn as object) },
        agent: { ...agent, ...(input.agent as object) },
        conversation: { ...conversation, ...(input.conversation as object) },
        ssh: { ...ssh, ...(input.ssh as object) },
        fleet: { ...fleet, ...(input.fleet as object) },
        outputs: { memoryMegabytes: 20, diskMegabytes: 1_000 },
        recording: { ...recording, ...(input.recording as object) },
        web: { ...web, ...(input.web as object) },
        updates: { ...updates, ...(input.updates as object) },
        shortcuts: input.shortcuts ?? scene.settings.shortcuts,
        layout: input.layout ?? scene.settings.layout,
      };
      main.sayAll();
    }),
    themes: fake.settings.themes.handler(() => scene.themes),
    events: fake.settings.events.handler(({ signal }) => main.streams.settings.stream(signal)),
  };
}

export function modelsFake(main: FakeMain) {
  const { scene } = main;
  return {
    save: fake.models.save.handler(({ input }) => {
      const { secret: _secret, id = `model-${main.nextNumber()}` as const, ...rest } = input;
      const { contextWindow, price, instructions, ...others } = rest;
      const profile: ModelProfile = {
        ...others,
        id,
        toolsOff: rest.toolsOff ?? [],
        ...(contextWindow == null ? {} : { contextWindow }),
        ...(price == null ? {} : { price }),
        ...(instructions == null ? {} : { instructions }),
      };
      scene.profiles = [...scene.profiles.filter((one) => one.id !== id), profile];
      scene.active ??= id;
      main.sayAll();
      return profile;
    }),
    remove: fake.models.remove.handler(({ input }) => {
      scene.profiles = scene.profiles.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
    select: fake.models.select.handler(({ input }) => {
      scene.active = input.id;
      main.sayAll();
    }),
    test: fake.models.test.handler(({ input }) => {
      if (input.id === "model-one") throw failed("model-unauthorized", "401 Unauthorized");
      return { latencyMs: 320 };
    }),
    findOllama: fake.models.findOllama.handler(() => scene.ollama),
    usePractice: fake.models.usePractice.handler(() => {
      scene.profiles.push(practice);
      scene.active = practice.id;
      main.sayAll();
      return practice;
    }),
    events: fake.models.events.handler(({ signal }) => main.streams.models.stream(signal)),
  };
}

export function credentialsFake(main: FakeMain) {
  const { scene } = main;
  return {
    set: fake.credentials.set.handler(() => ({ id: "cred-9" as const })),
    test: fake.credentials.test.handler(() => ({ readable: true })),
    remove: fake.credentials.remove.handler(() => undefined),
    unlock: fake.credentials.unlock.handler(({ input }) => {
      if (input.passphrase === "wrong") throw failed("secret-passphrase-wrong");
      scene.credentials = { ...scene.credentials, backend: "vault", locked: false };
      main.sayAll();
    }),
    events: fake.credentials.events.handler(({ signal }) =>
      main.streams.credentials.stream(signal),
    ),
  };
}
