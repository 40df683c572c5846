import { type FleetId, fleetId, type TerminalId, terminalId } from "../../shared/ids.ts";

/** What has a panel among the terminals: a terminal, or a run on many hosts. */
export type PanelId = TerminalId | FleetId;

/** Whether a text read from outside (a kept layout) names a terminal. */
export const isTerminalId = (text: string): text is TerminalId =>
  terminalId.safeParse(text).success;

/** The same for a run on many hosts. */
export const isFleetId = (text: string): text is FleetId => fleetId.safeParse(text).success;

export const isPanelId = (text: string): text is PanelId => isTerminalId(text) || isFleetId(text);
