import type { Router } from "@orpc/server";
import type { contract } from "../../shared/contract/contract.ts";
import type { FakeMain } from "./fake-main.ts";
import { appFake, desktopFake } from "./fakes/app.ts";
import { approvalsFake, policyFake, questionsFake } from "./fakes/approvals.ts";
import { auditFake } from "./fakes/audit.ts";
import { chatFake, contextFake } from "./fakes/chat.ts";
import { fake } from "./fakes/contract.ts";
import { filesFake } from "./fakes/files.ts";
import { fleetFake } from "./fakes/fleet.ts";
import { containersFake, hostsFake } from "./fakes/hosts.ts";
import { recordingsFake, runsFake } from "./fakes/runs.ts";
import { credentialsFake, modelsFake, settingsFake } from "./fakes/settings.ts";
import { terminalsFake } from "./fakes/terminals.ts";
import { tmuxFake } from "./fakes/tmux.ts";

/** Answers the whole contract over the scene of `main`. */
export function fakeRouter(main: FakeMain): Router<typeof contract, Record<never, never>> {
  return fake.router({
    app: appFake(),
    desktop: desktopFake(main),
    hosts: hostsFake(main),
    containers: containersFake(main),
    questions: questionsFake(main),
    terminals: terminalsFake(main),
    tmux: tmuxFake(main),
    runs: runsFake(main),
    recordings: recordingsFake(main),
    chat: chatFake(main),
    context: contextFake(main),
    approvals: approvalsFake(main),
    policy: policyFake(main),
    settings: settingsFake(main),
    models: modelsFake(main),
    credentials: credentialsFake(main),
    fleet: fleetFake(main),
    files: filesFake(main),
    audit: auditFake(main),
  });
}
