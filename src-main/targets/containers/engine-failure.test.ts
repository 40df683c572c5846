import { expect, test } from "vitest";
import { engineFailure } from "./engine-failure.ts";

for (const [code, exitCode, said] of [
  ["engine-missing", 70, ""],
  ["container-recreated", 71, ""],
  ["container-gone", 72, ""],
  ["container-stopped", 73, ""],
  [
    "engine-not-running",
    1,
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
  ],
  [
    "engine-not-running",
    1,
    "failed to connect to the docker API at unix:///run/docker.sock; check if the path is correct and if the daemon is running: dial unix /run/docker.sock: connect: no such file or directory",
  ],
  [
    "engine-not-running",
    125,
    "Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`",
  ],
  [
    "engine-not-allowed",
    1,
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/containers/json": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  [
    "engine-not-allowed",
    1,
    "Got permission denied while trying to connect to the Docker daemon socket",
  ],
  ["container-gone", 1, "Error: No such container: 0123"],
  ["container-gone", 125, 'Error: no container with name or ID "web" found: no such container'],
  ["container-stopped", 1, "Error response from daemon: Container 0123 is not running"],
  [
    "container-stopped",
    255,
    "Error: can only create exec sessions on running containers: container state improper",
  ],
  ["container-stopped", 1, "Error response from daemon: Container 0123 is paused, unpause first"],
  [
    "container-no-shell",
    126,
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in $PATH: unknown',
  ],
  [
    "container-no-shell",
    127,
    "Error: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found",
  ],
  ["engine-failed", 1, 'context "gone": context not found'],
  ["engine-failed", null, ""],
] as const) {
  test(`${exitCode} ${said.slice(0, 60)} -> ${code}`, () => {
    expect(engineFailure(exitCode, said).code).toBe(code);
  });
}

test("the detail is the engine's last words without what could draw on a terminal", () => {
  expect(engineFailure(1, "one\n\x1b[31mtwo\x07\r\nthree\n").detail).toBe("[31mtwo three");
  expect(engineFailure(null, "").detail).toBe("it ended with no exit code");
});
