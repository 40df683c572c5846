export type Brightness = "dark" | "light";

/** Which of the two the page shows now: what the person chose, else what the system says. */
export function brightnessNow(page: Window): Brightness {
  const chosen = page.document.documentElement.dataset["theme"];
  if (chosen === "dark" || chosen === "light") return chosen;
  return page.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Calls `changed` whenever the page turns dark or light, until `signal` aborts. */
export function followBrightness(page: Window, changed: () => void, signal: AbortSignal): void {
  page.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, { signal });
  const observer = new MutationObserver(changed);
  observer.observe(page.document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
