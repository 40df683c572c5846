import type { Locator, Page } from "@playwright/test";
import { colouredText } from "./coloured-text.ts";

/**
 * Milliseconds from Enter in this pane until two frames after the text is on its screen, all measured in the page. `line`
 * is typed first. The pane holds one xterm.js with the DOM renderer, whoever's page it is.
 */
export async function enterToScreen(pane: Locator, line: string, wanted: string): Promise<number> {
  const page = pane.page();
  await pane.locator(".xterm-screen").click();
  await page.keyboard.type(line);
  const watch = await pane.evaluateHandle((element, text) => {
    const rows = element.querySelector(".xterm-rows");
    if (rows === null) throw new Error("the pane is not drawn as text");
    const { promise, resolve } = Promise.withResolvers<number>();
    let pressedAt = Number.NaN;
    window.addEventListener(
      "keydown",
      () => {
        pressedAt = performance.now();
      },
      { capture: true, once: true },
    );
    const observer = new MutationObserver(() => {
      if (!(rows.textContent ?? "").includes(text)) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => resolve(performance.now() - pressedAt)),
      );
    });
    observer.observe(rows, { childList: true, subtree: true, characterData: true });
    return { seen: promise };
  }, wanted);
  await page.keyboard.press("Enter");
  return watch.evaluate(({ seen }) => seen);
}

type BareXterm = {
  open(place: HTMLElement): void;
  write(data: Uint8Array | string, parsed?: () => void): void;
  dispose(): void;
};

/**
 * Milliseconds that xterm.js alone takes for the same bytes out of the page's memory: same window, same size, same
 * options, DOM renderer, watched in the same way. The page must have been given xterm.js's own script.
 */
export async function xtermAlone(
  page: Page,
  size: { columns: number; rows: number },
  bytes: number,
): Promise<number> {
  return page.evaluate(
    async ({ make, size, bytes }) => {
      const text: Uint8Array = new Function(`return (${make})`)()(bytes);
      const { Terminal } = window as unknown as {
        Terminal: new (options: Record<string, unknown>) => BareXterm;
      };
      const place = document.createElement("div");
      place.style.cssText = "position:fixed;inset:60px 400px 60px 240px;z-index:1000";
      document.body.append(place);
      const terminal = new Terminal({
        cols: size.columns,
        rows: size.rows,
        scrollback: 10_000,
        fontSize: 13,
        fontFamily: '"JetBrains Mono Variable", monospace',
        minimumContrastRatio: 4.5,
        drawBoldTextInBrightColors: false,
        rescaleOverlappingGlyphs: true,
      });
      terminal.open(place);
      const rows = place.querySelector(".xterm-rows");
      if (rows === null) throw new Error("xterm.js draws no text");
      const { promise, resolve } = Promise.withResolvers<number>();
      const observer = new MutationObserver(() => {
        if (!(rows.textContent ?? "").includes("all-42-done")) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
      });
      observer.observe(rows, { childList: true, subtree: true, characterData: true });
      const pieceBytes = 128 * 1024;
      const startedAt = performance.now();
      let at = 0;
      const next = () => {
        if (at >= text.length) return;
        const piece = text.subarray(at, at + pieceBytes);
        at += piece.length;
        terminal.write(piece, at >= text.length ? () => terminal.write("\r\nall-42-done") : next);
      };
      // Some pieces wait at any time, so that the emulator never has to.
      for (let waiting = 0; waiting < 4; waiting += 1) next();
      const endedAt = await promise;
      terminal.dispose();
      place.remove();
      return endedAt - startedAt;
    },
    { make: colouredText.toString(), size, bytes },
  );
}
