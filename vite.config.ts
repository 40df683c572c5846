import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The renderer: the same files for the web runtime and Electron. */
export default defineConfig({
  root: "src-renderer",
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome140",
    modulePreload: false,
    // The content security policy takes fonts from files only.
    assetsInlineLimit: 0,
  },
});
