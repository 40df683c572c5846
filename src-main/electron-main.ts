import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failure } from "../shared/errors.ts";
import { leavingText, leavingWords } from "../shared/quit-words.ts";
import { fail, ok } from "../shared/result.ts";
import { dataPaths } from "./base/paths.ts";
import { build } from "./build.ts";
import { loadUpdater } from "./runtime/electron/load-updater.ts";
import { servePorts } from "./runtime/electron/serve-ports.ts";
import { type Desktop, startElectron } from "./runtime/electron/start-electron.ts";
import { Updates } from "./runtime/electron/updates.ts";
import { claimInstance } from "./runtime/instance-lock.ts";
import { localDoorServer } from "./runtime/local-door.ts";

const environment = process.env;
const paths = dataPaths(environment);
/** This file is dist/main/electron-main.js when it runs. */
const built = fileURLToPath(new URL("..", import.meta.url));

/** Takes the data folder, brings up the core, and lets the command line reach it. */
async function open({ openWindow, isPackaged }: Desktop) {
  const claim = await claimInstance(paths, environment, new AbortController().signal);
  if (!claim.ok) return claim;
  if (claim.value.kind === "running") return fail(failure("instance-running"));
  await using owned = new AsyncDisposableStack();
  const instance = owned.use(claim.value.instance);
  const core = await build({ environment, paths, runtime: "electron", resume: true });
  if (!core.ok) return core;
  const { settings } = core.value.services;
  const updates = owned.use(
    new Updates({
      feed: () => settings.get().updates.feed,
      feedChanged: settings.changed,
      load: isPackaged ? () => loadUpdater() : null,
    }),
  );
  const services = { ...core.value.services, desktop: { openWindow, updates } };
  const doors = owned.use(servePorts({ core: core.value, services }));
  const listening = await instance.listen(localDoorServer(core.value.services, () => null));
  if (!listening.ok) return fail(listening.error);
  const running = owned.move();
  const leaving = () => leavingText(leavingWords(services.runs.list()));
  return ok({ ...doors, leaving, [Symbol.asyncDispose]: () => running.disposeAsync() });
}

await startElectron(
  {
    renderer: join(built, "renderer"),
    preload: join(built, "main", "preload.cjs"),
    windowState: join(paths.home, "window.json"),
  },
  open,
);
