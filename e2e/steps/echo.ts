import type { Locator } from "@playwright/test";

/** Long enough to be told from what stood there before, short enough for a narrow pane. */
const lineLength = 60;
const letters = "qwertzuiopasdfghjklyxcvbnm";

/**
 * Types letters into the shell of the pane, each when the one before is on the screen, for as long as `more` says; the
 * pane must have the keyboard. Resolves with the milliseconds from each key to its letter on the screen, both measured in
 * the window itself.
 */
export async function typeAndMeasure(
  pane: Locator,
  more: (typed: number) => boolean | Promise<boolean>,
): Promise<number[]> {
  const { keyboard } = pane.page();
  const meter = await pane.evaluateHandle((element) => {
    const rows = element.querySelector(".xterm-rows");
    if (rows === null) throw new Error("the pane is not drawn as text");
    let pressedAt = 0;
    const onKey = () => {
      pressedAt = performance.now();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    const text = () => (rows.textContent ?? "").replaceAll("\u00a0", " ");
    return {
      /** Resolves when the text is on the screen, with the time since the last key. */
      seen: (wanted: string) =>
        new Promise<number>((resolve, reject) => {
          const late = setTimeout(
            () => reject(new Error(`the letter did not come: ${text().trim().slice(-200)}`)),
            30_000,
          );
          const look = () => {
            if (!text().includes(wanted)) return false;
            clearTimeout(late);
            resolve(performance.now() - pressedAt);
            return true;
          };
          if (look()) return;
          const observer = new MutationObserver(() => {
            if (look()) observer.disconnect();
          });
          observer.observe(rows, { childList: true, subtree: true, characterData: true });
        }),
      stop: () => window.removeEventListener("keydown", onKey, { capture: true }),
    };
  });
  const times: number[] = [];
  let line = "";
  while (await more(times.length)) {
    if (line.length === lineLength) {
      await keyboard.press("Control+U");
      line = "";
    }
    const letter = letters[times.length % letters.length] ?? "q";
    line += letter;
    await keyboard.press(letter);
    times.push(await meter.evaluate((tool, wanted) => tool.seen(wanted), line));
  }
  await keyboard.press("Control+U");
  await meter.evaluate((tool) => tool.stop());
  return times;
}

/** The value that this part of all values (0.95: all but one in twenty) does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}
