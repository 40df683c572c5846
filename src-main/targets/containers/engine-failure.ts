import { type ErrorCode, type FairleadError, failure } from "../../../shared/errors.ts";
import { engineEnds } from "./engine-scripts.ts";

/** What docker (20 to 28) and podman (4, 5) say, lower case; the first that fits decides. */
const sayings: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /permission denied.*(socket|docker|podman|api)|(socket|\.sock).*permission denied/,
    "engine-not-allowed",
  ],
  [
    /cannot connect to the docker daemon|failed to connect to the docker api|cannot connect to podman|unable to connect to podman|is the docker daemon running|connect: (connection refused|no such file)/,
    "engine-not-running",
  ],
  [/no such container|no container with/, "container-gone"],
  [
    /is not running|is paused|is restarting|container state improper|running containers/,
    "container-stopped",
  ],
  [
    /executable file .*not found|exec.*no such file or directory|not found in \$path|exec format error/,
    "container-no-shell",
  ],
];

/** The failure behind an end that is not 0; `said` is what the engine printed. */
export function engineFailure(exitCode: number | null, said: string): FairleadError {
  switch (exitCode) {
    case engineEnds.missing:
      return failure("engine-missing");
    case engineEnds.recreated:
      return failure("container-recreated");
    case engineEnds.gone:
      return failure("container-gone");
    case engineEnds.notRunning:
      return failure("container-stopped");
    default: {
      const text = said.toLowerCase().replace(/\s+/g, " ");
      const code = sayings.find(([pattern]) => pattern.test(text))?.[1] ?? "engine-failed";
      return failure(code, technical(said, exitCode));
    }
  }
}

/** The engine's last words without control characters, at most 300 characters. */
function technical(said: string, exitCode: number | null): string {
  const lines = said.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const text = lines.slice(-2).join(" ").replace(/\p{C}/gu, "").trim().slice(0, 300);
  return text === "" ? `it ended with ${exitCode ?? "no exit code"}` : text;
}
