import type { Settings } from "../../shared/settings.ts";

/** Applies the theme to the page: a forced one, or the system's. */
export function applyTheme(theme: Settings["appearance"]["theme"], page: HTMLElement): void {
  if (theme === "system") delete page.dataset["theme"];
  else page.dataset["theme"] = theme;
}
