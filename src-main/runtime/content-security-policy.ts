/**
 * Sent with every page in both runtimes. Inline styles are allowed because xterm.js's DOM renderer draws with them;
 * inline scripts, other origins, frames and forms are not. WebAssembly may be compiled, but no script made from text: the
 * player of recordings is compiled so, and it comes with our own scripts.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
