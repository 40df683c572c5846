import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { defineConfig, type Plugin, transformWithOxc } from "vite";

/** The preload is one script without imports, so it only loses its types; sandboxed preloads must be CommonJS. */
const preload: Plugin = {
  name: "preload",
  async generateBundle() {
    const path = "src-main/runtime/electron/preload.cts";
    const { code } = await transformWithOxc(readFileSync(path, "utf8"), path);
    this.emitFile({ type: "asset", fileName: "preload.cjs", source: code });
  },
};

/** The core and the Electron entry as one folder of plain JavaScript, for Electron and the packaged app. */
export default defineConfig({
  plugins: [preload],
  build: {
    ssr: true,
    target: "node24",
    outDir: "dist/main",
    emptyOutDir: true,
    rollupOptions: {
      input: {
        "electron-main": "src-main/electron-main.ts",
        "text-thread": "src-main/terminals/output/text-thread.ts",
      },
      // What both share lies beside them, so that each finds its files where it is.
      output: { chunkFileNames: "[name].js" },
      external: [
        "electron",
        /^node:/,
        ...builtinModules,
        "node-pty",
        "ssh2",
        "@napi-rs/keyring",
        "electron-updater",
      ],
    },
  },
  ssr: { noExternal: true },
});
