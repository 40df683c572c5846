import {
  builds,
  compose,
  inspect,
  lifecycle,
  list,
  listFlags,
  logs,
  registry,
  removes,
  shared,
  starts,
} from "./container-rules.ts";
import type { Program } from "./program.ts";

const docker: Program = {
  names: "docker nerdctl",
  alone: "read",
  flags: "-D --debug -v --version -h --help",
  values: "-l --log-level -n --namespace",
  options: {
    "-c --context": {
      effect: "read",
      value: "required",
      network: true,
      because: "talks to another machine",
    },
    "-H --host": {
      effect: "unknown",
      value: "required",
      network: true,
      because: "talks to another machine, perhaps over ssh",
    },
  },
  commands: {
    ...shared,
    "node service stack config secret plugin": {
      commands: {
        "ls list ps services": { ...list, flags: `${listFlags} --no-resolve` },
        inspect,
        logs,
        "create update scale rollback deploy up set enable disable install upgrade promote demote":
          lifecycle,
        "rm down remove": removes,
      },
    },
    context: {
      commands: {
        "ls list show inspect": { flags: "-q --quiet", values: "-f --format", operands: "name" },
        "use create update rm export import": lifecycle,
      },
    },
    swarm: { commands: { "init join leave update unlock ca join-token unlock-key": lifecycle } },
    manifest: {
      commands: {
        inspect: { network: true, flags: "-v --verbose --insecure", operands: "name" },
        "create push rm annotate": registry,
      },
    },
    "buildx builder": {
      commands: {
        "ls version du inspect": {
          flags: "--verbose --no-trunc",
          values: "--format --filter",
          operands: "name",
        },
        "build b bake": builds,
        "prune rm": removes,
        "create use stop": lifecycle,
        imagetools: {
          commands: {
            inspect: { network: true, values: "--format", flags: "--raw", operands: "name" },
            create: registry,
          },
        },
      },
    },
  },
  examples: {
    reads: [
      "docker",
      "docker ps -a --format '{{.Names}}'",
      "docker ps -aqf status=exited",
      "docker logs --tail 100 x",
      "docker logs -fn5 x",
      'docker logs --tail 5 "$x"',
      "docker inspect -f '{{.State.Status}}' x",
      "docker images",
      "docker system df -v",
      "docker stats --no-stream",
      "docker top x aux",
      "docker network ls",
      "docker volume inspect v",
      "docker compose -f c.yml ps",
      "docker compose logs --tail=50 web",
      "docker container ls --all",
      "docker service ls",
      "docker --context prod ps",
      "docker exec -it x ls -la",
    ],
    acts: [
      "docker run --rm -it x sh",
      "docker rm -f x",
      "docker --debug stop x",
      "docker -H tcp://host ps",
      "docker exec x rm -rf /",
      "docker exec -u root x sh -c 'rm x'",
      "docker container prune -f",
      "docker compose down -v",
      "docker compose -p x up -d",
      "docker cp x:/a .",
      "docker --config=/tmp/x ps",
      "docker system prune -a",
      "docker save -o /tmp/x y",
      "docker build .",
      "docker swarm join-token worker",
    ],
  },
};

const podman: Program = {
  names: "podman",
  alone: "read",
  flags: "-v --version -h --help",
  values: "--log-level",
  options: {
    "-c --connection --url": {
      effect: "unknown",
      value: "required",
      network: true,
      because: "talks to another machine",
    },
    "-r --remote": { effect: "unknown", network: true, because: "talks to another machine" },
  },
  commands: {
    ...shared,
    unshare: { style: "posix", operands: "command" },
    generate: {
      commands: {
        "kube systemd spec": { flags: "-n --name --new -s --service", operands: "name" },
      },
    },
    healthcheck: starts,
    play: starts,
    kube: starts,
  },
  examples: {
    reads: [
      "podman ps --all",
      "podman pod ls",
      "podman images -q",
      "podman logs --since 1h x",
      "podman exec x cat /etc/hosts",
      "podman info",
    ],
    acts: [
      "podman run x",
      "podman --runtime /tmp/x ps",
      "podman rm -a",
      "podman generate systemd -f x",
      "podman machine ssh",
      "podman unshare rm x",
      "podman play kube x.yml",
    ],
  },
};

const composeAlone: Program = {
  names: "docker-compose podman-compose",
  ...compose,
  alone: "read",
  examples: {
    reads: [
      "docker-compose ps",
      "docker-compose -f x.yml logs --tail 10 web",
      "docker-compose config --services",
    ],
    acts: [
      "docker-compose up -d",
      "docker-compose -H tcp://x ps",
      "docker-compose exec web rm x",
      "docker-compose down",
    ],
  },
};

/** Programs of docker, podman and nerdctl; the lower layers stand on a page of their own. */
export const containersPrograms: readonly Program[] = [docker, podman, composeAlone];
