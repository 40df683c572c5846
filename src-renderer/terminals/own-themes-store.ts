import { create } from "zustand";
import type { OwnThemes } from "../../shared/contract/settings.ts";
import { attempt, client } from "../control/client.ts";

/** The person's own themes as they were read last. */
export const useOwnThemes = create<OwnThemes>(() => ({ folder: "", themes: [], problems: [] }));

/** Has main read the folder anew; where that fails, what was known stays. */
export async function loadOwnThemes(): Promise<void> {
  const read = await attempt(client.settings.themes());
  if (read.ok) useOwnThemes.setState(read.value);
}
