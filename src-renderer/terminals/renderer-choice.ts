export type RendererChoice = "dom" | "webgl" | "auto";

/**
 * How emulators draw: `?renderer=dom` or `?renderer=webgl` in the page's address, or the same word in localStorage under
 * `fairlead.renderer`. With "dom" the screen is text in the document (`.xterm-rows`), which benches and tests read.
 */
export function rendererChoice(page: Window): RendererChoice {
  const asked =
    new URLSearchParams(page.location.search).get("renderer") ??
    page.localStorage.getItem("fairlead.renderer");
  return asked === "dom" || asked === "webgl" ? asked : "auto";
}

let drawnBySoftware: boolean | null = null;

/** True where WebGL is missing or computed by the CPU: the DOM renderer is then the faster one. Asked once. */
export function webglIsSlow(document: Document): boolean {
  drawnBySoftware ??= probe(document);
  return drawnBySoftware;
}

function probe(document: Document): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (gl === null) return true;
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

/** A browser drops the oldest context beyond about 16; these leave room for the rest of the page. */
const mostContexts = 12;

/** An emulator that holds a WebGL context. */
export interface ContextHolder {
  readonly visible: boolean;
  /** Gives the context back and draws with the DOM from here on. */
  releaseContext(): void;
}

const holders = new Set<ContextHolder>();

/** Asks for the right to a WebGL context; a hidden holder loses its own when there are too many. */
export function claimContext(holder: ContextHolder): boolean {
  if (holders.size >= mostContexts && !holders.has(holder)) {
    const hidden = [...holders].find((other) => !other.visible);
    if (hidden === undefined) return false;
    hidden.releaseContext();
  }
  holders.add(holder);
  return true;
}

/** Says that the holder has no context any more. */
export const returnContext = (holder: ContextHolder): void => void holders.delete(holder);
