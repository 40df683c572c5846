import { WebglAddon } from "@xterm/addon-webgl";
import type { Terminal } from "@xterm/xterm";
import {
  type ContextHolder,
  claimContext,
  rendererChoice,
  returnContext,
  webglIsSlow,
} from "./renderer-choice.ts";

/** Draws a terminal with WebGL where it is fast and a context can be had; the DOM draws otherwise and after a lost context. */
export class WebglDrawing implements ContextHolder, Disposable {
  readonly #terminal: Terminal;
  readonly #page: Window | null;
  #addon: WebglAddon | null = null;
  visible = true;

  /** `page` is that of the terminal's element; null where it has none any more. */
  constructor(terminal: Terminal, page: Window | null) {
    this.#terminal = terminal;
    this.#page = page;
  }

  /** From here on, where it can be; nothing where it does already. The terminal is open. */
  begin(): void {
    if (this.#addon !== null || this.#page === null) return;
    const choice = rendererChoice(this.#page);
    if (choice === "dom" || (choice === "auto" && webglIsSlow(this.#page.document))) return;
    if (!claimContext(this)) return;
    try {
      const addon = new WebglAddon();
      this.#terminal.loadAddon(addon);
      addon.onContextLoss(() => this.releaseContext());
      this.#addon = addon;
    } catch {
      returnContext(this); // no WebGL 2 here: the DOM renderer stays
    }
  }

  releaseContext(): void {
    this.#addon?.dispose();
    this.#addon = null;
    returnContext(this);
  }

  [Symbol.dispose](): void {
    this.releaseContext();
  }
}
