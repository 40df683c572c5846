import type { FleetAction } from "../../shared/contract/fleet.ts";
import type { Judgement } from "../../shared/contract/policy.ts";

/** What would run where, as main checked it; `seal` is given back to run exactly this. */
export type FleetCheckShown = {
  action: FleetAction;
  judgement: Judgement;
  seal: string;
  canaryAbove: number;
};
