import type { EngineListing } from "../../shared/contract/containers.ts";
import { failure } from "../../shared/errors.ts";

const hour = 60 * 60_000;

const made = (
  at: number,
  name: string,
  image: string,
  state: string,
): EngineListing["containers"][number] => ({
  id: (at * 7_919 + 4_096).toString(16).padEnd(64, "9c1f"),
  name,
  image,
  state,
  createdAt: Date.now() - at * hour,
});

/** What runs on the hosts of the busy scene: a full list, an empty one, an engine that does not answer, none at all. */
export function containersByHost(): Record<string, EngineListing[]> {
  const here = { name: "default", endpoint: "unix:///var/run/docker.sock" };
  return {
    "host-web-1": [
      {
        engine: "docker",
        contexts: [here, { name: "build-farm", endpoint: "ssh://ci@build.example.org" }],
        context: here,
        problem: null,
        containers: [
          made(3, "api", "registry.example.org/shop/api:2.14.1", "Up 3 hours (healthy)"),
          made(71, "proxy", "nginx:1.27-alpine", "Up 3 days"),
          made(72, "queue", "redis:7", "Up 3 days"),
          made(1, "shop-frontend-with-a-rather-long-name-1", "shop/web:main", "Up 2 minutes"),
          made(200, "worker-1", "registry.example.org/shop/worker:2.14.1", "Up 8 days (Paused)"),
        ],
      },
      {
        engine: "podman",
        contexts: [],
        context: null,
        problem: null,
        containers: [made(900, "backup", "docker.io/restic/restic:0.17", "Up 5 weeks")],
      },
    ],
    "host-local": [
      { engine: "podman", contexts: [], context: null, problem: null, containers: [] },
    ],
    "host-db-1": [
      {
        engine: "docker",
        contexts: [here],
        context: here,
        problem: failure(
          "engine-not-allowed",
          "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
        ),
        containers: [],
      },
    ],
  };
}
