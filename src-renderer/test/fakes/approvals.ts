import type { PolicyScope } from "../../../shared/contract/policy.ts";
import type { FakeMain } from "../fake-main.ts";
import { judge } from "../judged.ts";
import { failed, fake } from "./contract.ts";

export function approvalsFake(main: FakeMain) {
  const { scene, log } = main;
  return {
    answer: fake.approvals.answer.handler(({ input }) => {
      log.approvals.push(input);
      if (!scene.approvals.some(({ id }) => id === input.id)) throw failed("approval-unknown");
      scene.approvals = scene.approvals.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
    check: fake.approvals.check.handler(({ input }) => {
      const at = input.command.indexOf("\u200b");
      const refusals = at === -1 ? [] : [{ at, sentence: "A zero width space would be sent." }];
      return { refusals, judgement: at === -1 ? judge(input.command) : null };
    }),
    events: fake.approvals.events.handler(({ signal }) => main.streams.approvals.stream(signal)),
  };
}

export function policyFake(main: FakeMain) {
  const { scene } = main;
  const clear = (scope: PolicyScope) => {
    const same = (other: PolicyScope) => JSON.stringify(other) === JSON.stringify(scope);
    scene.policy.overrides = scene.policy.overrides.filter((one) => !same(one.scope));
  };
  return {
    setMode: fake.policy.setMode.handler(({ input }) => {
      main.noted(`setMode ${JSON.stringify(input)}`);
      if (main.refuses || (input.mode === "all" && input.until === null)) {
        throw failed("mode-not-allowed");
      }
      if (input.scope.kind === "everywhere" && input.until === null) {
        scene.policy.mode = input.mode;
      } else {
        clear(input.scope);
        scene.policy.overrides.push(input);
      }
      main.sayAll();
    }),
    clearMode: fake.policy.clearMode.handler(({ input }) => {
      main.noted(`clearMode ${JSON.stringify(input.scope)}`);
      clear(input.scope);
      main.sayAll();
    }),
    setPreset: fake.policy.setPreset.handler(({ input }) => {
      scene.policy.preset = input.preset;
      main.sayAll();
    }),
    explain: fake.policy.explain.handler(({ input }) => {
      main.noted(`explain in ${input.terminalId} for ${input.conversationId}`);
      return judge(input.command);
    }),
    forget: fake.policy.forget.handler(({ input }) => {
      const { permissions } = scene.policy;
      scene.policy.permissions = permissions.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
    acceptFile: fake.policy.acceptFile.handler(() => {
      scene.policy.file.waiting = false;
      main.sayAll();
    }),
    events: fake.policy.events.handler(({ signal }) => main.streams.policy.stream(signal)),
  };
}

export function questionsFake(main: FakeMain) {
  const { scene, log } = main;
  return {
    answer: fake.questions.answer.handler(({ input }) => {
      log.questions.push(input);
      scene.questions = scene.questions.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
    events: fake.questions.events.handler(({ signal }) => main.streams.questions.stream(signal)),
  };
}
