import { create } from "zustand";
import type { TerminalId } from "../../shared/ids.ts";

/** The menu that is open on a terminal's screen: of the terminal, or of the command with this number. */
export interface ScreenMenu {
  id: TerminalId;
  command: number | null;
  at: DOMRect;
}

export const useScreenMenu = create<{ menu: ScreenMenu | null }>(() => ({ menu: null }));

export const openScreenMenu = (id: TerminalId, command: number | null, at: DOMRect): void =>
  useScreenMenu.setState({ menu: { id, command, at } });
