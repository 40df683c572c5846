import type { Router } from "@orpc/server";
import type { contract } from "../../shared/contract/contract.ts";
import { appRouter } from "./app.ts";
import { approvalsRouter } from "./approvals.ts";
import { auditRouter } from "./audit.ts";
import { chatRouter } from "./chat.ts";
import { containersRouter } from "./containers.ts";
import { type CallContext, contractBase } from "./context.ts";
import { contextsRouter } from "./contexts.ts";
import { credentialsRouter } from "./credentials.ts";
import { desktopRouter } from "./desktop.ts";
import { filesRouter } from "./files.ts";
import { fleetRouter } from "./fleet.ts";
import { hostsRouter } from "./hosts.ts";
import { modelsRouter } from "./models.ts";
import { policyRouter } from "./policy.ts";
import { questionsRouter } from "./questions.ts";
import { recordingsRouter } from "./recordings.ts";
import { runsRouter } from "./runs.ts";
import type { Services } from "./services.ts";
import { settingsRouter } from "./settings.ts";
import { terminalsRouter } from "./terminals.ts";
import { tmuxRouter } from "./tmux.ts";

/** The whole contract on the core's services: every runtime and the command line serve this one router. */
export function createRouter(services: Services): Router<typeof contract, CallContext> {
  const base = contractBase(services);
  return base.router({
    app: appRouter(base, services),
    desktop: desktopRouter(base, services),
    hosts: hostsRouter(base, services),
    containers: containersRouter(base, services),
    questions: questionsRouter(base, services),
    terminals: terminalsRouter(base, services),
    runs: runsRouter(base, services),
    recordings: recordingsRouter(base, services),
    tmux: tmuxRouter(base, services),
    chat: chatRouter(base, services),
    context: contextsRouter(base, services),
    approvals: approvalsRouter(base, services),
    policy: policyRouter(base, services),
    settings: settingsRouter(base, services),
    models: modelsRouter(base, services),
    credentials: credentialsRouter(base, services),
    files: filesRouter(base, services),
    fleet: fleetRouter(base, services),
    audit: auditRouter(base, services),
  });
}
