import { appContract } from "./app.ts";
import { approvalsContract } from "./approvals.ts";
import { auditContract } from "./audit.ts";
import { chatContract } from "./chat.ts";
import { containersContract } from "./containers.ts";
import { contextContract } from "./context.ts";
import { credentialsContract } from "./credentials.ts";
import { desktopContract } from "./desktop.ts";
import { filesContract } from "./files.ts";
import { fleetContract } from "./fleet.ts";
import { hostsContract } from "./hosts.ts";
import { modelsContract } from "./models.ts";
import { policyContract } from "./policy.ts";
import { questionsContract } from "./questions.ts";
import { recordingsContract } from "./recordings.ts";
import { runsContract } from "./runs.ts";
import { settingsContract } from "./settings.ts";
import { terminalsContract } from "./terminals.ts";
import { tmuxContract } from "./tmux.ts";

/**
 * The control plane: every call and event stream between main and whoever shows it. Terminal bytes never travel here.
 * Every event stream begins with the whole present state, so a client that connects again needs no memory.
 */
export const contract = {
  app: appContract,
  desktop: desktopContract,
  hosts: hostsContract,
  containers: containersContract,
  questions: questionsContract,
  terminals: terminalsContract,
  tmux: tmuxContract,
  runs: runsContract,
  recordings: recordingsContract,
  chat: chatContract,
  context: contextContract,
  approvals: approvalsContract,
  policy: policyContract,
  settings: settingsContract,
  models: modelsContract,
  credentials: credentialsContract,
  files: filesContract,
  fleet: fleetContract,
  audit: auditContract,
};
