import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { leavingText, leavingWords } from "../../shared/quit-words.ts";
import { type DataPaths, dataPaths } from "../base/paths.ts";
import { claimInstance } from "../runtime/instance-lock.ts";
import { localDoorServer } from "../runtime/local-door.ts";
import { isLoopback } from "../runtime/web/guard.ts";
import { serveWeb, type WebRuntime } from "../runtime/web/serve-web.ts";
import { findBrowser, hasDisplay, openAppWindow } from "./app-window.ts";
import { CommandFailure, orFail } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { askHolderForUrl, connectHolder } from "./holder-client.ts";
import { note, type Surroundings, say } from "./surroundings.ts";
import { visibleLine } from "./visible.ts";

type ServeOptions = {
  port: string;
  host: string;
  open?: boolean;
  exposeTerminalsToNetwork?: boolean;
};

/** `fairlead serve`: the app in a browser, until a signal ends it. */
export function addServeCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("serve")
    .description("runs Fairlead for a browser on this machine and prints the link to it")
    .option("--port <port>", "port to listen on; 0 takes a free one", "0")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--open", "open the link in an app window of the browser found here")
    .option(
      "--expose-terminals-to-network",
      "needed for an address that other machines can reach: whoever gets hold of a link commands every terminal, and nothing on the way is encrypted",
    )
    .action((options: ServeOptions) => serve(surroundings, options));
}

async function serve(surroundings: Surroundings, options: ServeOptions): Promise<void> {
  const { environment, rendererDir, signal } = surroundings;
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CommandFailure("--port is a number from 0 to 65535.", exitCodes.usage.code);
  }
  if (!existsSync(join(rendererDir, "index.html"))) {
    throw new CommandFailure(
      "The page is not built yet. Run npm run build, or npm start.",
      exitCodes.failed.code,
    );
  }
  const paths = dataPaths(environment);
  const claim = orFail(await claimInstance(paths, environment, signal));
  if (claim.kind === "running") return joinHolder(surroundings, claim.socket, paths, options);

  await using owned = new AsyncDisposableStack();
  owned.use(claim.instance);
  const build = await surroundings.loadBuild();
  const core = owned.use(orFail(await build({ environment, paths, resume: true })));
  const { services, plane } = core;
  const web: WebRuntime = owned.use(
    orFail(
      await serveWeb({
        services,
        plane,
        rendererDir,
        host: options.host,
        port,
        allowRemote: options.exposeTerminalsToNetwork === true,
      }),
    ),
  );
  web.sessions.opened.on(({ address, userAgent }) =>
    note(surroundings, `A window was opened from ${address} (${visibleLine(userAgent)}).`),
  );
  orFail(await claim.instance.listen(localDoorServer(services, () => web.newUrl())));
  if (!isLoopback(options.host)) {
    note(
      surroundings,
      `Other machines can reach ${options.host} port ${web.address.port}. Whoever gets hold of a link commands every terminal here, and nothing on the way is encrypted.`,
    );
  }
  ready(surroundings, web.newUrl(), paths, options);
  await untilAborted(signal);
  const leaving = leavingText(leavingWords(services.runs.list()));
  if (leaving !== null) note(surroundings, leaving);
}

/** Says the link of the process that runs already, and stays as long as that one does. */
async function joinHolder(
  surroundings: Surroundings,
  socket: string,
  paths: DataPaths,
  options: ServeOptions,
): Promise<void> {
  const url = await askHolderForUrl(socket);
  if (url === null) {
    throw new CommandFailure(
      "Fairlead is already running with this data folder, and not for a browser. Use its window, or end it first.",
      exitCodes.failed.code,
    );
  }
  using holder = orFail(await connectHolder(socket, { approveAll: false, canAsk: false }));
  note(
    surroundings,
    "Fairlead was already running with this data folder; this is a new link to it.",
  );
  ready(surroundings, url, paths, options);
  await Promise.race([holder.closed, untilAborted(surroundings.signal)]);
}

function ready(
  surroundings: Surroundings,
  url: string,
  paths: DataPaths,
  { open }: ServeOptions,
): void {
  say(surroundings, `Fairlead is ready at ${url}`);
  if (open !== true) return;
  const { environment } = surroundings;
  const browser = hasDisplay(environment) ? findBrowser(environment) : null;
  if (browser === null) note(surroundings, "No browser or display was found to open it in.");
  else openAppWindow(browser, url, paths.home).unref();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
