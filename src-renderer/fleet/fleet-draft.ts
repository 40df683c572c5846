import type { FleetAction, FleetDraft } from "../../shared/contract/fleet.ts";
import type { Judgement } from "../../shared/contract/policy.ts";

/** What would run where, as main checked it; `seal` is given back to run exactly this. */
export interface FleetCheckShown {
  action: FleetAction;
  judgement: Judgement;
  seal: string;
  canaryAbove: number;
}

/** What a person has filled in, as text where they type. */
export interface FleetForm {
  command: string;
  hostIds: readonly FleetDraft["hostIds"][number][];
  canary: boolean;
  canaryCount: string;
  after: "ask" | "go-on-if-ok";
  parallel: string;
  stopOnFailure: boolean;
  timeout: string;
}

export const emptyForm: FleetForm = {
  command: "",
  hostIds: [],
  canary: false,
  canaryCount: "1",
  after: "ask",
  parallel: "50",
  stopOnFailure: true,
  timeout: "",
};

/** What is wrong with it, by field; empty where nothing is. */
export function problemsOf(form: FleetForm): Partial<Record<keyof FleetForm, string>> {
  const problems: Partial<Record<keyof FleetForm, string>> = {};
  if (form.command.trim() === "") problems.command = "Write the command.";
  if (form.hostIds.length === 0) problems.hostIds = "Choose a host.";
  if (!isWhole(form.parallel, 1, 500)) problems.parallel = "A whole number from 1 to 500.";
  if (form.canary && !isWhole(form.canaryCount, 1, 100)) {
    problems.canaryCount = "A whole number from 1 to 100.";
  }
  if (form.timeout.trim() !== "" && !isWhole(form.timeout, 1, 86_400)) {
    problems.timeout = "Whole seconds from 1 to 86400, or nothing.";
  }
  return problems;
}

/** For main; only of a form without problems. */
export function draftOf(form: FleetForm): FleetDraft {
  const { after, command, hostIds, stopOnFailure } = form;
  return {
    command,
    hostIds: [...hostIds],
    canary: form.canary ? { count: Number(form.canaryCount), after } : null,
    parallel: Number(form.parallel),
    stopOnFailure,
    timeoutSeconds: form.timeout.trim() === "" ? null : Number(form.timeout),
  };
}

function isWhole(text: string, least: number, most: number): boolean {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most;
}
